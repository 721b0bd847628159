using System.Text.Json;
using Alignment.Core.Leads;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Types;

namespace Alignment.Api.Scalars;

/// <summary>A value of a lead or an engagement: text, number, boolean; a date goes out as text and comes in by <c>type: DATE</c>.</summary>
internal sealed class ValueType() : ScalarType<AttributeValue>("Value", "Text, a number, true or false, or a date written as text (`2026-03-01`).")
{
    protected override bool TryRead(ref Utf8JsonReader reader, out AttributeValue value, out string? error)
    {
        error = null;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                value = AttributeValue.Text(reader.GetString());
                return true;
            case JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number):
                value = AttributeValue.Number(number);
                return true;
            case JsonTokenType.True or JsonTokenType.False:
                value = AttributeValue.Boolean(reader.GetBoolean());
                return true;
            default:
                value = default;
                error = "a value is text, a finite number, true or false; lists and objects are not values";
                return false;
        }
    }

    protected override void Write(ResultWriter writer, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Number:
                writer.WriteNumber(value.AsNumber());
                break;
            case AttributeKind.Boolean:
                writer.WriteBoolean(value.AsBoolean());
                break;
            case AttributeKind.Absent:
                writer.WriteNull();
                break;
            default:
                writer.WriteString(value.ToString());
                break;
        }
    }
}
