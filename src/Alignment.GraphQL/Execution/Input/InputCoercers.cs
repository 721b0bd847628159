using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Finds the coercer for a type and a class; one for each pair.</summary>
internal sealed class InputCoercers(SchemaRuntime runtime)
{
    private readonly ConcurrentDictionary<(string Type, Type Runtime, string? Id), InputCoercer> known = new();

    /// <summary>The coercer of a type whose values become the class that the type itself names.</summary>
    internal InputCoercer For(IType type) => For(type, typeof(object), null);

    /// <summary>The coercer of a type whose values become a class.</summary>
    /// <exception cref="SchemaException">The type's values cannot become that class.</exception>
    internal InputCoercer For(IType type, Type target, string? idTypeName)
    {
        target = Unwrap(target);
        return known.TryGetValue((type.ToString()!, target, idTypeName), out var coercer)
            ? coercer
            : known.GetOrAdd((type.ToString()!, target, idTypeName), Create(type, target, idTypeName));
    }

    /// <summary>The class inside <see cref="Nullable{T}"/> and <see cref="Optional{T}"/>.</summary>
    internal static Type Unwrap(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
            type = type.GetGenericArguments()[0];
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private InputCoercer Create(IType type, Type target, string? idTypeName) => type switch
    {
        NonNullType nonNull => new NonNullCoercer(For(nonNull.NullableType, target, idTypeName), nonNull),
        ListType list => List(list, target, idTypeName),
        IdType id when idTypeName is { Length: > 0 } => new NodeIdCoercer(id, idTypeName, target, ParserOf(target), runtime.NodeIds),
        ScalarType scalar => new ScalarCoercer(scalar, target, ConverterOf(scalar.RuntimeType, target, scalar)),
        EnumType enumType when target == typeof(object) || target == enumType.RuntimeType => new EnumCoercer(enumType, target),
        InputObjectType input when target == typeof(object) || target == input.RuntimeType => new InputObjectCoercer(input, target, InputFactories.For(input)),
        _ => throw Problem(type, target),
    };

    private ListCoercer List(ListType list, Type target, string? idTypeName)
    {
        var item = target == typeof(object) ? typeof(object) : LeafWriters.ItemTypeOf(target) ?? throw Problem(list, target);
        return new ListCoercer(For(list.ElementType, item, idTypeName), list, target, ListFactories.For(target, item) ?? throw Problem(list, target));
    }

    private Func<object, object>? ConverterOf(Type from, Type to, IType type)
    {
        if (to == typeof(object) || to.IsAssignableFrom(from))
            return null;
        if (runtime.Converters.TryGet(from, to, out var convert))
            return convert;
        foreach (var middle in runtime.Converters.TargetsOf(from))
        {
            if (runtime.Converters.TryGet(from, middle, out var first) && runtime.Converters.TryGet(middle, to, out var second))
                return v => second(first(v));
        }

        throw Problem(type, to);
    }

    /// <summary>Reads the text inside an opaque id; null if it is not of the class.</summary>
    internal Func<string, object?> ParserOf(Type target)
    {
        if (target == typeof(string) || target == typeof(object))
            return text => text;
        if (target == typeof(Guid))
            return text => Guid.TryParse(text, out var id) ? id : null;
        if (target == typeof(int))
            return text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;
        if (target == typeof(long))
            return text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id) ? id : null;
        foreach (var basic in (Type[])[typeof(string), typeof(Guid), typeof(int), typeof(long)])
        {
            if (runtime.Converters.TryGet(basic, target, out var convert))
            {
                var parse = ParserOf(basic);
                return text => Attempt(parse(text), convert);
            }
        }

        throw new SchemaException([$"An id cannot become the class {target.FullName}: add a type converter from string, Guid, int or long."]);
    }

    private static object? Attempt(object? value, Func<object, object> convert)
    {
        try
        {
            return value is null ? null : convert(value);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static SchemaException Problem(IType type, Type target) =>
        new([$"Values of {type} cannot become the class {target.FullName}: add a type converter, or bind the class to a scalar."]);
}

/// <summary>Makes collections of the class a parameter wants.</summary>
internal static class ListFactories
{
    internal static Func<List<object?>, object>? For(Type target, Type item)
    {
        if (target == typeof(object))
            return items => items;
        return (Func<List<object?>, object>?)typeof(ListFactories)
            .GetMethod(nameof(Create), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(item).Invoke(null, [target]);
    }

    private static Func<List<object?>, object>? Create<T>(Type target)
    {
        if (target.IsAssignableFrom(typeof(T[])))
            return items => Array(items);
        if (target.IsAssignableFrom(typeof(List<T>)))
            return items => new List<T>(Array(items));
        if (target.IsAssignableFrom(typeof(HashSet<T>)))
            return items => new HashSet<T>(Array(items));
        if (target.IsAssignableFrom(typeof(ImmutableArray<T>)))
            return items => ImmutableCollectionsMarshal(Array(items));
        if (target.IsAssignableFrom(typeof(ImmutableList<T>)))
            return items => ImmutableList.Create(Array(items));
        return null;

        static T[] Array(List<object?> items)
        {
            var array = new T[items.Count];
            for (var i = 0; i < array.Length; i++)
                array[i] = items[i] is { } item ? (T)item : default!;
            return array;
        }

        static object ImmutableCollectionsMarshal(T[] items) => System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);
    }
}

/// <summary>Makes input objects of the class that the type names.</summary>
internal static class InputFactories
{
    internal static InputFactory For(InputObjectType type)
    {
        if (type.RuntimeType != typeof(Dictionary<string, object?>))
            return InputObjectExpression.Compile(type);
        return (values, given) =>
        {
            var map = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < values.Length; i++)
            {
                if (given[i])
                    map[type.Fields[i].Name] = values[i];
            }

            return map;
        };
    }
}
