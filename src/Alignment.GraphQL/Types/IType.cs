namespace Alignment.GraphQL.Types;

/// <summary>A type of the schema: a named type, or a list or non-null wrapper around one.</summary>
/// <remarks><c>ToString()</c> writes it as the schema language does: <c>[Lead!]!</c>.</remarks>
public interface IType
{
    /// <summary>Which kind it is.</summary>
    TypeKind Kind { get; }
}

/// <summary>A list of another type.</summary>
public sealed class ListType : IType
{
    private readonly string text;

    /// <summary>A list of <paramref name="elementType"/>, which may itself be wrapped.</summary>
    public ListType(IType elementType)
    {
        ElementType = elementType;
        text = $"[{elementType}]";
    }

    /// <inheritdoc/>
    public TypeKind Kind => TypeKind.List;

    /// <summary>The type of the items.</summary>
    public IType ElementType { get; }

    /// <inheritdoc/>
    public override string ToString() => text;
}

/// <summary>A type that excludes null.</summary>
public sealed class NonNullType : IType
{
    private readonly string text;

    /// <summary>The type <paramref name="nullableType"/> without null.</summary>
    /// <exception cref="ArgumentException">The type excludes null already.</exception>
    public NonNullType(IType nullableType)
    {
        if (nullableType is NonNullType)
            throw new ArgumentException("The type excludes null already.", nameof(nullableType));
        NullableType = nullableType;
        text = $"{nullableType}!";
    }

    /// <inheritdoc/>
    public TypeKind Kind => TypeKind.NonNull;

    /// <summary>The type with null.</summary>
    public IType NullableType { get; }

    /// <inheritdoc/>
    public override string ToString() => text;
}
