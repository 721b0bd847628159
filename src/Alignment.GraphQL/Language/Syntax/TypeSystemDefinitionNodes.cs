using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <summary>The root types of a schema.</summary>
public sealed class SchemaDefinitionNode(
    Location location,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<OperationTypeDefinitionNode> operationTypes,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.SchemaDefinition;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The root types it names.</summary>
    public ImmutableArray<OperationTypeDefinitionNode> OperationTypes { get; } = operationTypes;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>The root type of one kind of operation.</summary>
public sealed class OperationTypeDefinitionNode(Location location, OperationType operation, NamedTypeNode type) : SyntaxNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.OperationTypeDefinition;

    /// <summary>Query, mutation or subscription.</summary>
    public OperationType Operation { get; } = operation;

    /// <summary>Its type.</summary>
    public NamedTypeNode Type { get; } = type;
}

/// <summary>A scalar type.</summary>
public sealed class ScalarTypeDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ScalarTypeDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>An object type.</summary>
public sealed class ObjectTypeDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<NamedTypeNode> interfaces,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<FieldDefinitionNode> fields,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectTypeDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The interfaces it implements, in order.</summary>
    public ImmutableArray<NamedTypeNode> Interfaces { get; } = interfaces;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its fields, in order.</summary>
    public ImmutableArray<FieldDefinitionNode> Fields { get; } = fields;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>An interface type.</summary>
public sealed class InterfaceTypeDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<NamedTypeNode> interfaces,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<FieldDefinitionNode> fields,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InterfaceTypeDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The interfaces it implements, in order.</summary>
    public ImmutableArray<NamedTypeNode> Interfaces { get; } = interfaces;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its fields, in order.</summary>
    public ImmutableArray<FieldDefinitionNode> Fields { get; } = fields;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>A union type.</summary>
public sealed class UnionTypeDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<NamedTypeNode> types,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.UnionTypeDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>The member types, in order.</summary>
    public ImmutableArray<NamedTypeNode> Types { get; } = types;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>An enum type.</summary>
public sealed class EnumTypeDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<EnumValueDefinitionNode> values,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumTypeDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its values, in order.</summary>
    public ImmutableArray<EnumValueDefinitionNode> Values { get; } = values;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>An input object type.</summary>
public sealed class InputObjectTypeDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    ImmutableArray<InputValueDefinitionNode> fields,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InputObjectTypeDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its fields, in order.</summary>
    public ImmutableArray<InputValueDefinitionNode> Fields { get; } = fields;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>A directive.</summary>
public sealed class DirectiveDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> arguments,
    bool repeatable,
    ImmutableArray<NameNode> locations,
    StringValueNode? description) : DefinitionNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.DirectiveDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>Its arguments, in order.</summary>
    public ImmutableArray<InputValueDefinitionNode> Arguments { get; } = arguments;

    /// <summary>Whether it may be used more than once in one place.</summary>
    public bool Repeatable { get; } = repeatable;

    /// <summary>Where it may be used, each a directive location of the specification.</summary>
    public ImmutableArray<NameNode> Locations { get; } = locations;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}
