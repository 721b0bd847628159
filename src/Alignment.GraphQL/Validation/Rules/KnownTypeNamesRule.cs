using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.1.2, 5.8.2: every type that is named exists.</summary>
internal sealed class KnownTypeNamesRule(ValidationContext context) : IEnter<NamedTypeNode>
{
    public void Enter(NamedTypeNode node)
    {
        var name = node.Name.Value;
        if (!context.Schema.TryGetType(name, out _))
            context.Report($"Unknown type \"{name}\".{context.DidYouMean(name, context.Schema.Types.Select(static t => t.Name))}", node);
    }
}
