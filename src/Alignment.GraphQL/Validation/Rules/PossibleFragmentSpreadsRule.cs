using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.2.3: a fragment can apply where it is spread.</summary>
internal sealed class PossibleFragmentSpreadsRule(ValidationContext context) : IEnter<InlineFragmentNode>, IEnter<FragmentSpreadNode>
{
    public void Enter(InlineFragmentNode node)
    {
        if (context.State.Type is NamedType type && type.IsCompositeType())
            Check(node, type, "Fragment");
    }

    public void Enter(FragmentSpreadNode node)
    {
        if (context.FindFragment(node.Name.Value) is { } fragment
            && context.Schema.TryGetType(fragment.TypeCondition.Name.Value, out var type) && type.IsCompositeType())
        {
            Check(node, type, $"Fragment \"{node.Name.Value}\"");
        }
    }

    private void Check(SelectionNode node, NamedType type, string subject)
    {
        if (context.State.ParentType is { } parent && !context.Schema.DoTypesOverlap(type, parent))
            context.Report($"{subject} cannot be spread here as objects of type \"{parent}\" can never be of type \"{type}\".", node);
    }
}
