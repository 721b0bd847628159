using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types;

/// <summary>All types and directives, complete and immutable: safe to read from any thread.</summary>
public sealed partial class Schema
{
    private readonly FrozenDictionary<string, NamedType> types;
    private readonly FrozenDictionary<string, DirectiveType> directives;
    private readonly FrozenDictionary<NamedType, FrozenSet<ObjectType>> possibleTypes;
    private readonly FrozenDictionary<NamedType, IReadOnlyList<ObjectType>> possibleTypeLists;

    internal Schema(
        string? description,
        ObjectType? queryType,
        ObjectType? mutationType,
        ObjectType? subscriptionType,
        IReadOnlyList<NamedType> types,
        IReadOnlyList<DirectiveType> directives,
        SchemaRuntime runtime)
    {
        Description = description;
        QueryType = queryType!;
        MutationType = mutationType;
        SubscriptionType = subscriptionType;
        Types = types;
        DirectiveTypes = directives;
        Runtime = runtime;
        this.types = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
        this.directives = directives.ToFrozenDictionary(d => d.Name, StringComparer.Ordinal);
        possibleTypeLists = types.Where(t => t.IsAbstractType()).ToFrozenDictionary(t => t, ObjectsOf);
        possibleTypes = possibleTypeLists.ToFrozenDictionary(p => p.Key, p => p.Value.ToFrozenSet());
    }

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; }

    /// <summary>The root of queries.</summary>
    public ObjectType QueryType { get; }

    /// <summary>The root of mutations, or null.</summary>
    public ObjectType? MutationType { get; }

    /// <summary>The root of subscriptions, or null.</summary>
    public ObjectType? SubscriptionType { get; }

    /// <summary>All named types, those of introspection included, in the reference implementation's order.</summary>
    public IReadOnlyList<NamedType> Types { get; }

    /// <summary>All directives, the specified ones included.</summary>
    public IReadOnlyList<DirectiveType> DirectiveTypes { get; }

    /// <summary>What execution needs to know beyond the types.</summary>
    internal SchemaRuntime Runtime { get; }

    /// <summary>The type of that name, if there is one.</summary>
    public bool TryGetType(string name, [NotNullWhen(true)] out NamedType? type) => types.TryGetValue(name, out type);

    /// <summary>The directive of that name (without the at sign), if there is one.</summary>
    public bool TryGetDirective(string name, [NotNullWhen(true)] out DirectiveType? directive) => directives.TryGetValue(name, out directive);

    /// <summary>The type of that name and class of type.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T GetType<T>(string name)
        where T : NamedType =>
        types.TryGetValue(name, out var type) && type is T typed ? typed : throw new KeyNotFoundException($"There is no {typeof(T).Name} {name}.");

    /// <summary>The objects a value of the type may be: the members of a union, the implementations of an interface, an object itself.</summary>
    public IReadOnlyList<ObjectType> GetPossibleTypes(NamedType type) =>
        type is ObjectType objectType ? [objectType] : possibleTypeLists.GetValueOrDefault(type) ?? [];

    /// <summary>Whether a value of <paramref name="abstractType"/> may be of <paramref name="objectType"/>.</summary>
    public bool IsPossibleType(NamedType abstractType, ObjectType objectType) =>
        possibleTypes.TryGetValue(abstractType, out var set) && set.Contains(objectType);

    /// <summary>
    /// Whether <paramref name="type"/> may stand where <paramref name="superType"/> is asked for: the same type, non-null for
    /// nullable, an object for its interface or union, an interface for one it implements, and lists of those.
    /// </summary>
    public bool IsSubTypeOf(IType type, IType superType)
    {
        if (ReferenceEquals(type, superType))
            return true;
        if (superType is NonNullType nonNullSuper)
            return type is NonNullType nonNull && IsSubTypeOf(nonNull.NullableType, nonNullSuper.NullableType);
        if (type is NonNullType { NullableType: var nullable })
            return IsSubTypeOf(nullable, superType);
        if (superType is ListType listSuper)
            return type is ListType list && IsSubTypeOf(list.ElementType, listSuper.ElementType);
        return type switch
        {
            ObjectType objectType => superType is NamedType named && IsPossibleType(named, objectType),
            InterfaceType interfaceType => superType is InterfaceType super && interfaceType.Implements(super),
            _ => false,
        };
    }

    /// <summary>Whether some object may be of both types.</summary>
    public bool DoTypesOverlap(NamedType a, NamedType b)
    {
        if (ReferenceEquals(a, b))
            return true;
        return (a, b) switch
        {
            (ObjectType x, ObjectType y) => ReferenceEquals(x, y),
            (ObjectType x, _) => IsPossibleType(b, x),
            (_, ObjectType y) => IsPossibleType(a, y),
            _ => GetPossibleTypes(a).Any(x => IsPossibleType(b, x)),
        };
    }

    /// <summary>The root type of a kind of operation, or null.</summary>
    public ObjectType? GetOperationType(Language.OperationType operation) => operation switch
    {
        Language.OperationType.Query => QueryType,
        Language.OperationType.Mutation => MutationType,
        _ => SubscriptionType,
    };

    private IReadOnlyList<ObjectType> ObjectsOf(NamedType type) => type is UnionType union
        ? union.Types
        : [.. Types.OfType<ObjectType>().Where(t => t.Implements((InterfaceType)type))];
}
