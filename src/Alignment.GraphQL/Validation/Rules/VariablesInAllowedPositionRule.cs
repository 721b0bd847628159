using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.8.5, 5.6.5: a variable's type fits every place where it is used, and no nullable one is the field of a OneOf input object.</summary>
internal sealed class VariablesInAllowedPositionRule(ValidationContext context) : ILeave<OperationDefinitionNode>
{
    public void Leave(OperationDefinitionNode node)
    {
        var usages = context.VariableUsages(node);
        if (usages.Count == 0 || node.VariableDefinitions.IsEmpty)
            return;
        var definitions = new Dictionary<string, (VariableDefinitionNode Node, IType? Type)>(StringComparer.Ordinal);
        foreach (var definition in node.VariableDefinitions)
            definitions[definition.Variable.Name.Value] = (definition, context.State.TypeOf(definition.Type));
        foreach (var usage in usages)
        {
            if (usage.Type is { } expected && definitions.TryGetValue(usage.Node.Name.Value, out var variable) && variable.Type is { } type)
                Check(usage, expected, variable.Node, type);
        }
    }

    private void Check(VariableUsage usage, IType expected, VariableDefinitionNode definition, IType type)
    {
        var name = usage.Node.Name.Value;
        if (!IsAllowed(type, definition.DefaultValue, expected, usage.DefaultValue))
            context.Report($"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{expected}\".", definition, usage.Node);
        if (usage.ParentType is InputObjectType { IsOneOf: true } oneOf && type is not NonNullType)
        {
            context.Report(
                $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input Object \"{oneOf}\".",
                definition,
                usage.Node);
        }
    }

    private bool IsAllowed(IType type, ValueNode? ownDefault, IType expected, ValueNode? defaultOfPlace)
    {
        if (expected is not NonNullType { NullableType: var nullable } || type is NonNullType)
            return context.Schema.IsSubTypeOf(type, expected);
        return (ownDefault is not (null or NullValueNode) || defaultOfPlace is not null) && context.Schema.IsSubTypeOf(type, nullable);
    }
}
