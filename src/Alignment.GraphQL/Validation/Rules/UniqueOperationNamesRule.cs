using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.2.2.1: no two operations have the same name.</summary>
internal sealed class UniqueOperationNamesRule(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    private readonly Dictionary<string, NameNode> known = new(StringComparer.Ordinal);

    public void Enter(OperationDefinitionNode node)
    {
        if (node.Name is { } name && !known.TryAdd(name.Value, name))
            context.Report($"There can be only one operation named \"{name.Value}\".", known[name.Value], name);
    }
}
