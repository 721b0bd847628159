using System.Collections.Immutable;
using Alignment.GraphQL.Language;

namespace Alignment.Api.Tests.Contract;

/// <summary>A type, field, argument, value or membership of a schema.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type; null where it has none.</param>
/// <param name="HasDefault">Whether it may be left out because a default stands in.</param>
/// <param name="Deprecated">Whether clients have been told to leave it.</param>
internal sealed record SchemaMember(SyntaxKind Kind, TypeNode? Type, bool HasDefault, bool Deprecated)
{
    /// <summary>Whether a request must give it.</summary>
    public bool IsRequired => Kind == SyntaxKind.InputValueDefinition && Type is NonNullTypeNode && !HasDefault;

    /// <summary>Of an input: whether exactly one of its fields must be given.</summary>
    public bool TakesOne { get; init; }

    /// <summary>Of a directive: where it may be used, and whether more than once at one place.</summary>
    public ImmutableSortedSet<string> Uses { get; init; } = [];

    /// <summary>The type as written; the kind of what has none.</summary>
    public override string ToString() => Type is null ? Kind.ToString() : SyntaxPrinter.Print(Type);
}

/// <summary>A schema document taken apart: its members under their schema coordinates, as the September 2025 edition writes them.</summary>
/// <remarks>A membership is written <c>Type implements Interface</c> or <c>Union | Type</c>.</remarks>
internal sealed class SchemaMembers
{
    private readonly SortedDictionary<string, SchemaMember> members = new(StringComparer.Ordinal);

    private SchemaMembers()
    {
    }

    public IReadOnlyDictionary<string, SchemaMember> All => members;

    public static SchemaMembers Read(string document)
    {
        var read = new SchemaMembers();
        foreach (var definition in Utf8GraphQLParser.Parse(document).Definitions)
            read.Add(definition);
        return read;
    }

    /// <summary>The type or field that a member belongs to; null for a type.</summary>
    public static string? OwnerOf(string coordinate)
    {
        var end = coordinate.IndexOf(" implements ", StringComparison.Ordinal) is > 0 and var implements ? implements
            : coordinate.IndexOf(" | ", StringComparison.Ordinal) is > 0 and var member ? member
            : coordinate.IndexOf('(', StringComparison.Ordinal) is > 0 and var argument ? argument
            : coordinate.IndexOf('.', StringComparison.Ordinal);
        return end < 0 ? null : coordinate[..end];
    }

    private void Add(DefinitionNode definition)
    {
        switch (definition)
        {
            case ScalarTypeDefinitionNode scalar:
                Add(scalar.Name.Value, scalar);
                break;
            case EnumTypeDefinitionNode choice:
                Add(choice.Name.Value, choice);
                foreach (var value in choice.Values)
                    Add($"{choice.Name.Value}.{value.Name.Value}", value, directives: value.Directives);
                break;
            case UnionTypeDefinitionNode union:
                Add(union.Name.Value, union);
                foreach (var type in union.Types)
                    Add($"{union.Name.Value} | {type.Name.Value}", type);
                break;
            case InputObjectTypeDefinitionNode input:
                members.Add(input.Name.Value, new SchemaMember(input.Kind, null, HasDefault: false, Deprecated: false)
                {
                    TakesOne = input.Directives.Any(applied => applied.Name.Value == "oneOf"),
                });
                foreach (var field in input.Fields)
                    AddInput($"{input.Name.Value}.{field.Name.Value}", field);
                break;
            case ObjectTypeDefinitionNode type:
                AddFields(type.Name.Value, type, type.Interfaces, type.Fields);
                break;
            case InterfaceTypeDefinitionNode type:
                AddFields(type.Name.Value, type, type.Interfaces, type.Fields);
                break;
            case DirectiveDefinitionNode directive:
                members.Add($"@{directive.Name.Value}", new SchemaMember(directive.Kind, null, HasDefault: false, Deprecated: false)
                {
                    Uses = [.. directive.Locations.Select(place => place.Value), .. directive.Repeatable ? ["repeatable"] : Array.Empty<string>()],
                });
                foreach (var argument in directive.Arguments)
                    AddInput($"@{directive.Name.Value}({argument.Name.Value}:)", argument);
                break;
            default:
                break;
        }
    }

    private void AddFields(string name, SyntaxNode type, ImmutableArray<NamedTypeNode> interfaces, ImmutableArray<FieldDefinitionNode> fields)
    {
        Add(name, type);
        foreach (var one in interfaces)
            Add($"{name} implements {one.Name.Value}", one);
        foreach (var field in fields)
        {
            Add($"{name}.{field.Name.Value}", field, field.Type, directives: field.Directives);
            foreach (var argument in field.Arguments)
                AddInput($"{name}.{field.Name.Value}({argument.Name.Value}:)", argument);
        }
    }

    private void AddInput(string coordinate, InputValueDefinitionNode input) =>
        Add(coordinate, input, input.Type, input.DefaultValue is not null, input.Directives);

    private void Add(
        string coordinate, SyntaxNode node, TypeNode? type = null, bool hasDefault = false, ImmutableArray<DirectiveNode> directives = default) =>
        members.Add(coordinate, new SchemaMember(
            node.Kind, type, hasDefault, !directives.IsDefault && directives.Any(directive => directive.Name.Value == "deprecated")));
}
