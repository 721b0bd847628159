using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Alignment.GraphQL.Types;

/// <summary>A leaf that is one of a fixed set of names.</summary>
public sealed class EnumType : NamedType
{
    private readonly FrozenDictionary<string, EnumValue> byName;
    private readonly Dictionary<object, EnumValue> byValue = [];

    internal EnumType(string name, string? description, Type? runtimeType, IReadOnlyList<EnumValue> values)
        : base(name, description)
    {
        RuntimeType = runtimeType ?? typeof(string);
        Values = values;
        byName = values.ToFrozenDictionary(v => v.Name, StringComparer.Ordinal);
        foreach (var value in values)
            byValue.TryAdd(value.Value, value);
    }

    /// <inheritdoc/>
    public override TypeKind Kind => TypeKind.Enum;

    /// <summary>The enum it was made from; <see cref="string"/> if there is none.</summary>
    public Type RuntimeType { get; }

    /// <summary>The values, in the order of the definition.</summary>
    public IReadOnlyList<EnumValue> Values { get; }

    /// <summary>The value of that name, if there is one.</summary>
    public bool TryGetValue(string name, [NotNullWhen(true)] out EnumValue? value) => byName.TryGetValue(name, out value);

    /// <summary>The value that stands for a runtime value, if there is one.</summary>
    internal bool TryGetByRuntimeValue(object runtimeValue, [NotNullWhen(true)] out EnumValue? value) =>
        byValue.TryGetValue(runtimeValue, out value);
}

/// <summary>One value of an enum.</summary>
public sealed class EnumValue
{
    internal EnumValue(string name, string? description, string? deprecationReason, object value)
    {
        Name = name;
        Description = description;
        DeprecationReason = deprecationReason;
        Value = value;
        EncodedName = System.Text.Encoding.UTF8.GetBytes($"\"{name}\"");
    }

    /// <summary>The name in the schema.</summary>
    public string Name { get; }

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; }

    /// <summary>Why it should no longer be used, or null.</summary>
    public string? DeprecationReason { get; }

    /// <summary>What resolvers see: a member of the runtime enum, or the name.</summary>
    public object Value { get; }

    /// <summary>The name in quotes and UTF-8.</summary>
    internal byte[] EncodedName { get; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
