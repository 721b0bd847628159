using System.Reflection;

namespace Alignment.GraphQL.Types.Annotations;

/// <summary>Names of the schema made of names and attributes of C#.</summary>
internal static class Naming
{
    internal static string CamelCase(string name)
    {
        // A run of capitals is one word: "URLPath" is "urlPath", "ID" is "id".
        var i = 0;
        while (i < name.Length && char.IsUpper(name[i]) && (i == 0 || i + 1 >= name.Length || !char.IsLower(name[i + 1])))
            i++;
        return i == 0 ? name : string.Concat(name[..i].ToLowerInvariant(), name[i..]);
    }

    internal static string PascalCase(string name) => string.Concat(name[..1].ToUpperInvariant(), name[1..]);

    internal static string OfMethod(MethodInfo method)
    {
        if (method.GetCustomAttribute<GraphQLNameAttribute>() is { } named)
            return named.Name;
        var name = method.Name;
        if (name.Length > 3 && name.StartsWith("Get", StringComparison.Ordinal) && char.IsUpper(name[3]))
            name = name[3..];
        if (name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal))
            name = name[..^5];
        return CamelCase(name);
    }

    internal static string OfMember(MemberInfo member, ParameterInfo? parameter = null) =>
        (member.GetCustomAttribute<GraphQLNameAttribute>() ?? parameter?.GetCustomAttribute<GraphQLNameAttribute>())?.Name ?? CamelCase(member.Name);

    internal static string OfParameter(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? CamelCase(parameter.Name!);

    internal static string OfType(Type type)
    {
        if (type.GetCustomAttribute<GraphQLNameAttribute>() is { } named)
            return named.Name;
        if (type.GetCustomAttribute<ObjectTypeAttribute>()?.Name is { } objectName)
            return objectName;
        if (type.GetCustomAttribute<InterfaceTypeAttribute>()?.Name is { } interfaceName)
            return interfaceName;
        if (type.GetCustomAttribute<UnionTypeAttribute>()?.Name is { } unionName)
            return unionName;
        var name = type.Name;
        if (type.IsGenericType)
            name = string.Concat(name[..name.IndexOf('`', StringComparison.Ordinal)], "Of", string.Concat(type.GetGenericArguments().Select(OfType)));
        return type.IsInterface && name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1]) ? name[1..] : name;
    }

    internal static string OfInput(Type type)
    {
        var name = OfType(type);
        return name.EndsWith("Input", StringComparison.Ordinal) ? name : name + "Input";
    }

    internal static string OfEnumValue(FieldInfo field) =>
        field.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? EnumNames.UpperSnake(field.Name);

    internal static string? DeprecationOf(MemberInfo member) =>
        member.GetCustomAttribute<GraphQLDeprecatedAttribute>()?.DeprecationReason
        ?? (member.GetCustomAttribute<ObsoleteAttribute>() is { } obsolete ? obsolete.Message ?? SpecifiedDirectives.DefaultDeprecationReason : null);
}
