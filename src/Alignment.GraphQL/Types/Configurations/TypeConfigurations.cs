using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>What a named type will be, while the schema is built.</summary>
/// <param name="name">The name in the schema.</param>
public abstract class TypeConfiguration(string name)
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; set; } = name;

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; set; }

    /// <summary>The class it is made from, or null.</summary>
    public Type? RuntimeType { get; set; }

    /// <summary>Where it was defined, for messages; the name if nothing better is known.</summary>
    public string Origin { get; set; } = name;
}

/// <summary>An object or interface type, while the schema is built.</summary>
/// <inheritdoc/>
public abstract class ComplexTypeConfiguration(string name) : TypeConfiguration(name)
{
    /// <summary>Its fields.</summary>
    public List<OutputFieldConfiguration> Fields { get; } = [];

    /// <summary>The names of the interfaces it implements.</summary>
    public List<string> Interfaces { get; } = [];
}

/// <summary>An object type, while the schema is built.</summary>
/// <inheritdoc/>
public sealed class ObjectTypeConfiguration(string name) : ComplexTypeConfiguration(name)
{
    /// <summary>Tells whether a value of an abstract type is of this type.</summary>
    public Func<object, bool>? IsTypeOf { get; set; }
}

/// <summary>An interface type, while the schema is built.</summary>
/// <inheritdoc/>
public sealed class InterfaceTypeConfiguration(string name) : ComplexTypeConfiguration(name)
{
    /// <summary>Names the object type of a value.</summary>
    public Func<object, string?>? ResolveType { get; set; }
}

/// <summary>A union, while the schema is built.</summary>
/// <inheritdoc/>
public sealed class UnionTypeConfiguration(string name) : TypeConfiguration(name)
{
    /// <summary>The names of its objects.</summary>
    public List<string> Types { get; } = [];

    /// <summary>Names the object type of a value.</summary>
    public Func<object, string?>? ResolveType { get; set; }
}

/// <summary>An enum, while the schema is built.</summary>
/// <inheritdoc/>
public sealed class EnumTypeConfiguration(string name) : TypeConfiguration(name)
{
    /// <summary>Its values.</summary>
    public List<EnumValueConfiguration> Values { get; } = [];
}

/// <summary>A value of an enum, while the schema is built.</summary>
/// <param name="Name">The name in the schema.</param>
/// <param name="Value">What resolvers see.</param>
public sealed record EnumValueConfiguration(string Name, object Value)
{
    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; init; }

    /// <summary>Why it should no longer be used, or null.</summary>
    public string? DeprecationReason { get; init; }
}

/// <summary>An input object, while the schema is built.</summary>
/// <inheritdoc/>
public sealed class InputObjectTypeConfiguration(string name) : TypeConfiguration(name)
{
    /// <summary>Its fields.</summary>
    public List<InputFieldConfiguration> Fields { get; } = [];

    /// <summary>Whether exactly one field must be given.</summary>
    public bool IsOneOf { get; set; }
}

/// <summary>A directive, while the schema is built.</summary>
/// <param name="name">The name, without the at sign.</param>
public sealed class DirectiveTypeConfiguration(string name)
{
    /// <summary>The name, without the at sign.</summary>
    public string Name { get; } = name;

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; set; }

    /// <summary>Its arguments.</summary>
    public List<InputFieldConfiguration> Arguments { get; } = [];

    /// <summary>Where it may stand.</summary>
    public List<DirectiveLocation> Locations { get; } = [];

    /// <summary>Whether it may stand more than once at one place.</summary>
    public bool IsRepeatable { get; set; }

    /// <summary>Why it should no longer be used, or null.</summary>
    public string? DeprecationReason { get; set; }
}

/// <summary>A field of an object or interface, while the schema is built.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="type">Its type.</param>
public sealed class OutputFieldConfiguration(string name, TypeReference type)
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; set; } = name;

    /// <summary>Its type.</summary>
    public TypeReference Type { get; set; } = type;

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; set; }

    /// <summary>Why it should no longer be used, or null.</summary>
    public string? DeprecationReason { get; set; }

    /// <summary>Its arguments.</summary>
    public List<InputFieldConfiguration> Arguments { get; } = [];

    /// <summary>How the value is obtained; null reads the member or dictionary entry of the field's name.</summary>
    public FieldResolver? Resolver { get; set; }

    /// <summary>Opens the stream of events, for fields of the subscription root.</summary>
    internal SourceStreamOpener? Subscribe { get; set; }

    /// <summary>The type whose ids the field shows in their opaque form; null for plain values.</summary>
    public string? IdTypeName { get; set; }

    /// <summary>Page sizes if the field is a connection.</summary>
    public PagingOptions? Paging { get; set; }

    /// <summary>What one resolution costs before its children; null leaves it to the cost analysis.</summary>
    public double? Cost { get; set; }

    /// <summary>How many items a plain list is assumed to hold; null leaves it to the cost analysis.</summary>
    public int? AssumedSize { get; set; }

    /// <summary>What a caller must be to read it.</summary>
    public List<AuthorizeAttribute> Authorization { get; } = [];

    /// <summary>Where it was defined, for messages.</summary>
    public string? Origin { get; set; }
}

/// <summary>An argument or a field of an input object, while the schema is built.</summary>
/// <param name="name">The name in the schema.</param>
/// <param name="type">Its type.</param>
public sealed class InputFieldConfiguration(string name, TypeReference type)
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; set; } = name;

    /// <summary>Its type.</summary>
    public TypeReference Type { get; set; } = type;

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; set; }

    /// <summary>Why it should no longer be used, or null.</summary>
    public string? DeprecationReason { get; set; }

    /// <summary>A constant, or null when there is no default.</summary>
    public ValueNode? DefaultValue { get; set; }

    /// <summary>The class the value becomes, or null.</summary>
    public Type? RuntimeType { get; set; }

    /// <summary>The name of the C# member or parameter; null if it is the field's.</summary>
    public string? MemberName { get; set; }

    /// <summary>What else the author said about it.</summary>
    public InputBinding? Binding { get; set; }
}

/// <summary>How a given value becomes a runtime value, beyond what the types say.</summary>
/// <param name="IdTypeName">The type an opaque id must name; empty for a plain id that names no type; null if it is no id.</param>
public sealed record InputBinding(string? IdTypeName);
