using System.Text;
using System.Text.Json;
using Alignment.Core.Leads;
using NodaTime.Text;

namespace Alignment.Api.Leads.Standings;

/// <summary>
/// Reads stored attributes straight from their bytes, only those somebody looks at, with one value per distinct text. Not for use by
/// several threads at once.
/// </summary>
/// <param name="only">The attributes to read; null for all.</param>
internal sealed class AttributeBytes(IReadOnlyList<string>? only)
{
    private readonly byte[][]? names = only?.Select(Encoding.UTF8.GetBytes).ToArray();
    private readonly AttributeValuePool texts = new();
    private readonly List<KeyValuePair<string, AttributeValue>> values = [];
    private char[] scratch = new char[256];

    public AttributeSet Read(ReadOnlySpan<byte> json)
    {
        if (json.Length <= 2 || only is { Count: 0 }) return AttributeSet.Empty;
        values.Clear();
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(ref reader);
            reader.Read();
            if (name is null) reader.Skip();
            else values.Add(new(name, Value(ref reader)));
        }

        return values.Count == 0 ? AttributeSet.Empty : AttributeSet.Of(values);
    }

    private string? NameOf(ref Utf8JsonReader reader)
    {
        if (names is null) return reader.GetString();
        for (var i = 0; i < names.Length; i++)
            if ((reader.ValueIsEscaped || reader.ValueSpan.Length == names[i].Length) && reader.ValueTextEquals(names[i])) return only![i];
        return null;
    }

    private AttributeValue Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number: return AttributeValue.Number(reader.GetDouble());
            case JsonTokenType.True: return AttributeValue.Boolean(true);
            case JsonTokenType.False: return AttributeValue.Boolean(false);
            case JsonTokenType.String:
                if (scratch.Length < reader.ValueSpan.Length) scratch = new char[reader.ValueSpan.Length];
                return texts.Text(scratch.AsSpan(0, reader.CopyString(scratch)));
            case JsonTokenType.StartObject:
                reader.Read();
                reader.Read();
                var date = LocalDatePattern.Iso.Parse(reader.GetString()!).Value;
                reader.Read();
                return AttributeValue.Date(date);
            default: return default;
        }
    }
}
