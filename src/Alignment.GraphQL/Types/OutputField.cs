using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <summary>A field of an object or interface type.</summary>
public sealed class OutputField : IFieldDefinition
{
    internal OutputField(ComplexType declaringType, string name, string? description, string? deprecationReason)
    {
        DeclaringType = declaringType;
        Name = name;
        Description = description;
        DeprecationReason = deprecationReason;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public string? Description { get; }

    /// <inheritdoc/>
    public string? DeprecationReason { get; }

    /// <inheritdoc/>
    public IType Type { get; internal set; } = null!;

    /// <summary>The arguments, in the order of the definition.</summary>
    public FieldCollection<InputField> Arguments { get; internal set; } = FieldCollection<InputField>.Empty;

    /// <summary>The type that has the field.</summary>
    public ComplexType DeclaringType { get; }

    /// <summary><c>Lead.name</c>: how errors and tools name it.</summary>
    public string Coordinate => $"{DeclaringType.Name}.{Name}";

    /// <summary>Page sizes if the field is a connection, else null.</summary>
    public PagingOptions? Paging { get; internal set; }

    /// <summary>
    /// What one resolution costs before its children: null leaves it to the cost analysis, which takes 0 for a member that
    /// is read from memory (<see cref="IsPure"/>) and more for a resolver.
    /// </summary>
    public double? Cost { get; internal set; }

    /// <summary>How many items a list is assumed to hold when it is not a connection; null leaves it to the cost analysis.</summary>
    public int? AssumedSize { get; internal set; }

    /// <summary>Whether the value is a member read from memory, without services, arguments or waiting.</summary>
    public bool IsPure { get; internal set; }

    /// <summary>Whether the field is <c>__typename</c>, <c>__schema</c> or <c>__type</c>.</summary>
    public bool IsIntrospectionField => Name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>How the value is obtained; null on interfaces.</summary>
    internal FieldResolver? Resolver { get; set; }

    /// <summary>The resolver, tied to the field.</summary>
    internal FieldRuntime? Runtime { get; set; }

    /// <summary>Opens the stream of events, for fields of the subscription root.</summary>
    internal SourceStreamOpener? Subscribe { get; init; }

    /// <summary>The type whose ids the field shows in their opaque form; null for plain values.</summary>
    internal string? IdTypeName { get; init; }

    /// <summary>What a caller must be to read it; empty for anybody.</summary>
    internal IReadOnlyList<AuthorizeAttribute> Authorization { get; set; } = [];

    /// <summary>The coordinate.</summary>
    public override string ToString() => Coordinate;
}
