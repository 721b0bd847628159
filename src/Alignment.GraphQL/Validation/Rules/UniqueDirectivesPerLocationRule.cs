using System.Collections.Immutable;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.7.3: a directive that is not repeatable stands once at one place.</summary>
internal sealed class UniqueDirectivesPerLocationRule(ValidationContext context)
    : IEnter<OperationDefinitionNode>, IEnter<VariableDefinitionNode>, IEnter<FragmentDefinitionNode>,
      IEnter<FieldNode>, IEnter<FragmentSpreadNode>, IEnter<InlineFragmentNode>
{
    public void Enter(OperationDefinitionNode node) => Check(node.Directives);

    public void Enter(VariableDefinitionNode node) => Check(node.Directives);

    public void Enter(FragmentDefinitionNode node) => Check(node.Directives);

    public void Enter(FieldNode node) => Check(node.Directives);

    public void Enter(FragmentSpreadNode node) => Check(node.Directives);

    public void Enter(InlineFragmentNode node) => Check(node.Directives);

    private void Check(ImmutableArray<DirectiveNode> directives)
    {
        if (directives.Length < 2)
            return;
        var seen = new Dictionary<string, DirectiveNode>(StringComparer.Ordinal);
        foreach (var directive in directives)
        {
            var name = directive.Name.Value;
            if (context.Schema.TryGetDirective(name, out var type) && !type.IsRepeatable && !seen.TryAdd(name, directive))
                context.Report($"The directive \"@{name}\" can only be used once at this location.", seen[name], directive);
        }
    }
}
