using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.1.1: no two fragments have the same name.</summary>
internal sealed class UniqueFragmentNamesRule(ValidationContext context) : IEnter<FragmentDefinitionNode>
{
    private readonly Dictionary<string, NameNode> known = new(StringComparer.Ordinal);

    public void Enter(FragmentDefinitionNode node)
    {
        if (!known.TryAdd(node.Name.Value, node.Name))
            context.Report($"There can be only one fragment named \"{node.Name.Value}\".", known[node.Name.Value], node.Name);
    }
}
