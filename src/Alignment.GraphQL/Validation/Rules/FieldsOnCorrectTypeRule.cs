using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.3.1: the type has the field.</summary>
internal sealed class FieldsOnCorrectTypeRule(ValidationContext context) : IEnter<FieldNode>
{
    public void Enter(FieldNode node)
    {
        if (context.State.ParentType is not { } type || context.State.Field is not null)
            return;
        var name = node.Name.Value;
        context.Report($"Cannot query field \"{name}\" on type \"{type}\".{Suggestion(type, name)}", node);
    }

    private string Suggestion(NamedType type, string name)
    {
        if (!context.Suggestions)
            return string.Empty;
        var types = TypesWithField(type, name);
        if (types.Count > 0)
            return Suggestions.DidYouMean(types, "to use an inline fragment on");
        return type is ComplexType complex ? context.DidYouMean(name, complex.Fields.Select(static f => f.Name)) : string.Empty;
    }

    /// <summary>The objects that have the field and the interfaces they have it from, the most widely useful first.</summary>
    private List<string> TypesWithField(NamedType type, string name)
    {
        if (!type.IsAbstractType())
            return [];
        var usage = new Dictionary<ComplexType, int>();
        foreach (var possible in context.Schema.GetPossibleTypes(type))
        {
            if (!possible.Fields.ContainsField(name))
                continue;
            usage[possible] = 1;
            foreach (var implemented in possible.Interfaces)
            {
                if (implemented.Fields.ContainsField(name))
                    usage[implemented] = usage.GetValueOrDefault(implemented) + 1;
            }
        }

        return [.. usage
            .OrderBy(static u => u, Comparer<KeyValuePair<ComplexType, int>>.Create(Compare))
            .Select(static u => u.Key.Name)];
    }

    private static int Compare(KeyValuePair<ComplexType, int> a, KeyValuePair<ComplexType, int> b) =>
        a.Value != b.Value ? b.Value - a.Value
        : a.Key is InterfaceType interfaceA && b.Key.Implements(interfaceA) ? -1
        : b.Key is InterfaceType interfaceB && a.Key.Implements(interfaceB) ? 1
        : NaturalComparer.Instance.Compare(a.Key.Name, b.Key.Name);
}
