using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.8.3: every variable that is used, in the operation or its fragments, is defined by the operation.</summary>
internal sealed class NoUndefinedVariablesRule(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        var usages = context.VariableUsages(node);
        if (usages.Count == 0)
            return;
        var defined = node.VariableDefinitions.Select(static v => v.Variable.Name.Value).ToHashSet(StringComparer.Ordinal);
        var by = node.Name is null ? string.Empty : $" by operation \"{node.Name.Value}\"";
        foreach (var usage in usages)
        {
            if (!defined.Contains(usage.Node.Name.Value))
                context.Report($"Variable \"${usage.Node.Name.Value}\" is not defined{by}.", usage.Node, node);
        }
    }
}
