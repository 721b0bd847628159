using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.2.4.1: a subscription has one root field, not of introspection, and none that a condition could take away.</summary>
internal sealed class SingleFieldSubscriptionsRule(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        if (node.Operation != OperationType.Subscription || context.Schema.SubscriptionType is not { } root)
            return;
        var subject = node.Name is null ? "Anonymous Subscription" : $"Subscription \"{node.Name.Value}\"";
        var collector = new RootFields(context, root);
        collector.Collect(node.SelectionSet);
        if (collector.Conditions.Count > 0)
        {
            context.Report(
                $"{subject} must not use `@skip` or `@include` directives in the top level selection.", [.. collector.Conditions]);
            return;
        }

        if (collector.Groups.Count == 0)
            context.Report($"{subject} must select one top level field.", node.SelectionSet);
        else if (collector.Groups.Count > 1)
            context.Report($"{subject} must select only one top level field.", [.. collector.Groups.Skip(1).SelectMany(static g => g)]);
        foreach (var group in collector.Groups)
        {
            if (group[0].Name.Value.StartsWith("__", StringComparison.Ordinal))
                context.Report($"{subject} must not select an introspection top level field.", [.. group]);
        }
    }

    private sealed class RootFields(ValidationContext context, ObjectType root)
    {
        private readonly Dictionary<string, List<FieldNode>> byResponseName = new(StringComparer.Ordinal);
        private readonly HashSet<string> visited = new(StringComparer.Ordinal);

        internal List<List<FieldNode>> Groups { get; } = [];

        internal List<DirectiveNode> Conditions { get; } = [];

        internal void Collect(SelectionSetNode set)
        {
            ValidationContext.EnsureStack();
            context.SpendFragmentWork(set.Selections.Length);
            foreach (var selection in set.Selections)
            {
                context.SpendFragmentWork(selection.Directives.Length);
                if (IsConditional(selection))
                    continue;
                switch (selection)
                {
                    case FieldNode field:
                        Add(field);
                        break;
                    case InlineFragmentNode inline when Applies(inline.TypeCondition):
                        Collect(inline.SelectionSet);
                        break;
                    case FragmentSpreadNode spread when context.FindFragment(spread.Name.Value) is { } fragment
                            && Applies(fragment.TypeCondition) && visited.Add(spread.Name.Value):
                        Collect(fragment.SelectionSet);
                        break;
                }
            }
        }

        private bool IsConditional(SelectionNode selection)
        {
            var condition = selection.Directives.FirstOrDefault(static d => d.Name.Value == "skip")
                ?? selection.Directives.FirstOrDefault(static d => d.Name.Value == "include");
            if (condition is not null)
                Conditions.Add(condition);
            return condition is not null;
        }

        private void Add(FieldNode field)
        {
            if (!byResponseName.TryGetValue(field.ResponseName, out var group))
            {
                byResponseName.Add(field.ResponseName, group = []);
                Groups.Add(group);
            }

            group.Add(field);
        }

        private bool Applies(NamedTypeNode? condition) => condition is null
            || (context.Schema.TryGetType(condition.Name.Value, out var type)
                && (ReferenceEquals(type, root) || (type.IsAbstractType() && context.Schema.IsPossibleType(type, root))));
    }
}
