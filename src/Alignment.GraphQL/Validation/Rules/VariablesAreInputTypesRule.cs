using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.8.2: variables are scalars, enums and input objects, or lists of them.</summary>
internal sealed class VariablesAreInputTypesRule(ValidationContext context) : IEnter<VariableDefinitionNode>
{
    public void Enter(VariableDefinitionNode node)
    {
        if (context.Schema.TryGetType(node.Type.NamedType.Name.Value, out var type) && !type.IsInputType())
            context.Report($"Variable \"${node.Variable.Name.Value}\" cannot be non-input type \"{node.Type}\".", node.Type);
    }
}
