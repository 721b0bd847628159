using System.Diagnostics.CodeAnalysis;

namespace Alignment.GraphQL;

/// <summary>The parameter is the object that has the field.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ParentAttribute : Attribute;

/// <summary>The member of the object that the method takes the place of.</summary>
/// <param name="name">The member's name in C#.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BindMemberAttribute(string name) : Attribute
{
    /// <summary>The member's name in C#.</summary>
    public string Name { get; } = name;
}

/// <summary>The value is an <c>ID</c>. Naming a type makes it opaque: it is then only taken where that type's ids are wanted.</summary>
/// <param name="typeName">The object type whose id it is; null for a plain id, or for the type that has the member.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter)]
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It has.")]
public sealed class IDAttribute(string? typeName = null) : Attribute
{
    /// <summary>The object type whose id it is, or null.</summary>
    public string? TypeName { get; } = typeName;
}

/// <summary>The value is the opaque <c>ID</c> of an object type.</summary>
/// <typeparam name="T">The class that the object type is made from.</typeparam>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method | AttributeTargets.Parameter)]
public sealed class IDAttribute<T> : Attribute;

/// <summary>Loads one object by its id. Its type then implements <c>Node</c>, and <c>node(id:)</c> finds its objects.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeResolverAttribute : Attribute;

/// <summary>
/// The field is a connection: it takes <c>first</c>, <c>after</c>, <c>last</c> and <c>before</c>, which the method receives as
/// <see cref="PagingArguments"/>, and the method returns a <see cref="Connection{T}"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class UsePagingAttribute : Attribute
{
    /// <summary>The connection is <c>{ConnectionName}Connection</c>; null for the field's name.</summary>
    public string? ConnectionName { get; set; }

    /// <summary>The most items on a page; 0 for the schema's setting.</summary>
    public int MaxPageSize { get; set; }

    /// <summary>Items on a page when the client does not say; 0 for the schema's setting.</summary>
    public int DefaultPageSize { get; set; }

    /// <summary>Whether <c>last</c> and <c>before</c> are there too.</summary>
    public bool AllowBackwardPagination { get; set; } = true;

    /// <summary>Whether <c>totalCount</c> is there.</summary>
    public bool IncludeTotalCount { get; set; } = true;
}

/// <summary>Whether the client selected one of the fields below; dots lead deeper.</summary>
/// <param name="fields">Such as <c>"engagements"</c> or <c>"edges.node.persona"</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IsSelectedAttribute(params string[] fields) : Attribute
{
    /// <summary>Such as <c>"engagements"</c> or <c>"edges.node.persona"</c>.</summary>
    public IReadOnlyList<string> Fields { get; } = fields;
}

/// <summary>The parameter is a service, even if its class is not registered when the schema is built.</summary>
/// <param name="key">The key of a keyed service, or null.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ServiceAttribute(string? key = null) : Attribute
{
    /// <summary>The key of a keyed service, or null.</summary>
    public string? Key { get; } = key;
}

/// <summary>The default of an argument or input field, where C# cannot say it.</summary>
/// <param name="value">A constant in the schema's own notation: <c>"[10, 20]"</c>, <c>"{ by: NAME }"</c>.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property)]
public sealed class DefaultValueSyntaxAttribute(string value) : Attribute
{
    /// <summary>A constant in the schema's own notation.</summary>
    public string Value { get; } = value;
}

/// <summary>What one resolution of the field costs before its children; unless given, the cost analysis decides.</summary>
/// <param name="weight">From 0.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class CostAttribute(double weight) : Attribute
{
    /// <summary>From 0.</summary>
    public double Weight { get; } = weight;
}

/// <summary>How long a plain list is assumed to be when the cost is estimated.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class ListSizeAttribute : Attribute
{
    /// <summary>From 0.</summary>
    public int AssumedSize { get; set; }
}

/// <summary>
/// The static method fetches many values at once: its first parameter is the keys, and it returns a dictionary (one value a key)
/// or a lookup (many). <c>GetLeadByIdAsync</c> serves the interface <c>ILeadByIdDataLoader</c> if there is one, and any parameter of
/// the class <see cref="IDataLoader{TKey, TValue}"/> if only one loader has those keys and values.
/// </summary>
/// <param name="name">The loader's name without <c>I</c> and <c>DataLoader</c>; null to take it from the method.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataLoaderAttribute(string? name = null) : Attribute
{
    /// <summary>The loader's name without <c>I</c> and <c>DataLoader</c>, or null.</summary>
    public string? Name { get; } = name;
}
