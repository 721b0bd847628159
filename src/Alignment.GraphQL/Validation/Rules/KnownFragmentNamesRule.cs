using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.2.1: every fragment that is spread is defined.</summary>
internal sealed class KnownFragmentNamesRule(ValidationContext context) : IEnter<FragmentSpreadNode>
{
    public void Enter(FragmentSpreadNode node)
    {
        if (context.FindFragment(node.Name.Value) is null)
            context.Report($"Unknown fragment \"{node.Name.Value}\".", node.Name);
    }
}
