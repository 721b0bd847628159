using System.Text.Json;
using NodaTime.Text;

namespace Alignment.Core.Leads.Definitions;

/// <summary>What is asked of one attribute of a lead, or of one property of an engagement.</summary>
/// <param name="Attribute">The name of the attribute; compared exactly.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Operands">
/// What it is compared with: one value; for <see cref="ComparisonOperator.OneOf"/> and <see cref="ComparisonOperator.NoneOf"/>
/// one or more; for <see cref="ComparisonOperator.Between"/> the lower and the upper bound; none to ask for presence.
/// A text that is a date (<c>2026-03-01</c>) stands for itself and for that date.
/// </param>
public sealed record AttributeCondition(string Attribute, ComparisonOperator Operator, ValueList<AttributeValue> Operands)
{
    private const int LongestName = 200;
    private const int LongestValue = 1000;
    private const int MostValues = 2000;

    internal static readonly IReadOnlyDictionary<string, ComparisonOperator> Operators = new Dictionary<string, ComparisonOperator>
    {
        ["equals"] = ComparisonOperator.EqualTo,
        ["notEquals"] = ComparisonOperator.NotEqualTo,
        ["oneOf"] = ComparisonOperator.OneOf,
        ["noneOf"] = ComparisonOperator.NoneOf,
        ["atLeast"] = ComparisonOperator.AtLeast,
        ["atMost"] = ComparisonOperator.AtMost,
        ["between"] = ComparisonOperator.Between,
        ["contains"] = ComparisonOperator.Contains,
        ["present"] = ComparisonOperator.Present,
        ["missing"] = ComparisonOperator.Missing,
    };

    internal static AttributeCondition? Read(JsonObjectReader json)
    {
        var before = json.FaultCount;
        var name = json.Text("attribute", LongestName, "Name the attribute to look at.");
        if (json.Choice("operator", Operators, "Say how to compare: equals, atLeast, oneOf, present and so on.") is not { } op)
        {
            foreach (var operand in (ReadOnlySpan<string>)["value", "values", "min", "max"]) json.Element(operand);
            return null;
        }

        List<AttributeValue?> operands = op switch
        {
            ComparisonOperator.Present or ComparisonOperator.Missing => [],
            ComparisonOperator.OneOf or ComparisonOperator.NoneOf => ReadList(json),
            ComparisonOperator.Between => [ReadBound(json, "min"), ReadBound(json, "max")],
            ComparisonOperator.AtLeast or ComparisonOperator.AtMost => [ReadBound(json, "value")],
            ComparisonOperator.Contains => [AttributeValue.Text(json.Text("value", LongestValue, "Give the text to look for."))],
            _ => [json.Element("value", "Give the value to compare with.") is { } value ? ReadValue(json, value, "value") : null],
        };
        if (json.FaultCount > before || name is null) return null;
        if (op == ComparisonOperator.Between && !InOrder(operands[0]!.Value, operands[1]!.Value))
        {
            json.Refuse("max", "The bounds are two numbers or two dates, the lower one first.");
            return null;
        }

        return new(name, op, ValueList.From(operands.Select(o => o!.Value)));
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteString("attribute", Attribute);
        json.WriteString("operator", Operators.First(o => o.Value == Operator).Key);
        switch (Operator)
        {
            case ComparisonOperator.Present or ComparisonOperator.Missing:
                break;
            case ComparisonOperator.OneOf or ComparisonOperator.NoneOf:
                json.WriteStartArray("values");
                foreach (var operand in Operands) Write(json, operand);
                json.WriteEndArray();
                break;
            case ComparisonOperator.Between:
                json.WritePropertyName("min");
                Write(json, Operands[0]);
                json.WritePropertyName("max");
                Write(json, Operands[1]);
                break;
            default:
                json.WritePropertyName("value");
                Write(json, Operands[0]);
                break;
        }
    }

    /// <summary>The date that a text operand stands for; absent if it is no date.</summary>
    internal static AttributeValue DateOf(AttributeValue operand) =>
        operand.Kind == AttributeKind.Text && LocalDatePattern.Iso.Parse(operand.AsText().Trim()).TryGetValue(default, out var date)
            ? AttributeValue.Date(date)
            : operand.Kind == AttributeKind.Date ? operand : default;

    private static List<AttributeValue?> ReadList(JsonObjectReader json)
    {
        if (json.Elements("values", MostValues, "List the values.") is not { } items) return [];
        if (items.Count == 0) json.Refuse("values", "The list is empty; name at least one value.");
        return [.. items.Select((item, i) => ReadValue(json, item, $"values[{i}]"))];
    }

    private static AttributeValue? ReadValue(JsonObjectReader json, JsonElement element, string name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return json.TextOf(element, LongestValue, name) is { } text ? AttributeValue.Text(text) : null;
            case JsonValueKind.True or JsonValueKind.False:
                return AttributeValue.Boolean(element.GetBoolean());
            case JsonValueKind.Number when element.TryGetDouble(out var number) && double.IsFinite(number):
                return AttributeValue.Number(number);
            case JsonValueKind.Number:
                json.Refuse(name, "The number is too large; a double holds up to 1.8e308.");
                return null;
            default:
                json.Refuse(name, $"Expected text, a number, true or false, found {JsonObjectReader.Describe(element)}; use present or missing to ask whether there is a value.");
                return null;
        }
    }

    private static AttributeValue? ReadBound(JsonObjectReader json, string name)
    {
        if (json.Element(name, $"Give \"{name}\": a number or a date.") is not { } element || ReadValue(json, element, name) is not { } value) return null;
        if (value.IsNumber || DateOf(value) is { IsAbsent: false }) return value;
        json.Refuse(name, "Expected a number or a date such as \"2026-03-01\": nothing else has an order.");
        return null;
    }

    private static bool InOrder(AttributeValue low, AttributeValue high) =>
        low.IsNumber == high.IsNumber
        && (low.IsNumber ? low.AsNumber() <= high.AsNumber() : DateOf(low).AsDate() <= DateOf(high).AsDate());

    private static void Write(Utf8JsonWriter json, AttributeValue value)
    {
        switch (value.Kind)
        {
            case AttributeKind.Number: json.WriteNumberValue(value.AsNumber()); break;
            case AttributeKind.Boolean: json.WriteBooleanValue(value.AsBoolean()); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
