using System.Linq.Expressions;
using System.Reflection;

namespace Alignment.GraphQL.Types.Annotations;

/// <inheritdoc cref="IObjectTypeDescriptor{T}"/>
internal abstract class ObjectTypeDescriptor
{
    internal string? Name { get; private protected set; }

    internal string? Description { get; private protected set; }

    internal bool IsExplicit { get; private protected set; }

    internal Dictionary<string, ObjectFieldDescriptor> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Asks the extension classes of a type what they say about its members.</summary>
    internal static ObjectTypeDescriptor Configure(Type target, IEnumerable<Type> extensions, Action<string> problem)
    {
        var descriptor = (ObjectTypeDescriptor)Activator.CreateInstance(typeof(ObjectTypeDescriptor<>).MakeGenericType(target), nonPublic: true)!;
        var wanted = typeof(IObjectTypeDescriptor<>).MakeGenericType(target);
        foreach (var extension in extensions)
        {
            var configure = extension.GetMethod("Configure", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
            if (configure is null)
                continue;
            if (configure.GetParameters() is [var only] && only.ParameterType == wanted)
                configure.Invoke(null, [descriptor]);
            else if (!extension.GetCustomAttributes().Any(a => a.GetType().IsGenericType && a.GetType().GetGenericArguments()[0] != target))
                problem($"{extension.FullName}.Configure must take one IObjectTypeDescriptor<{target.Name}>.");
        }

        return descriptor;
    }
}

/// <inheritdoc/>
internal sealed class ObjectTypeDescriptor<T> : ObjectTypeDescriptor, IObjectTypeDescriptor<T>
{
    IObjectTypeDescriptor<T> IObjectTypeDescriptor<T>.Name(string name)
    {
        Name = name;
        return this;
    }

    IObjectTypeDescriptor<T> IObjectTypeDescriptor<T>.Description(string description)
    {
        Description = description;
        return this;
    }

    public IObjectTypeDescriptor<T> BindFieldsExplicitly()
    {
        IsExplicit = true;
        return this;
    }

    public IObjectTypeDescriptor<T> Ignore(Expression<Func<T, object?>> member)
    {
        Field(member).Ignore();
        return this;
    }

    public IObjectFieldDescriptor Field(Expression<Func<T, object?>> member)
    {
        var body = member.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : member.Body;
        if (body is not MemberExpression { Member: PropertyInfo property })
            throw new ArgumentException("Only properties can be fields; make a method of the extension class for anything else.", nameof(member));
        if (!Fields.TryGetValue(property.Name, out var field))
            Fields[property.Name] = field = new ObjectFieldDescriptor();
        return field;
    }
}

/// <inheritdoc/>
internal sealed class ObjectFieldDescriptor : IObjectFieldDescriptor
{
    internal string? Name { get; private set; }

    internal string? Description { get; private set; }

    internal bool IsIgnored { get; private set; }

    internal string? Id { get; private set; }

    IObjectFieldDescriptor IObjectFieldDescriptor.Name(string name)
    {
        Name = name;
        return this;
    }

    IObjectFieldDescriptor IObjectFieldDescriptor.Description(string description)
    {
        Description = description;
        return this;
    }

    public IObjectFieldDescriptor Ignore()
    {
        IsIgnored = true;
        return this;
    }

    public IObjectFieldDescriptor ID(string? typeName = null)
    {
        Id = typeName ?? "";
        return this;
    }
}
