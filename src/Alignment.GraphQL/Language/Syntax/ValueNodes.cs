using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <summary>A literal or a variable.</summary>
public abstract class ValueNode : SyntaxNode
{
    private protected ValueNode(Location location)
        : base(location)
    {
    }
}

/// <summary>A use of a variable, or its place in a definition.</summary>
public sealed class VariableNode(Location location, NameNode name) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.Variable;

    /// <summary>The name, without the dollar sign.</summary>
    public NameNode Name { get; } = name;
}

/// <summary>A whole number of any size.</summary>
public sealed class IntValueNode(Location location, string value) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.IntValue;

    /// <summary>The digits as written, with their sign.</summary>
    public string Value { get; } = value;
}

/// <summary>A number with a fraction or an exponent.</summary>
public sealed class FloatValueNode(Location location, string value) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.FloatValue;

    /// <summary>The number as written.</summary>
    public string Value { get; } = value;
}

/// <summary>A string, quoted or block.</summary>
public sealed class StringValueNode(Location location, string value, bool block = false) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.StringValue;

    /// <summary>The text it stands for: escapes resolved, a block string's common indentation removed.</summary>
    public string Value { get; } = value;

    /// <summary>Whether it was written between triple quotes.</summary>
    public bool Block { get; } = block;
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class BooleanValueNode(Location location, bool value) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.BooleanValue;

    /// <summary>Which of the two.</summary>
    public bool Value { get; } = value;
}

/// <summary>The literal <c>null</c>.</summary>
public sealed class NullValueNode(Location location) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.NullValue;
}

/// <summary>A value of an enum.</summary>
public sealed class EnumValueNode(Location location, string value) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.EnumValue;

    /// <summary>A name other than <c>true</c>, <c>false</c> and <c>null</c>.</summary>
    public string Value { get; } = value;
}

/// <summary>A list.</summary>
public sealed class ListValueNode(Location location, ImmutableArray<ValueNode> values) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ListValue;

    /// <summary>The items, in order.</summary>
    public ImmutableArray<ValueNode> Values { get; } = values;
}

/// <summary>An input object.</summary>
public sealed class ObjectValueNode(Location location, ImmutableArray<ObjectFieldNode> fields) : ValueNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectValue;

    /// <summary>The fields, in order; a name may be repeated until validation refuses it.</summary>
    public ImmutableArray<ObjectFieldNode> Fields { get; } = fields;
}

/// <summary>A field of an input object.</summary>
public sealed class ObjectFieldNode(Location location, NameNode name, ValueNode value) : SyntaxNode(location)
{
    /// <inheritdoc/>
    public override SyntaxKind Kind => SyntaxKind.ObjectField;

    /// <summary>The field's name.</summary>
    public NameNode Name { get; } = name;

    /// <summary>Its value.</summary>
    public ValueNode Value { get; } = value;
}
