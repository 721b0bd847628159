using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.1.3: fragments apply to objects, interfaces and unions.</summary>
internal sealed class FragmentsOnCompositeTypesRule(ValidationContext context) : IEnter<InlineFragmentNode>, IEnter<FragmentDefinitionNode>
{
    public void Enter(InlineFragmentNode node) => Check(node.TypeCondition, "Fragment");

    public void Enter(FragmentDefinitionNode node) => Check(node.TypeCondition, $"Fragment \"{node.Name.Value}\"");

    private void Check(NamedTypeNode? condition, string subject)
    {
        if (condition is not null && context.Schema.TryGetType(condition.Name.Value, out var type) && !type.IsCompositeType())
            context.Report($"{subject} cannot condition on non composite type \"{condition.Name.Value}\".", condition);
    }
}
