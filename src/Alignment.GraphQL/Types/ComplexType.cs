namespace Alignment.GraphQL.Types;

/// <summary>A type with output fields: an object or an interface.</summary>
public abstract class ComplexType : NamedType
{
    private protected ComplexType(string name, string? description)
        : base(name, description)
    {
    }

    /// <summary>The fields; <c>__typename</c> and the like are not among them.</summary>
    public FieldCollection<OutputField> Fields { get; internal set; } = FieldCollection<OutputField>.Empty;

    /// <summary>All interfaces it implements, the inherited ones included.</summary>
    public IReadOnlyList<InterfaceType> Interfaces { get; internal set; } = [];

    /// <summary>Whether <paramref name="type"/> is among <see cref="Interfaces"/>.</summary>
    public bool Implements(InterfaceType type) => Interfaces.Contains(type);
}

/// <summary>A type whose values have fields and that is not abstract.</summary>
public sealed class ObjectType : ComplexType
{
    internal ObjectType(string name, string? description, Type? runtimeType)
        : base(name, description) => RuntimeType = runtimeType ?? typeof(object);

    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Object;

    /// <summary>The class its values have; <see cref="object"/> when the schema was not built from classes.</summary>
    public Type RuntimeType { get; }

    /// <summary>Tells whether a value of an abstract type is of this type, when the classes cannot tell.</summary>
    internal Func<object, bool>? IsTypeOf { get; set; }

    /// <summary><c>"Name"</c>, in quotes and UTF-8: what <c>__typename</c> answers.</summary>
    internal byte[] EncodedName => field ??= System.Text.Encoding.UTF8.GetBytes($"\"{Name}\"");
}

/// <summary>An abstract type that lists the fields its objects must have.</summary>
public sealed class InterfaceType : ComplexType
{
    internal InterfaceType(string name, string? description, Type? runtimeType)
        : base(name, description) => RuntimeType = runtimeType ?? typeof(object);

    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Interface;

    /// <summary>The class or interface it was made from; <see cref="object"/> if there is none.</summary>
    public Type RuntimeType { get; }

    /// <summary>Names the object type of a value, when the classes cannot tell.</summary>
    internal Func<object, string?>? ResolveType { get; set; }
}

/// <summary>An abstract type that lists the objects it may be.</summary>
public sealed class UnionType : NamedType
{
    internal UnionType(string name, string? description, Type? runtimeType)
        : base(name, description) => RuntimeType = runtimeType ?? typeof(object);

    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Union;

    /// <summary>The class or interface it was made from; <see cref="object"/> if there is none.</summary>
    public Type RuntimeType { get; }

    /// <summary>The objects, in the order of the definition.</summary>
    public IReadOnlyList<ObjectType> Types { get; internal set; } = [];

    /// <summary>Names the object type of a value, when the classes cannot tell.</summary>
    internal Func<object, string?>? ResolveType { get; set; }
}
