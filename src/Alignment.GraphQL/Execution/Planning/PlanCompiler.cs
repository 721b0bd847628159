using System.Collections.Frozen;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Compiles the selections of one operation; what lies below abstract types only when a value of the type turns up.</summary>
internal sealed class PlanCompiler
{
    private readonly FrozenDictionary<string, FragmentDefinitionNode> fragments;
    private readonly int maxOccurrences;

    internal PlanCompiler(Schema schema, DocumentNode document, FrozenDictionary<string, VariablePlan> variables, int maxOccurrences = 50_000)
    {
        Schema = schema;
        Variables = variables;
        this.maxOccurrences = maxOccurrences;
        HasConditions = variables.Values.Any(variable => variable.Type.NamedType().Name == "Boolean");
        fragments = document.Definitions.OfType<FragmentDefinitionNode>()
            .DistinctBy(f => f.Name.Value)
            .ToFrozenDictionary(f => f.Name.Value, StringComparer.Ordinal);
    }

    internal Schema Schema { get; }

    internal FrozenDictionary<string, VariablePlan> Variables { get; }

    /// <summary>Whether variables may decide what is included: whether any is one that @skip and @include can take.</summary>
    internal bool HasConditions { get; }

    internal SelectionSetPlan Compile(ObjectType type, SelectionSetNode selectionSet)
    {
        var collected = new Collected();
        Collect(type, selectionSet, IncludeCondition.Always, collected);
        return Merge(type, collected);
    }

    internal SelectionSetPlan CompileChildren(ObjectType type, Occurrence[] parents)
    {
        var collected = new Collected();
        foreach (var parent in parents)
        {
            if (parent.Node.SelectionSet is { } set)
                Collect(type, set, parent.Condition, collected);
        }

        return Merge(type, collected);
    }

    /// <summary>The included fields of a name, whatever types they are asked on.</summary>
    internal IEnumerable<FieldNode> FieldsNamed(SelectionSetNode? set, string name, VariableValues variables)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            if (IncludeCondition.Always.And(selection.Directives) is not { } condition || !condition.Holds(variables))
                continue;
            switch (selection)
            {
                case FieldNode field when field.Name.Value == name:
                    yield return field;
                    break;
                case InlineFragmentNode inline:
                    foreach (var field in FieldsNamed(inline.SelectionSet, name, variables))
                        yield return field;
                    break;
                case FragmentSpreadNode spread when fragments.TryGetValue(spread.Name.Value, out var fragment):
                    foreach (var field in FieldsNamed(fragment.SelectionSet, name, variables))
                        yield return field;
                    break;
            }
        }
    }

    private void Collect(ObjectType type, SelectionSetNode set, IncludeCondition outer, Collected collected)
    {
        foreach (var selection in set.Selections)
        {
            if (outer.And(selection.Directives) is not { } condition)
                continue;
            switch (selection)
            {
                case FieldNode field:
                    if (++collected.Occurrences > maxOccurrences)
                        throw new GraphQLException(new GraphQLError("The operation selects too many fields.") { Code = ErrorCodes.ValidationFailed });
                    collected.Add(field, condition);
                    break;
                case InlineFragmentNode inline when Applies(inline.TypeCondition, type):
                    Collect(type, inline.SelectionSet, condition, collected);
                    break;
                case FragmentSpreadNode spread when collected.Enter(spread.Name.Value, condition)
                    && fragments.TryGetValue(spread.Name.Value, out var fragment) && Applies(fragment.TypeCondition, type):
                    Collect(type, fragment.SelectionSet, condition, collected);
                    break;
            }
        }
    }

    private bool Applies(NamedTypeNode? condition, ObjectType type) =>
        condition is null
        || condition.Name.Value == type.Name
        || (Schema.TryGetType(condition.Name.Value, out var named) && Schema.IsPossibleType(named, type));

    private SelectionSetPlan Merge(ObjectType type, Collected collected)
    {
        var selections = new List<Selection>(collected.ByKey.Count);
        foreach (var occurrences in collected.ByKey)
        {
            if (Schema.GetField(type, occurrences[0].Node.Name.Value) is { } field)
                selections.Add(new Selection(this, type, field, [.. occurrences]));
        }

        return new SelectionSetPlan(type, [.. selections]);
    }

    /// <summary>Fields by response key, in the order of their first occurrence.</summary>
    private sealed class Collected
    {
        private readonly Dictionary<string, List<Occurrence>> byKey = new(StringComparer.Ordinal);
        private readonly Dictionary<string, HashSet<IncludeCondition>> entered = new(StringComparer.Ordinal);

        internal List<List<Occurrence>> ByKey { get; } = [];

        internal int Occurrences { get; set; }

        internal void Add(FieldNode field, IncludeCondition condition)
        {
            if (!byKey.TryGetValue(field.ResponseName, out var list))
            {
                byKey[field.ResponseName] = list = [];
                ByKey.Add(list);
            }

            list.Add(new Occurrence(field, condition, Occurrences));
        }

        // A fragment that was spread without a condition, or under the same one, adds nothing the second time.
        internal bool Enter(string fragment, IncludeCondition condition)
        {
            if (!entered.TryGetValue(fragment, out var conditions))
                entered[fragment] = conditions = [];
            return !conditions.Contains(IncludeCondition.Always) && conditions.Add(condition);
        }
    }
}
