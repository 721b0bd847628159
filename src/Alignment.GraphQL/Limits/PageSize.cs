using System.Globalization;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Limits;

/// <summary>How many items a list holds: a number, or a variable with a number for when it is not given.</summary>
/// <param name="Fixed">The number.</param>
/// <param name="Variable">The variable's name, or null.</param>
internal readonly record struct PageSize(double Fixed, string? Variable)
{
    /// <summary>Reads the size from the arguments <c>first</c>, <c>last</c> or <c>limit</c>, or else from what the schema says of the field.</summary>
    internal static PageSize Of(FieldNode node, OutputField field, GraphQLLimits limits)
    {
        var otherwise = field.Paging?.DefaultPageSize ?? field.AssumedSize ?? limits.AssumedListSize;
        PageSize? size = null;
        foreach (var name in (ReadOnlySpan<string>)["first", "last", "limit"])
        {
            if (!field.Arguments.TryGetField(name, out var definition) || definition.Type.NamedType().Name != "Int")
                continue;
            var argument = node.Arguments.FirstOrDefault(a => a.Name.Value == name);
            if ((argument?.Value ?? definition.DefaultValue) is { } value && Read(value, otherwise) is { } read)
                size = size is { Variable: null } known && read.Variable is null ? new PageSize(Math.Max(known.Fixed, read.Fixed), null) : size ?? read;
        }

        return size ?? new PageSize(otherwise, null);
    }

    /// <summary>The number of items, given the literals that variables stand for.</summary>
    internal double Evaluate(Func<string, ValueNode?> variables) =>
        Variable is not null && variables(Variable) is { } value && NumberIn(value) is { } number ? number : Fixed;

    private static PageSize? Read(ValueNode value, int otherwise) => value switch
    {
        VariableNode variable => new PageSize(otherwise, variable.Name.Value),
        _ => NumberIn(value) is { } number ? new PageSize(number, null) : null,
    };

    private static double? NumberIn(ValueNode value) =>
        value is IntValueNode node && double.TryParse(node.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number, 0, int.MaxValue)
            : null;
}
