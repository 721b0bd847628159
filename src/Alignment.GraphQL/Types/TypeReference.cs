using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Types;

/// <summary>A type by name, perhaps wrapped, before the schema is built.</summary>
public abstract record TypeReference
{
    private TypeReference()
    {
    }

    /// <summary>A type by its name.</summary>
    public static TypeReference Named(string name) => new NamedReference(name);

    /// <summary>A list of this type.</summary>
    public TypeReference List() => new ListReference(this);

    /// <summary>This type without null; itself if null is excluded already.</summary>
    public TypeReference NonNull() => this is NonNullReference ? this : new NonNullReference(this);

    /// <summary>This type with null; itself if null is included already.</summary>
    public TypeReference Nullable() => this is NonNullReference nonNull ? nonNull.Of : this;

    /// <summary>Reads the notation of the schema language: <c>[Lead!]!</c>.</summary>
    /// <exception cref="FormatException">The text is not a type.</exception>
    public static TypeReference Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.EndsWith("!"))
            return Parse(trimmed[..^1].ToString()).NonNull();
        if (trimmed.StartsWith("[") && trimmed.EndsWith("]"))
            return Parse(trimmed[1..^1].ToString()).List();
        if (trimmed.IsEmpty || trimmed.IndexOfAny("[]! ") >= 0)
            throw new FormatException($"\"{text}\" is not a type.");
        return Named(trimmed.ToString());
    }

    /// <summary>The same type as <paramref name="node"/>.</summary>
    public static TypeReference From(TypeNode node) => node switch
    {
        NonNullTypeNode nonNull => From(nonNull.Type).NonNull(),
        ListTypeNode list => From(list.Type).List(),
        _ => Named(node.NamedType.Name.Value),
    };

    /// <summary>The name inside all wrappers.</summary>
    public string NamedTypeName => this switch
    {
        NonNullReference nonNull => nonNull.Of.NamedTypeName,
        ListReference list => list.Of.NamedTypeName,
        _ => ((NamedReference)this).Name,
    };

    internal IType? Resolve(Func<string, NamedType?> find) => this switch
    {
        NonNullReference nonNull => nonNull.Of.Resolve(find) is { } type ? new NonNullType(type) : null,
        ListReference list => list.Of.Resolve(find) is { } type ? new ListType(type) : null,
        _ => find(((NamedReference)this).Name),
    };

    /// <summary>The notation of the schema language.</summary>
    public sealed override string ToString() => this switch
    {
        NonNullReference nonNull => $"{nonNull.Of}!",
        ListReference list => $"[{list.Of}]",
        _ => ((NamedReference)this).Name,
    };

    private sealed record NamedReference(string Name) : TypeReference;

    private sealed record ListReference(TypeReference Of) : TypeReference;

    private sealed record NonNullReference(TypeReference Of) : TypeReference;
}
