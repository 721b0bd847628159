using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.8.1: no two variables of an operation have the same name.</summary>
internal sealed class UniqueVariableNamesRule(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        foreach (var (name, same) in Repetitions.Of(node.VariableDefinitions, static v => v.Variable.Name))
            context.Report($"There can be only one variable named \"${name}\".", [.. same]);
    }
}
