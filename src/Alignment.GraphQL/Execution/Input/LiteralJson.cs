using System.Collections.Immutable;
using System.Text.Json;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Execution;

/// <summary>Literals as the JSON they stand for, and back.</summary>
internal static class LiteralJson
{
    /// <summary>The JSON of a literal without variables; an enum value becomes a string.</summary>
    internal static byte[] ToUtf8(ValueNode literal)
    {
        using var writer = new ResultWriter(256);
        Write(writer, literal);
        return writer.WrittenSpan.ToArray();
    }

    internal static void Write(ResultWriter writer, ValueNode literal)
    {
        switch (literal)
        {
            case NullValueNode:
                writer.WriteNull();
                break;
            case BooleanValueNode truth:
                writer.WriteBoolean(truth.Value);
                break;
            case IntValueNode whole:
                WriteAscii(writer, whole.Value);
                break;
            case FloatValueNode number:
                WriteAscii(writer, number.Value);
                break;
            case StringValueNode text:
                writer.WriteString(text.Value);
                break;
            case EnumValueNode name:
                writer.WriteString(name.Value);
                break;
            case ListValueNode list:
                writer.WriteByte((byte)'[');
                for (var i = 0; i < list.Values.Length; i++)
                {
                    if (i > 0)
                        writer.WriteByte((byte)',');
                    Write(writer, list.Values[i]);
                }

                writer.WriteByte((byte)']');
                break;
            case ObjectValueNode map:
                writer.WriteByte((byte)'{');
                for (var i = 0; i < map.Fields.Length; i++)
                {
                    if (i > 0)
                        writer.WriteByte((byte)',');
                    writer.WriteString(map.Fields[i].Name.Value);
                    writer.WriteByte((byte)':');
                    Write(writer, map.Fields[i].Value);
                }

                writer.WriteByte((byte)'}');
                break;
            default:
                throw new ArgumentException("The literal contains a variable.", nameof(literal));
        }
    }

    /// <summary>The literal that a JSON value stands for; strings stay strings.</summary>
    internal static ValueNode FromUtf8(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return Read(ref reader);
    }

    internal static ValueNode Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return new NullValueNode(default);
            case JsonTokenType.True or JsonTokenType.False:
                return new BooleanValueNode(default, reader.TokenType == JsonTokenType.True);
            case JsonTokenType.String:
                return new StringValueNode(default, reader.GetString()!);
            case JsonTokenType.Number:
                var digits = System.Text.Encoding.ASCII.GetString(reader.ValueSpan);
                return digits.AsSpan().IndexOfAny(".eE") < 0 ? new IntValueNode(default, digits) : new FloatValueNode(default, digits);
            case JsonTokenType.StartArray:
                var items = ImmutableArray.CreateBuilder<ValueNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    items.Add(Read(ref reader));
                return new ListValueNode(default, items.ToImmutable());
            default:
                var fields = ImmutableArray.CreateBuilder<ObjectFieldNode>();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = new NameNode(reader.GetString()!);
                    reader.Read();
                    fields.Add(new ObjectFieldNode(default, name, Read(ref reader)));
                }

                return new ObjectValueNode(default, fields.ToImmutable());
        }
    }

    private static void WriteAscii(ResultWriter writer, string digits)
    {
        var target = writer.Reserve(digits.Length);
        writer.Advance(System.Text.Encoding.ASCII.GetBytes(digits, target));
    }
}
