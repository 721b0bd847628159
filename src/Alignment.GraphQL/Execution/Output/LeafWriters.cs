using System.Globalization;
using System.Reflection;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Finds the writer for a class and a type.</summary>
internal static class LeafWriters
{
    /// <summary>The writer of a field's values; null if the field is no leaf.</summary>
    /// <exception cref="SchemaException">The class has no form in the type.</exception>
    internal static LeafWriter<T>? For<T>(OutputField field, Schema schema)
    {
        var type = field.Type.NullableType();
        return type.NamedType().IsLeafType() ? (LeafWriter<T>)Create(typeof(T), type, new Context(field, schema)) : null;
    }

    private static object Create(Type runtime, IType type, Context context)
    {
        type = type.NullableType();
        if (type is ListType list)
        {
            var item = ItemTypeOf(runtime)
                ?? (runtime == typeof(object) ? null : throw context.Problem(runtime, type));
            return item is null
                ? new UntypedListWriter(Create(typeof(object), list.ElementType, context) as LeafWriter<object>, list.ElementType is not NonNullType)
                : Make(typeof(ListWriter<,>), [runtime, item], Create(item, list.ElementType, context), list.ElementType is not NonNullType);
        }

        if (Nullable.GetUnderlyingType(runtime) is { } underlying)
            return Make(typeof(NullableWriter<>), [underlying], Create(underlying, type, context));
        if (context.Field.IdTypeName is { Length: > 0 } typeName && type is IdType)
            return NodeId(runtime, typeName, context);
        return type switch
        {
            _ when runtime == typeof(object) => Make(typeof(UntypedWriter<>), [runtime], type),
            EnumType when runtime.IsEnum => Make(typeof(EnumWriter<>), [runtime], type),
            EnumType when runtime == typeof(string) => Make(typeof(UntypedWriter<>), [runtime], type),
            ScalarType scalar when scalar.RuntimeType == runtime => Make(typeof(ScalarWriter<>), [runtime], scalar),
            ScalarType scalar when scalar.RuntimeType == typeof(object) => Make(typeof(UntypedWriter<>), [runtime], scalar),
            ScalarType scalar => Converting(runtime, scalar, context),
            _ => throw context.Problem(runtime, type),
        };
    }

    private static object Converting(Type runtime, ScalarType scalar, Context context)
    {
        var converters = context.Schema.Runtime.Converters;
        if (Invoke(nameof(Direct), [runtime, scalar.RuntimeType], converters, scalar) is { } direct)
            return direct;
        foreach (var middle in converters.TargetsOf(runtime))
        {
            if (Invoke(nameof(Twice), [runtime, middle, scalar.RuntimeType], converters, scalar) is { } twice)
                return twice;
        }

        throw context.Problem(runtime, scalar);
    }

    private static ConvertingWriter<T, TRuntime>? Direct<T, TRuntime>(TypeConverters converters, ScalarType<TRuntime> scalar)
        where TRuntime : notnull =>
        converters.TryGet<T, TRuntime>(out var convert) ? new ConvertingWriter<T, TRuntime>(convert, scalar) : null;

    private static ConvertingWriter<T, TRuntime>? Twice<T, TMiddle, TRuntime>(TypeConverters converters, ScalarType<TRuntime> scalar)
        where TRuntime : notnull =>
        converters.TryGet<T, TMiddle>(out var first) && converters.TryGet<TMiddle, TRuntime>(out var second)
            ? new ConvertingWriter<T, TRuntime>(v => second(first(v)), scalar)
            : null;

    private static object NodeId(Type runtime, string typeName, Context context) =>
        Invoke(nameof(NodeIdOf), [runtime], typeName, context.Schema.Runtime) ?? throw context.Problem(runtime, context.Field.Type);

    private static NodeIdWriter<T>? NodeIdOf<T>(string typeName, SchemaRuntime runtime) =>
        TextOf<T>(runtime.Converters) is { } text ? new NodeIdWriter<T>(typeName, text, runtime.NodeIds) : null;

    private static Func<T, string?>? TextOf<T>(TypeConverters converters)
    {
        if (typeof(T) == typeof(string))
            return v => (string?)(object?)v;
        if (typeof(IFormattable).IsAssignableFrom(typeof(T)))
            return v => ((IFormattable)v!).ToString(null, CultureInfo.InvariantCulture);
        if (converters.TryGet<T, string>(out var toText))
            return toText;
        foreach (var middle in converters.TargetsOf(typeof(T)))
        {
            if (Invoke(nameof(TextThrough), [typeof(T), middle], converters) is Func<T, string?> through)
                return through;
        }

        return null;
    }

    private static Func<T, string?>? TextThrough<T, TMiddle>(TypeConverters converters) =>
        converters.TryGet<T, TMiddle>(out var convert) && TextOf<TMiddle>(converters) is { } text ? v => text(convert(v)) : null;

    internal static Type? ItemTypeOf(Type type)
    {
        if (type == typeof(string))
            return null;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            return type.GetGenericArguments()[0];
        return type.GetInterfaces()
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }

    private static object Make(Type open, Type[] arguments, params object?[] values) =>
        Activator.CreateInstance(open.MakeGenericType(arguments), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, values, null)!;

    private static object? Invoke(string method, Type[] arguments, params object?[] values) =>
        typeof(LeafWriters).GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(arguments).Invoke(null, values);

    private sealed record Context(OutputField Field, Schema Schema)
    {
        internal SchemaException Problem(Type runtime, IType type) =>
            new([$"{Field} cannot show the class {runtime.FullName} as {type}: add a type converter, or bind the class to a scalar."]);
    }
}

/// <summary>A list whose class is known only when it is there.</summary>
internal sealed class UntypedListWriter(LeafWriter<object>? inner, bool itemsMayBeNull) : LeafWriter<object>
{
    internal override Outcome Write(ResultFormatter formatter, object value)
    {
        if (value is null)
            return Outcome.Null;
        if (value is string || value is not System.Collections.IEnumerable items)
        {
            formatter.Report($"Expected Iterable, but did not find one for field \"{formatter.CurrentField}\".", ErrorCodes.InvalidResult);
            return Outcome.Failed;
        }

        var list = new ListWriter<IEnumerable<object>, object>(inner!, itemsMayBeNull);
        return list.Write(formatter, items.Cast<object>());
    }
}
