using System.Globalization;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Says parts of a definition in words.</summary>
internal static class DefinitionWords
{
    public static string Condition(AttributeCondition condition)
    {
        var name = condition.Attribute;
        var operands = condition.Operands;
        return condition.Operator switch
        {
            ComparisonOperator.EqualTo => $"{name} is {Value(operands[0])}",
            ComparisonOperator.NotEqualTo => $"{name} is not {Value(operands[0])}",
            ComparisonOperator.OneOf => $"{name} is one of {Values(operands)}",
            ComparisonOperator.NoneOf => $"{name} is none of {Values(operands)}",
            ComparisonOperator.AtLeast => $"{name} is at least {Value(operands[0])}",
            ComparisonOperator.AtMost => $"{name} is at most {Value(operands[0])}",
            ComparisonOperator.Between => $"{name} is between {Value(operands[0])} and {Value(operands[1])}",
            ComparisonOperator.Contains => $"{name} contains {Value(operands[0])}",
            ComparisonOperator.Present => $"{name} is known",
            _ => $"{name} is missing",
        };
    }

    public static string Points(double points) => points.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture);

    private static string Values(ValueList<AttributeValue> values) => string.Join(", ", values.Select(Value));

    private static string Value(AttributeValue value) => value.Kind == AttributeKind.Text ? $"\"{value}\"" : value.ToString();
}
