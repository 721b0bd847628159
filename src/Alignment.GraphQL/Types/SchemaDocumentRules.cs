using System.Collections.Immutable;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>
/// The rules for definitions in the schema language that the types made of them no longer show: what is said twice about the schema
/// itself, and where directives stand. The words are the reference implementation's; the place follows in brackets.
/// </summary>
/// <param name="problems">Where they are noted.</param>
internal sealed class SchemaDocumentRules(List<string> problems)
{
    private readonly List<Placed> placed = [];
    private readonly HashSet<OperationType> roots = [];
    private bool hasSchema;

    /// <summary>Notes what a definition says, and what is wrong with it by itself.</summary>
    internal void Add(DefinitionNode definition)
    {
        switch (definition)
        {
            case SchemaDefinitionNode schema:
                if (hasSchema)
                    problems.Add("Must provide only one schema definition.");
                hasSchema = true;
                Schema(schema.Directives, schema.OperationTypes);
                break;
            case SchemaExtensionNode schema:
                Schema(schema.Directives, schema.OperationTypes);
                break;
            case ScalarTypeDefinitionNode type:
                Place(DirectiveLocation.Scalar, type.Name.Value, type.Directives);
                break;
            case ScalarTypeExtensionNode type:
                Place(DirectiveLocation.Scalar, type.Name.Value, type.Directives);
                break;
            case ObjectTypeDefinitionNode type:
                Complex(DirectiveLocation.Object, type.Name.Value, type.Directives, type.Fields);
                break;
            case ObjectTypeExtensionNode type:
                Complex(DirectiveLocation.Object, type.Name.Value, type.Directives, type.Fields);
                break;
            case InterfaceTypeDefinitionNode type:
                Complex(DirectiveLocation.Interface, type.Name.Value, type.Directives, type.Fields);
                break;
            case InterfaceTypeExtensionNode type:
                Complex(DirectiveLocation.Interface, type.Name.Value, type.Directives, type.Fields);
                break;
            case UnionTypeDefinitionNode type:
                Place(DirectiveLocation.Union, type.Name.Value, type.Directives);
                break;
            case UnionTypeExtensionNode type:
                Place(DirectiveLocation.Union, type.Name.Value, type.Directives);
                break;
            case EnumTypeDefinitionNode type:
                Enumeration(type.Name.Value, type.Directives, type.Values);
                break;
            case EnumTypeExtensionNode type:
                Enumeration(type.Name.Value, type.Directives, type.Values);
                break;
            case InputObjectTypeDefinitionNode type:
                Input(type.Name.Value, type.Directives, type.Fields);
                break;
            case InputObjectTypeExtensionNode type:
                Input(type.Name.Value, type.Directives, type.Fields);
                break;
            case DirectiveDefinitionNode directive:
                Arguments($"@{directive.Name.Value}", directive.Arguments);
                break;
        }
    }

    /// <summary>Checks every directive against its definition, now that all definitions are known.</summary>
    internal void CheckDirectives(Schema schema)
    {
        var seen = new HashSet<(string Place, string Name)>();
        foreach (var (location, place, directives) in placed)
        {
            foreach (var directive in directives)
            {
                var name = directive.Name.Value;
                if (!schema.TryGetDirective(name, out var type))
                {
                    problems.Add($"Unknown directive \"@{name}\". (at {place})");
                    continue;
                }

                if (!type.Locations.Contains(location))
                    problems.Add($"Directive \"@{name}\" may not be used on {EnumNames.Of(location)}. (at {place})");
                if (!seen.Add((place, name)) && !type.IsRepeatable)
                    problems.Add($"The directive \"@{name}\" can only be used once at this location. (at {place})");
                CheckArguments(type, directive, place);
            }
        }
    }

    private void CheckArguments(DirectiveType type, DirectiveNode directive, string place)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var argument in directive.Arguments)
        {
            var name = argument.Name.Value;
            if (!given.Add(name))
                problems.Add($"There can be only one argument named \"{name}\". (at {place})");
            if (!type.Arguments.ContainsField(name))
                problems.Add($"Unknown argument \"{name}\" on directive \"{type}\". (at {place})");
            CheckFieldNames(argument.Value, place);
        }

        foreach (var missing in type.Arguments.Where(a => a.IsRequired && !given.Contains(a.Name)))
            problems.Add($"Argument \"{missing.Coordinate}\" of type \"{missing.Type}\" is required, but it was not provided. (at {place})");
    }

    private void CheckFieldNames(ValueNode value, string place)
    {
        foreach (var item in (value as ListValueNode)?.Values ?? [])
            CheckFieldNames(item, place);
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in (value as ObjectValueNode)?.Fields ?? [])
        {
            if (!given.Add(field.Name.Value))
                problems.Add($"There can be only one input field named \"{field.Name.Value}\". (at {place})");
            CheckFieldNames(field.Value, place);
        }
    }

    private void Schema(ImmutableArray<DirectiveNode> directives, ImmutableArray<OperationTypeDefinitionNode> operations)
    {
        Place(DirectiveLocation.Schema, "schema", directives);
        foreach (var operation in operations)
        {
            if (!roots.Add(operation.Operation))
                problems.Add($"There can be only one {EnumNames.Of(operation.Operation).ToLowerInvariant()} type in schema.");
        }
    }

    private void Complex(DirectiveLocation location, string name, ImmutableArray<DirectiveNode> directives, ImmutableArray<FieldDefinitionNode> fields)
    {
        Place(location, name, directives);
        foreach (var field in fields)
        {
            Place(DirectiveLocation.FieldDefinition, $"{name}.{field.Name.Value}", field.Directives);
            Arguments($"{name}.{field.Name.Value}", field.Arguments);
        }
    }

    private void Enumeration(string name, ImmutableArray<DirectiveNode> directives, ImmutableArray<EnumValueDefinitionNode> values)
    {
        Place(DirectiveLocation.Enum, name, directives);
        foreach (var value in values)
            Place(DirectiveLocation.EnumValue, $"{name}.{value.Name.Value}", value.Directives);
    }

    private void Input(string name, ImmutableArray<DirectiveNode> directives, ImmutableArray<InputValueDefinitionNode> fields)
    {
        Place(DirectiveLocation.InputObject, name, directives);
        foreach (var field in fields)
            Place(DirectiveLocation.InputFieldDefinition, $"{name}.{field.Name.Value}", field.Directives);
    }

    private void Arguments(string owner, ImmutableArray<InputValueDefinitionNode> arguments)
    {
        foreach (var argument in arguments)
            Place(DirectiveLocation.ArgumentDefinition, $"{owner}({argument.Name.Value}:)", argument.Directives);
    }

    private void Place(DirectiveLocation location, string place, ImmutableArray<DirectiveNode> directives)
    {
        if (directives.Length > 0)
            placed.Add(new Placed(location, place, directives));
    }

    private readonly record struct Placed(DirectiveLocation Location, string Place, ImmutableArray<DirectiveNode> Directives);
}
