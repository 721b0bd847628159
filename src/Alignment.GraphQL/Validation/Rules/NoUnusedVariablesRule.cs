using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.8.4: every variable that is defined is used.</summary>
internal sealed class NoUnusedVariablesRule(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        if (node.VariableDefinitions.IsEmpty)
            return;
        var used = context.VariableUsages(node).Select(static u => u.Node.Name.Value).ToHashSet(StringComparer.Ordinal);
        var where = node.Name is null ? string.Empty : $" in operation \"{node.Name.Value}\"";
        foreach (var variable in node.VariableDefinitions)
        {
            if (!used.Contains(variable.Variable.Name.Value))
                context.Report($"Variable \"${variable.Variable.Name.Value}\" is never used{where}.", variable);
        }
    }
}
