using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Finds where each variable goes first, so that it is read from JSON straight into the class wanted there.</summary>
internal sealed class VariableUsages
{
    private readonly Schema schema;
    private readonly Dictionary<string, FragmentDefinitionNode> fragments;
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly Dictionary<string, InputCoercer> found = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IType> declared = new(StringComparer.Ordinal);

    private VariableUsages(Schema schema, DocumentNode document, OperationDefinitionNode operation)
    {
        this.schema = schema;
        fragments = document.Definitions.OfType<FragmentDefinitionNode>().DistinctBy(f => f.Name.Value)
            .ToDictionary(f => f.Name.Value, StringComparer.Ordinal);
        foreach (var variable in operation.VariableDefinitions)
        {
            if (TypeReference.From(variable.Type).Resolve(n => schema.TryGetType(n, out var t) ? t : null) is { } type)
                declared[variable.Variable.Name.Value] = type;
        }
    }

    internal static IReadOnlyDictionary<string, InputCoercer> Find(
        Schema schema, DocumentNode document, OperationDefinitionNode operation, ObjectType root)
    {
        var usages = new VariableUsages(schema, document, operation);
        if (operation.VariableDefinitions.Length > 0)
            usages.Walk(operation.SelectionSet, root);
        return usages.found;
    }

    private void Walk(SelectionSetNode set, NamedType type)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode node when schema.GetField(type, node.Name.Value) is { } field:
                    foreach (var argument in node.Arguments)
                    {
                        if (field.Arguments.TryGetField(argument.Name.Value, out var definition))
                            Note(argument.Value, definition.Coercer!);
                    }

                    if (node.SelectionSet is { } children)
                        Walk(children, field.Type.NamedType());
                    break;
                case InlineFragmentNode inline:
                    Walk(inline.SelectionSet, inline.TypeCondition is { } condition && schema.TryGetType(condition.Name.Value, out var narrowed) ? narrowed : type);
                    break;
                case FragmentSpreadNode spread when visited.Add(spread.Name.Value) && fragments.TryGetValue(spread.Name.Value, out var fragment)
                    && schema.TryGetType(fragment.TypeCondition.Name.Value, out var fragmentType):
                    Walk(fragment.SelectionSet, fragmentType);
                    break;
            }
        }
    }

    private void Note(ValueNode value, InputCoercer coercer)
    {
        switch (value)
        {
            case VariableNode variable when declared.TryGetValue(variable.Name.Value, out var type):
                // Only a place that wants the declared type, null aside, reads all of the value as declared.
                if (coercer.Type.NullableType().IsEqualTo(type.NullableType()))
                    found.TryAdd(variable.Name.Value, coercer);
                break;
            case ListValueNode list when coercer.Nullable is ListCoercer items:
                foreach (var item in list.Values)
                    Note(item, items.Item);
                break;
            case ObjectValueNode map when coercer.Nullable is InputObjectCoercer fields:
                foreach (var field in map.Fields)
                {
                    if (fields.Type.NamedType() is InputObjectType input && input.Fields.TryGetField(field.Name.Value, out var definition))
                        Note(field.Value, definition.Coercer!);
                }

                break;
            case not (ListValueNode or ObjectValueNode or VariableNode):
                break;
        }
    }
}
