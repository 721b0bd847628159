using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <summary>A field of an object or interface type.</summary>
public sealed class FieldDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<InputValueDefinitionNode> arguments,
    TypeNode type,
    ImmutableArray<DirectiveNode> directives,
    StringValueNode? description) : SyntaxNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FieldDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>Its arguments, in order.</summary>
    public ImmutableArray<InputValueDefinitionNode> Arguments { get; } = arguments;

    /// <summary>Its type.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>An argument, or a field of an input object type.</summary>
public sealed class InputValueDefinitionNode(
    Location location,
    NameNode name,
    TypeNode type,
    ValueNode? defaultValue,
    ImmutableArray<DirectiveNode> directives,
    StringValueNode? description) : SyntaxNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.InputValueDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>Its type.</summary>
    public TypeNode Type { get; } = type;

    /// <summary>A constant, or null when there is none.</summary>
    public ValueNode? DefaultValue { get; } = defaultValue;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}

/// <summary>A value of an enum type.</summary>
public sealed class EnumValueDefinitionNode(
    Location location,
    NameNode name,
    ImmutableArray<DirectiveNode> directives,
    StringValueNode? description) : SyntaxNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumValueDefinition;

    /// <summary>The name it defines.</summary>
    public NameNode Name { get; } = name;

    /// <summary>The directives, in order.</summary>
    public ImmutableArray<DirectiveNode> Directives { get; } = directives;

    /// <summary>Its description, if any.</summary>
    public StringValueNode? Description { get; } = description;
}
