using System.Collections.Concurrent;
using System.Reflection;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Reads the member, or the dictionary entry, of a field's name: for schemas that were not built from classes.</summary>
internal static class DefaultResolver
{
    private static readonly ConcurrentDictionary<(Type, string), PropertyInfo?> Properties = new();

    internal static FieldResolver For(OutputField field) => FieldResolver.Member<object, object?>(parent => Read(parent, field.Name));

    private static object? Read(object parent, string name)
    {
        if (parent is IReadOnlyDictionary<string, object?> map)
            return map.GetValueOrDefault(name);
        var property = Properties.GetOrAdd((parent.GetType(), name), static key =>
            key.Item1.GetProperty(key.Item2, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase));
        return property?.GetValue(parent);
    }
}
