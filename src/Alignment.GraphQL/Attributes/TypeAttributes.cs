namespace Alignment.GraphQL;

/// <summary>The static class's public methods are fields of <c>Query</c>. Several classes may share the root.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class QueryTypeAttribute : Attribute;

/// <summary>The static class's public methods are fields of <c>Mutation</c>, by the mutation conventions.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class MutationTypeAttribute : Attribute;

/// <summary>The static class's public methods are fields of <c>Subscription</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SubscriptionTypeAttribute : Attribute;

/// <summary>The class is an object type, or an input type where it is used as one. Only needed to name a type that no field leads to.</summary>
/// <param name="name">The name in the schema; null for the class's own.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class ObjectTypeAttribute(string? name = null) : Attribute
{
    /// <summary>The name in the schema; null for the class's own.</summary>
    public string? Name { get; } = name;
}

/// <summary>
/// The static class extends the object type of <typeparamref name="T"/>: its public methods are fields and replace a property of the
/// same name. A <c>static void Configure(IObjectTypeDescriptor&lt;T&gt;)</c> may rename, describe and leave out members.
/// </summary>
/// <typeparam name="T">The class that the values have.</typeparam>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ObjectTypeAttribute<T> : Attribute;

/// <summary>The interface or abstract class is an interface type; the object types made from its implementations implement it.</summary>
/// <param name="name">The name in the schema; null for the class's own, without a leading I.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
public sealed class InterfaceTypeAttribute(string? name = null) : Attribute
{
    /// <summary>The name in the schema; null for the class's own, without a leading I.</summary>
    public string? Name { get; } = name;
}

/// <summary>The interface or abstract class is a union of the object types made from its implementations.</summary>
/// <param name="name">The name in the schema; null for the class's own, without a leading I.</param>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class)]
public sealed class UnionTypeAttribute(string? name = null) : Attribute
{
    /// <summary>The name in the schema; null for the class's own, without a leading I.</summary>
    public string? Name { get; } = name;
}

/// <summary>Exactly one field of the input must be given, and not null. All its members must be nullable.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OneOfAttribute : Attribute;

/// <summary>The name in the schema.</summary>
/// <param name="name">Letters, digits and underscores.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLNameAttribute(string name) : Attribute
{
    /// <summary>The name in the schema.</summary>
    public string Name { get; } = name;
}

/// <summary>The description in the schema, in place of the XML documentation.</summary>
/// <param name="description">Markdown.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLDescriptionAttribute(string description) : Attribute
{
    /// <summary>Markdown.</summary>
    public string Description { get; } = description;
}

/// <summary>The member or class is not part of the schema.</summary>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLIgnoreAttribute : Attribute;

/// <summary>Should no longer be used. <see cref="ObsoleteAttribute"/> says the same.</summary>
/// <param name="deprecationReason">Why, and what to use instead.</param>
[AttributeUsage(AttributeTargets.All)]
public sealed class GraphQLDeprecatedAttribute(string deprecationReason) : Attribute
{
    /// <summary>Why, and what to use instead.</summary>
    public string DeprecationReason { get; } = deprecationReason;
}

/// <summary>The type in the schema's own notation, in place of what the C# type says.</summary>
/// <param name="type">For example <c>[String!]</c>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class GraphQLTypeAttribute(string type) : Attribute
{
    /// <summary>The type in the schema's own notation.</summary>
    public string Type { get; } = type;
}
