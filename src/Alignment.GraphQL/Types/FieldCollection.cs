using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Alignment.GraphQL.Types;

/// <summary>Fields or arguments in the order of their definition, found by name.</summary>
/// <typeparam name="T"><see cref="OutputField"/> or <see cref="InputField"/>.</typeparam>
public sealed class FieldCollection<T> : IReadOnlyList<T>
    where T : class, IFieldDefinition
{
    private readonly T[] fields;
    private readonly FrozenDictionary<string, T> byName;

    internal FieldCollection(IEnumerable<T> fields)
    {
        this.fields = [.. fields];
        byName = this.fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>A collection without fields.</summary>
    internal static FieldCollection<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => fields.Length;

    /// <inheritdoc/>
    public T this[int index] => fields[index];

    /// <summary>The field of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T this[string name] => byName[name];

    /// <summary>Whether there is a field of that name.</summary>
    public bool ContainsField(string name) => byName.ContainsKey(name);

    /// <summary>The field of that name, if there is one.</summary>
    public bool TryGetField(string name, [NotNullWhen(true)] out T? field) => byName.TryGetValue(name, out field);

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)fields).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => fields.GetEnumerator();
}

/// <summary>What fields and arguments have in common.</summary>
public interface IFieldDefinition
{
    /// <summary>The name in the schema.</summary>
    string Name { get; }

    /// <summary>Markdown for readers of the schema, or null.</summary>
    string? Description { get; }

    /// <summary>Its type.</summary>
    IType Type { get; }

    /// <summary>Why it should no longer be used, or null.</summary>
    string? DeprecationReason { get; }
}
