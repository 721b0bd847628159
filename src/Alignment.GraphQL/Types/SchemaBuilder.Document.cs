using System.Collections.Immutable;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <content>Definitions in the schema language.</content>
public sealed partial class SchemaBuilder
{
    /// <summary>Adds the definitions of a document in the schema language. Extensions apply to types of this document and of earlier ones.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is not GraphQL.</exception>
    public SchemaBuilder AddDocument(string schemaLanguage) => AddDocument(Utf8GraphQLParser.Parse(schemaLanguage));

    /// <inheritdoc cref="AddDocument(string)"/>
    public SchemaBuilder AddDocument(DocumentNode document)
    {
        foreach (var definition in document.Definitions.OrderBy(static d => d.Kind >= SyntaxKind.SchemaExtension))
        {
            documents.Add(definition);
            Add(definition);
        }

        return this;
    }

    private void Add(DefinitionNode definition)
    {
        switch (definition)
        {
            case SchemaDefinitionNode schema:
                Description = schema.Description?.Value;
                QueryTypeName = MutationTypeName = SubscriptionTypeName = "";
                Roots(schema.OperationTypes);
                break;
            case SchemaExtensionNode schema:
                Roots(schema.OperationTypes);
                break;
            case ScalarTypeDefinitionNode scalar:
                if (!scalars.ContainsKey(scalar.Name.Value))
                    AddScalar(new UntypedScalarType(scalar.Name.Value, scalar.Description?.Value, Argument(scalar.Directives, "specifiedBy", "url")));
                break;
            case ObjectTypeDefinitionNode node:
                var objectType = new ObjectTypeConfiguration(node.Name.Value) { Description = node.Description?.Value };
                Extend(objectType, node.Fields, node.Interfaces);
                AddType(objectType);
                break;
            case InterfaceTypeDefinitionNode node:
                var interfaceType = new InterfaceTypeConfiguration(node.Name.Value) { Description = node.Description?.Value };
                Extend(interfaceType, node.Fields, node.Interfaces);
                AddType(interfaceType);
                break;
            case UnionTypeDefinitionNode node:
                var union = new UnionTypeConfiguration(node.Name.Value) { Description = node.Description?.Value };
                union.Types.AddRange(node.Types.Select(t => t.Name.Value));
                AddType(union);
                break;
            case EnumTypeDefinitionNode node:
                var enumType = new EnumTypeConfiguration(node.Name.Value) { Description = node.Description?.Value };
                enumType.Values.AddRange(node.Values.Select(Value));
                AddType(enumType);
                break;
            case InputObjectTypeDefinitionNode node:
                var input = new InputObjectTypeConfiguration(node.Name.Value)
                {
                    Description = node.Description?.Value,
                    IsOneOf = node.Directives.Any(d => d.Name.Value == "oneOf"),
                };
                input.Fields.AddRange(node.Fields.Select(Input));
                AddType(input);
                break;
            case DirectiveDefinitionNode node:
                AddDirective(Directive(node));
                break;
            default:
                Extend(definition);
                break;
        }
    }

    private void Extend(DefinitionNode definition)
    {
        switch (definition)
        {
            case ObjectTypeExtensionNode node when types.GetValueOrDefault(node.Name.Value) is ObjectTypeConfiguration type:
                Extend(type, node.Fields, node.Interfaces);
                break;
            case InterfaceTypeExtensionNode node when types.GetValueOrDefault(node.Name.Value) is InterfaceTypeConfiguration type:
                Extend(type, node.Fields, node.Interfaces);
                break;
            case UnionTypeExtensionNode node when types.GetValueOrDefault(node.Name.Value) is UnionTypeConfiguration type:
                type.Types.AddRange(node.Types.Select(t => t.Name.Value));
                break;
            case EnumTypeExtensionNode node when types.GetValueOrDefault(node.Name.Value) is EnumTypeConfiguration type:
                type.Values.AddRange(node.Values.Select(Value));
                break;
            case InputObjectTypeExtensionNode node when types.GetValueOrDefault(node.Name.Value) is InputObjectTypeConfiguration type:
                type.Fields.AddRange(node.Fields.Select(Input));
                break;
            case ScalarTypeExtensionNode node when scalars.GetValueOrDefault(node.Name.Value) is { } scalar:
                if (scalar is UntypedScalarType && Argument(node.Directives, "specifiedBy", "url") is { } url)
                    scalars[scalar.Name] = new UntypedScalarType(scalar.Name, scalar.Description, url);
                break;
            default:
                problems.Add(NotExtended(definition));
                break;
        }
    }

    private string NotExtended(DefinitionNode definition)
    {
        var (kind, name) = definition switch
        {
            ScalarTypeExtensionNode node => ("scalar", node.Name.Value),
            ObjectTypeExtensionNode node => ("object", node.Name.Value),
            InterfaceTypeExtensionNode node => ("interface", node.Name.Value),
            UnionTypeExtensionNode node => ("union", node.Name.Value),
            EnumTypeExtensionNode node => ("enum", node.Name.Value),
            InputObjectTypeExtensionNode node => ("input object", node.Name.Value),
            _ => ("", ""),
        };
        return name.Length == 0 ? $"Cannot use a definition of kind {definition.Kind} here."
            : types.ContainsKey(name) || scalars.ContainsKey(name) ? $"Cannot extend non-{kind} type \"{name}\"."
            : $"Cannot extend type \"{name}\" because it is not defined.";
    }

    private void Roots(ImmutableArray<OperationTypeDefinitionNode> roots)
    {
        foreach (var root in roots)
        {
            var name = root.Type.Name.Value;
            _ = root.Operation switch
            {
                OperationType.Query => QueryTypeName = name,
                OperationType.Mutation => MutationTypeName = name,
                _ => SubscriptionTypeName = name,
            };
        }
    }

    private static void Extend(ComplexTypeConfiguration type, ImmutableArray<FieldDefinitionNode> fields, ImmutableArray<NamedTypeNode> interfaces)
    {
        type.Interfaces.AddRange(interfaces.Select(i => i.Name.Value));
        foreach (var node in fields)
        {
            var field = new OutputFieldConfiguration(node.Name.Value, TypeReference.From(node.Type))
            {
                Description = node.Description?.Value,
                DeprecationReason = DeprecationReason(node.Directives),
            };
            field.Arguments.AddRange(node.Arguments.Select(Input));
            type.Fields.Add(field);
        }
    }

    private static InputFieldConfiguration Input(InputValueDefinitionNode node) => new(node.Name.Value, TypeReference.From(node.Type))
    {
        Description = node.Description?.Value,
        DefaultValue = node.DefaultValue,
        DeprecationReason = DeprecationReason(node.Directives),
    };

    private static EnumValueConfiguration Value(EnumValueDefinitionNode node) => new(node.Name.Value, node.Name.Value)
    {
        Description = node.Description?.Value,
        DeprecationReason = DeprecationReason(node.Directives),
    };

    private static DirectiveTypeConfiguration Directive(DirectiveDefinitionNode node)
    {
        var directive = new DirectiveTypeConfiguration(node.Name.Value)
        {
            Description = node.Description?.Value,
            IsRepeatable = node.Repeatable,
        };
        directive.Arguments.AddRange(node.Arguments.Select(Input));
        directive.Locations.AddRange(node.Locations.Select(l => Enum.Parse<DirectiveLocation>(l.Value.Replace("_", "", StringComparison.Ordinal), ignoreCase: true)));
        return directive;
    }

    private static string? DeprecationReason(ImmutableArray<DirectiveNode> directives) =>
        directives.Any(d => d.Name.Value == "deprecated") ? Argument(directives, "deprecated", "reason") ?? SpecifiedDirectives.DefaultDeprecationReason : null;

    private static string? Argument(ImmutableArray<DirectiveNode> directives, string directive, string argument) =>
        directives.FirstOrDefault(d => d.Name.Value == directive)?.Arguments.FirstOrDefault(a => a.Name.Value == argument)?.Value is StringValueNode text
            ? text.Value
            : null;
}
