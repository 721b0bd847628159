using System.Text.Json;
using System.Text.Json.Serialization;
using Alignment.Core.Leads;
using NodaTime.Text;

namespace Alignment.Api.Data.Values;

/// <summary>A typed value: text, a number, true or false as JSON has them, <c>{"date": "2026-03-01"}</c>, null when absent.</summary>
internal sealed class AttributeValueJson : JsonConverter<AttributeValue>
{
    public override bool HandleNull => true;

    public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String: return AttributeValue.Text(reader.GetString());
            case JsonTokenType.Number: return AttributeValue.Number(reader.GetDouble());
            case JsonTokenType.True: return AttributeValue.Boolean(true);
            case JsonTokenType.False: return AttributeValue.Boolean(false);
            case JsonTokenType.StartObject:
                reader.Read();
                reader.Read();
                var date = LocalDatePattern.Iso.Parse(reader.GetString()!).Value;
                reader.Read();
                return AttributeValue.Date(date);
            default: return default;
        }
    }

    public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
    {
        switch (value.Kind)
        {
            case AttributeKind.Text: writer.WriteStringValue(value.AsText()); break;
            case AttributeKind.Number: writer.WriteNumberValue(value.AsNumber()); break;
            case AttributeKind.Boolean: writer.WriteBooleanValue(value.AsBoolean()); break;
            case AttributeKind.Date:
                writer.WriteStartObject();
                writer.WriteString("date", LocalDatePattern.Iso.Format(value.AsDate()));
                writer.WriteEndObject();
                break;
            default: writer.WriteNullValue(); break;
        }
    }
}

/// <summary>Attributes by name.</summary>
internal sealed class AttributeSetJson : JsonConverter<AttributeSet>
{
    private static readonly AttributeValueJson Values = new();

    public override AttributeSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var values = new List<KeyValuePair<string, AttributeValue>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            values.Add(new(name, Values.Read(ref reader, typeof(AttributeValue), options)));
        }

        return values.Count == 0 ? AttributeSet.Empty : AttributeSet.Of(values);
    }

    public override void Write(Utf8JsonWriter writer, AttributeSet value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, item) in value)
        {
            writer.WritePropertyName(name);
            Values.Write(writer, item, options);
        }

        writer.WriteEndObject();
    }
}
