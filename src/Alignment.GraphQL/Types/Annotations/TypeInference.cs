using System.Reflection;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Types.Annotations;

/// <summary>What a C# type says about a type of the schema: its name, lists, and nullable reference types.</summary>
internal sealed class TypeInference(AnnotatedSchema schema)
{
    private readonly NullabilityInfoContext nullability = new();

    /// <summary>The nullability of what a method returns.</summary>
    internal NullabilityInfo Of(MethodInfo method) => nullability.Create(method.ReturnParameter);

    /// <summary>The nullability of a property.</summary>
    internal NullabilityInfo Of(PropertyInfo property) => nullability.Create(property);

    /// <summary>The nullability of a parameter.</summary>
    internal NullabilityInfo Of(ParameterInfo parameter) => nullability.Create(parameter);

    /// <summary>The type of an output of that class.</summary>
    internal TypeReference Output(NullabilityInfo info) => Infer(info, schema.OutputName, i => i.ReadState);

    /// <summary>The same lists and nulls around another named type.</summary>
    internal TypeReference OutputAs(NullabilityInfo info, string name) => Infer(info, _ => name, i => i.ReadState);

    /// <inheritdoc cref="OutputAs"/>
    internal TypeReference InputAs(NullabilityInfo info, string name) =>
        Infer(info, _ => name, i => i.WriteState is NullabilityState.Unknown ? i.ReadState : i.WriteState);

    /// <summary>The type of an input of that class.</summary>
    internal TypeReference Input(NullabilityInfo info) => Infer(info, schema.InputName, i => i.WriteState is NullabilityState.Unknown ? i.ReadState : i.WriteState);

    /// <summary>What a task or a field result brings; the info itself for anything else.</summary>
    internal static NullabilityInfo Unwrap(NullabilityInfo info)
    {
        while (info.Type.IsGenericType && IsWrapper(info.Type))
            info = info.GenericTypeArguments[0];
        return info;
    }

    private static bool IsWrapper(Type type)
    {
        var definition = type.GetGenericTypeDefinition();
        return definition == typeof(Task<>) || definition == typeof(ValueTask<>) || typeof(IFieldResult).IsAssignableFrom(type);
    }

    private TypeReference Infer(NullabilityInfo info, Func<Type, string> nameOf, Func<NullabilityInfo, NullabilityState> stateOf)
    {
        var type = info.Type;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>))
            return Infer(info.GenericTypeArguments[0], nameOf, stateOf).Nullable();
        var isNullable = type.IsValueType ? Nullable.GetUnderlyingType(type) is not null : stateOf(info) is not NullabilityState.NotNull;
        type = Nullable.GetUnderlyingType(type) ?? type;
        TypeReference reference;
        if (schema.IsList(type) && LeafWriters.ItemTypeOf(type) is { } item)
        {
            var inner = info.ElementType ?? info.GenericTypeArguments.FirstOrDefault(a => a.Type == item);
            reference = (inner is null ? Plain(item, nameOf) : Infer(inner, nameOf, stateOf)).List();
        }
        else
        {
            reference = TypeReference.Named(nameOf(type));
        }

        return isNullable ? reference : reference.NonNull();
    }

    // Without annotations for the items, values are there and references may be missing.
    private static TypeReference Plain(Type item, Func<Type, string> nameOf)
    {
        var named = TypeReference.Named(nameOf(Nullable.GetUnderlyingType(item) ?? item));
        return item.IsValueType && Nullable.GetUnderlyingType(item) is null ? named.NonNull() : named;
    }
}
