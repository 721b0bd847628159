namespace Alignment.GraphQL.Types;

/// <summary>A type that the schema knows by name.</summary>
public abstract class NamedType : IType
{
    private protected NamedType(string name, string? description)
    {
        Name = name;
        Description = description;
    }

    /// <inheritdoc/>
    public abstract TypeKind Kind { get; }

    /// <summary>Unique in the schema.</summary>
    public string Name { get; }

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; }

    /// <summary>Whether the name begins with two underscores: a type of introspection.</summary>
    public bool IsIntrospectionType => Name.StartsWith("__", StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}
