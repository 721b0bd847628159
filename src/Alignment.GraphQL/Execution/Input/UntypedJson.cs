using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Alignment.GraphQL.Execution;

/// <summary>JSON as plain objects: strings, doubles, longs, booleans, nulls, lists and dictionaries.</summary>
internal static class UntypedJson
{
    internal static object? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? whole : reader.GetDouble();
            case JsonTokenType.StartArray:
                var list = new List<object?>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    list.Add(Read(ref reader));
                return list;
            default:
                var map = new Dictionary<string, object?>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    map[name] = Read(ref reader);
                }

                return map;
        }
    }

    internal static object? Read(JsonElement element)
    {
        var reader = new Utf8JsonReader(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
        reader.Read();
        return Read(ref reader);
    }

    internal static void Write(ResultWriter writer, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNull();
                break;
            case string text:
                writer.WriteString(text);
                break;
            case bool truth:
                writer.WriteBoolean(truth);
                break;
            case int or short or byte or sbyte or ushort or uint or long:
                writer.WriteNumber(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case decimal number:
                writer.WriteNumber(number);
                break;
            case double or float or ulong:
                WriteDouble(writer, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case JsonElement element:
                writer.WriteRaw(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(element));
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                WriteObject(writer, map);
                break;
            case IEnumerable items:
                WriteList(writer, items);
                break;
            case IFormattable formattable:
                writer.WriteString(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteString(value.ToString());
                break;
        }
    }

    internal static void WriteObject(ResultWriter writer, IEnumerable<KeyValuePair<string, object?>> map)
    {
        writer.WriteByte((byte)'{');
        var first = true;
        foreach (var (name, value) in map)
        {
            if (!first)
                writer.WriteByte((byte)',');
            first = false;
            writer.WriteString(name);
            writer.WriteByte((byte)':');
            Write(writer, value);
        }

        writer.WriteByte((byte)'}');
    }

    private static void WriteList(ResultWriter writer, IEnumerable items)
    {
        writer.WriteByte((byte)'[');
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                writer.WriteByte((byte)',');
            first = false;
            Write(writer, item);
        }

        writer.WriteByte((byte)']');
    }

    private static void WriteDouble(ResultWriter writer, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(value);
        else
            writer.WriteNull();
    }
}
