using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>
/// Introspection follows at most two lists inside each other: more is never useful and grows without end. Not in the
/// specification; the reference implementation recommends it.
/// </summary>
internal sealed class MaxIntrospectionDepthRule(ValidationContext context) : IEnter<FieldNode>, ILeave<FieldNode>
{
    private const int MaxLists = 3;

    private readonly Dictionary<string, int> harmlessAt = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> visitedAt = new(StringComparer.Ordinal);
    private FieldNode? refused;

    public void Enter(FieldNode node)
    {
        if (refused is not null || node.Name.Value is not ("__schema" or "__type"))
            return;
        visitedAt.Clear();
        if (!IsTooDeep(node, 0))
            return;
        refused = node;
        context.Report("Maximum introspection depth exceeded", node);
    }

    public void Leave(FieldNode node)
    {
        if (ReferenceEquals(refused, node))
            refused = null;
    }

    private bool IsTooDeep(SelectionNode node, int lists) => node switch
    {
        FragmentSpreadNode spread => IsTooDeep(spread, lists),
        InlineFragmentNode inline => IsTooDeep(inline.SelectionSet, lists),
        FieldNode field => IsTooDeep(field, lists),
        _ => false,
    };

    private bool IsTooDeep(FieldNode field, int lists)
    {
        if (field.Name.Value is "fields" or "interfaces" or "possibleTypes" or "inputFields")
            lists++;
        return lists >= MaxLists || (field.SelectionSet is { } set && IsTooDeep(set, lists));
    }

    private bool IsTooDeep(SelectionSetNode set, int lists)
    {
        foreach (var selection in set.Selections)
        {
            if (IsTooDeep(selection, lists))
                return true;
        }

        return false;
    }

    /// <summary>Follows a fragment once for each number of lists around it, so cycles and repeated spreads end.</summary>
    private bool IsTooDeep(FragmentSpreadNode spread, int lists)
    {
        ValidationContext.EnsureStack();
        var name = spread.Name.Value;
        if ((visitedAt.TryGetValue(name, out var before) && before >= lists)
            || (harmlessAt.TryGetValue(name, out before) && before >= lists)
            || context.FindFragment(name) is not { } fragment)
        {
            return false;
        }

        visitedAt[name] = lists;
        if (IsTooDeep(fragment.SelectionSet, lists))
            return true;
        harmlessAt[name] = lists;
        return false;
    }
}
