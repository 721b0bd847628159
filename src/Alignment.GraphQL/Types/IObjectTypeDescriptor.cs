using System.Linq.Expressions;

namespace Alignment.GraphQL.Types;

/// <summary>Says how the members of a class become fields: the parameter of an extension class's <c>static void Configure(...)</c>.</summary>
/// <typeparam name="T">The class.</typeparam>
public interface IObjectTypeDescriptor<T>
{
    /// <summary>The name in the schema, in place of the class's.</summary>
    IObjectTypeDescriptor<T> Name(string name);

    /// <summary>The description, in place of the XML documentation.</summary>
    IObjectTypeDescriptor<T> Description(string description);

    /// <summary>Only the properties that <see cref="Field"/> names are fields, and the methods of extension classes.</summary>
    IObjectTypeDescriptor<T> BindFieldsExplicitly();

    /// <summary>Leaves a property out.</summary>
    IObjectTypeDescriptor<T> Ignore(Expression<Func<T, object?>> member);

    /// <summary>A property as a field.</summary>
    IObjectFieldDescriptor Field(Expression<Func<T, object?>> member);
}

/// <summary>Says how one property becomes a field.</summary>
public interface IObjectFieldDescriptor
{
    /// <summary>The name in the schema, in place of the property's.</summary>
    IObjectFieldDescriptor Name(string name);

    /// <summary>The description, in place of the XML documentation.</summary>
    IObjectFieldDescriptor Description(string description);

    /// <summary>Leaves the property out.</summary>
    IObjectFieldDescriptor Ignore();

    /// <summary>The value is an <c>ID</c>, opaque and of a type; null for the type that has the property.</summary>
    IObjectFieldDescriptor ID(string? typeName = null);
}
