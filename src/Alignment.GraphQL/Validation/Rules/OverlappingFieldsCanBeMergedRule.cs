using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;
using Alignment.GraphQL.Validation.Rules.OverlappingFields;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.3.2: fields with one response name are the same field with the same arguments, or can never meet, and have like types.</summary>
/// <remarks>
/// Each selection set is grouped once, each pair of fragments compared once. What remains can still be quadratic in a
/// hostile document, so a budget ends it.
/// </remarks>
internal sealed class OverlappingFieldsCanBeMergedRule(ValidationContext context) : IEnter<SelectionSetNode>, IEnter<InlineFragmentNode>
{
    private const int Budget = 500_000;

    private readonly ComparedPairs fieldsWithFragments = new();
    private readonly ComparedPairs fragmentsWithFragments = new();
    private readonly Dictionary<(NamedType? Parent, SelectionSetNode Set), FieldGroups> groups = [];
    private readonly ValueKeys valueKeys = new();
    private SelectionSetNode? ofInlineFragment;
    private int budget = Budget;

    public void Enter(InlineFragmentNode node) => ofInlineFragment = node.SelectionSet;

    public void Enter(SelectionSetNode node)
    {
        // The selection set around an inline fragment has looked at it already.
        if (ReferenceEquals(node, ofInlineFragment) || (node.Selections.Length == 1 && node.Selections[0] is not InlineFragmentNode))
            return;
        foreach (var conflict in Within(GroupsOf(context.State.ParentType, node)))
        {
            context.Report(
                $"Fields \"{Conflict.Abbreviate(conflict.ResponseName)}\" conflict because {conflict.Reason}. " +
                "Use different aliases on the fields to fetch both if this was intentional.",
                [.. conflict.Fields1, .. conflict.Fields2]);
        }
    }

    private List<Conflict> Within(FieldGroups fields)
    {
        var conflicts = new List<Conflict>();
        foreach (var name in fields.ResponseNames)
        {
            var same = fields[name];
            for (var i = 0; i < same.Count; i++)
            {
                for (var j = i + 1; j < same.Count; j++)
                    Compare(conflicts, false, name, same[i], same[j]);
            }
        }

        for (var i = 0; i < fields.Spreads.Count; i++)
        {
            CompareWithFragment(conflicts, false, fields, fields.Spreads[i]);
            for (var j = i + 1; j < fields.Spreads.Count; j++)
                CompareFragments(conflicts, false, fields.Spreads[i], fields.Spreads[j]);
        }

        return conflicts;
    }

    private void CompareWithFragment(List<Conflict> conflicts, bool exclusive, FieldGroups fields, string fragmentName)
    {
        Spend(1);
        if (fields.ResponseNames.Count == 0 || context.FindFragment(fragmentName) is not { } fragment
            || !fieldsWithFragments.Add(fields, fragment, exclusive))
        {
            return;
        }

        var inFragment = GroupsOf(fragment);
        if (ReferenceEquals(fields, inFragment))
            return;
        Between(conflicts, exclusive, fields, inFragment);
        foreach (var spread in inFragment.Spreads)
            CompareWithFragment(conflicts, exclusive, fields, spread);
    }

    private void CompareFragments(List<Conflict> conflicts, bool exclusive, string name1, string name2)
    {
        Spend(2);
        if (name1 == name2 || context.FindFragment(name1) is not { } fragment1 || context.FindFragment(name2) is not { } fragment2
            || !fragmentsWithFragments.AddUnordered(fragment1, fragment2, exclusive))
        {
            return;
        }

        var (groups1, groups2) = (GroupsOf(fragment1), GroupsOf(fragment2));
        Between(conflicts, exclusive, groups1, groups2);
        foreach (var spread in groups2.Spreads)
            CompareFragments(conflicts, exclusive, name1, spread);
        foreach (var spread in groups1.Spreads)
            CompareFragments(conflicts, exclusive, spread, name2);
    }

    private void Between(List<Conflict> conflicts, bool exclusive, FieldGroups groups1, FieldGroups groups2)
    {
        foreach (var name in groups1.ResponseNames)
        {
            Spend(1);
            if (!groups2.TryGet(name, out var fields2))
                continue;
            foreach (var field1 in groups1[name])
            {
                foreach (var field2 in fields2)
                    Compare(conflicts, exclusive, name, field1, field2);
            }
        }
    }

    private void Compare(List<Conflict> conflicts, bool parentsExclusive, string name, SelectedField field1, SelectedField field2)
    {
        Spend(2);
        var (node1, node2) = (field1.Node, field2.Node);
        var (type1, type2) = (field1.Definition?.Type, field2.Definition?.Type);
        var sameField = node1.Name.Value == node2.Name.Value;
        if (sameField && field1.IsSimpleLeaf && field2.IsSimpleLeaf && ReferenceEquals(type1, type2))
            return;

        var exclusive = parentsExclusive || (field1.ParentType is ObjectType && field2.ParentType is ObjectType
            && !ReferenceEquals(field1.ParentType, field2.ParentType));
        var reason = !exclusive && !sameField
                ? $"\"{Conflict.Abbreviate(node1.Name.Value)}\" and \"{Conflict.Abbreviate(node2.Name.Value)}\" are different fields"
            : !exclusive && !HaveSameArguments(node1, node2) ? "they have differing arguments"
            : type1 is not null && type2 is not null && AreUnlike(type1, type2)
                ? $"they return conflicting types \"{type1}\" and \"{type2}\""
            : null;
        if (reason is not null)
            conflicts.Add(Conflict.Between(name, reason, node1, node2));
        else if (node1.SelectionSet is { } set1 && node2.SelectionSet is { } set2)
            CompareSelections(conflicts, exclusive, name, field1, set1, field2, set2);
    }

    private void CompareSelections(
        List<Conflict> conflicts, bool exclusive, string name, SelectedField field1, SelectionSetNode set1, SelectedField field2, SelectionSetNode set2)
    {
        var groups1 = GroupsOf(field1.Definition?.Type.NamedType(), set1);
        var groups2 = GroupsOf(field2.Definition?.Type.NamedType(), set2);
        var below = new List<Conflict>();
        Between(below, exclusive, groups1, groups2);
        foreach (var spread in groups2.Spreads)
            CompareWithFragment(below, exclusive, groups1, spread);
        foreach (var spread in groups1.Spreads)
            CompareWithFragment(below, exclusive, groups2, spread);
        foreach (var spread1 in groups1.Spreads)
        {
            foreach (var spread2 in groups2.Spreads)
                CompareFragments(below, exclusive, spread1, spread2);
        }

        if (below.Count > 0)
            conflicts.Add(Conflict.Through(name, field1.Node, field2.Node, below));
    }

    private bool HaveSameArguments(FieldNode field1, FieldNode field2)
    {
        if (field1.Arguments.Length != field2.Arguments.Length)
            return false;
        foreach (var argument1 in field1.Arguments)
        {
            Spend(1 + field2.Arguments.Length);
            var argument2 = field2.Arguments.LastOrDefault(a => a.Name.Value == argument1.Name.Value);
            if (argument2 is null || valueKeys.Of(argument1.Value) != valueKeys.Of(argument2.Value))
                return false;
        }

        return true;
    }

    private bool AreUnlike(IType type1, IType type2)
    {
        if (ReferenceEquals(type1, type2))
            return false;
        Spend(1);
        return (type1, type2) switch
        {
            (ListType list1, ListType list2) => AreUnlike(list1.ElementType, list2.ElementType),
            (ListType, _) or (_, ListType) => true,
            (NonNullType nonNull1, NonNullType nonNull2) => AreUnlike(nonNull1.NullableType, nonNull2.NullableType),
            (NonNullType, _) or (_, NonNullType) => true,
            _ => type1.IsLeafType() || type2.IsLeafType(),
        };
    }

    private FieldGroups GroupsOf(FragmentDefinitionNode fragment) =>
        GroupsOf(context.Schema.TryGetType(fragment.TypeCondition.Name.Value, out var type) ? type : null, fragment.SelectionSet);

    private FieldGroups GroupsOf(NamedType? parentType, SelectionSetNode set)
    {
        if (!groups.TryGetValue((parentType, set), out var found))
            groups.Add((parentType, set), found = new FieldGroups(context.Schema, parentType, set));
        return found;
    }

    private void Spend(int cost)
    {
        budget -= cost;
        if (budget < 0)
            throw ValidationAbortedException.TooMuchWork();
        ValidationContext.EnsureStack();
    }
}
