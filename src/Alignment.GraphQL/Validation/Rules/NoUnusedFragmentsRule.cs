using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.1.4: every fragment is used by an operation.</summary>
internal sealed class NoUnusedFragmentsRule(ValidationContext context) : ILeave<DocumentNode>
{
    public void Leave(DocumentNode node)
    {
        if (!node.Definitions.Any(static d => d is FragmentDefinitionNode))
            return;
        var used = context.FragmentsUsedBy(node.Definitions.OfType<OperationDefinitionNode>())
            .Select(static f => f.Name.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var fragment in node.Definitions.OfType<FragmentDefinitionNode>())
        {
            if (!used.Contains(fragment.Name.Value))
                context.Report($"Fragment \"{fragment.Name.Value}\" is never used.", fragment);
        }
    }
}
