using System.Diagnostics.CodeAnalysis;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules.OverlappingFields;

/// <summary>A field of a selection set, with what the schema says about it.</summary>
/// <param name="ParentType">The type it is selected on; null when unknown.</param>
/// <param name="Node">The field.</param>
/// <param name="Definition">Null when unknown, and for fields of introspection.</param>
internal sealed record SelectedField(NamedType? ParentType, FieldNode Node, OutputField? Definition)
{
    /// <summary>Whether nothing but name and type can differ.</summary>
    internal bool IsSimpleLeaf => Node.Arguments.IsEmpty && Node.SelectionSet is null;
}

/// <summary>The fields of a selection set by response name, inline fragments resolved; named fragments are listed, not resolved.</summary>
internal sealed class FieldGroups
{
    private readonly Dictionary<string, List<SelectedField>> byResponseName = new(StringComparer.Ordinal);
    private readonly List<string> responseNames = [];
    private readonly HashSet<string> spreadNames = new(StringComparer.Ordinal);

    internal FieldGroups(Schema schema, NamedType? parentType, SelectionSetNode set) => Collect(schema, parentType, set);

    /// <summary>In the order of first occurrence.</summary>
    internal IReadOnlyList<string> ResponseNames => responseNames;

    /// <summary>The names of the fragments that are spread, each once, in the order of first occurrence.</summary>
    internal List<string> Spreads { get; } = [];

    internal List<SelectedField> this[string responseName] => byResponseName[responseName];

    internal bool TryGet(string responseName, [NotNullWhen(true)] out List<SelectedField>? fields) =>
        byResponseName.TryGetValue(responseName, out fields);

    private void Collect(Schema schema, NamedType? parentType, SelectionSetNode set)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    Add(new SelectedField(parentType, field, DefinitionOf(parentType, field)));
                    break;
                case FragmentSpreadNode spread:
                    if (spreadNames.Add(spread.Name.Value))
                        Spreads.Add(spread.Name.Value);
                    break;
                case InlineFragmentNode { TypeCondition: { } condition } inline:
                    Collect(schema, schema.TryGetType(condition.Name.Value, out var type) ? type : null, inline.SelectionSet);
                    break;
                case InlineFragmentNode inline:
                    Collect(schema, parentType, inline.SelectionSet);
                    break;
            }
        }
    }

    private static OutputField? DefinitionOf(NamedType? parentType, FieldNode field) =>
        parentType is ComplexType complex && complex.Fields.TryGetField(field.Name.Value, out var definition) ? definition : null;

    private void Add(SelectedField field)
    {
        var name = field.Node.ResponseName;
        if (!byResponseName.TryGetValue(name, out var group))
        {
            byResponseName.Add(name, group = []);
            responseNames.Add(name);
        }

        group.Add(field);
    }
}
