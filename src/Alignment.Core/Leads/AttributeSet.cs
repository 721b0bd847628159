using System.Collections;

namespace Alignment.Core.Leads;

/// <summary>The present values of a lead or an engagement by name. Immutable, sorted by name (ordinal), equal by value.</summary>
public sealed class AttributeSet : IReadOnlyCollection<KeyValuePair<string, AttributeValue>>, IEquatable<AttributeSet>
{
    private readonly AttributeValue[] values;

    private AttributeSet(AttributeShape shape, AttributeValue[] values) => (Shape, this.values) = (shape, values);

    /// <summary>The set without values.</summary>
    public static AttributeSet Empty { get; } = new(AttributeShape.Empty, []);

    /// <summary>How many values are present.</summary>
    public int Count => values.Length;

    internal AttributeShape Shape { get; }

    internal ReadOnlySpan<AttributeValue> Values => values;

    /// <summary>The value of an attribute; absent if the set has none.</summary>
    /// <param name="name">Compared exactly.</param>
    public AttributeValue this[string name] => Shape.IndexOf(name) is >= 0 and var i ? values[i] : default;

    /// <summary>A set of values; absent ones are left out.</summary>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    public static AttributeSet Of(params IEnumerable<KeyValuePair<string, AttributeValue>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var present = values.Where(v => !v.Value.IsAbsent).ToArray();
        if (present.Length == 0) return Empty;
        Array.Sort(present, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        for (var i = 0; i < present.Length; i++)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(present[i].Key, nameof(values));
            if (i > 0 && present[i - 1].Key == present[i].Key)
                throw new ArgumentException($"The attribute \"{present[i].Key}\" occurs twice.", nameof(values));
        }

        return new(AttributeShape.Of([.. present.Select(v => v.Key)]), [.. present.Select(v => v.Value)]);
    }

    /// <summary>A set of values; absent ones are left out.</summary>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    public static AttributeSet Of(params ReadOnlySpan<(string Name, AttributeValue Value)> values)
    {
        var pairs = new KeyValuePair<string, AttributeValue>[values.Length];
        for (var i = 0; i < values.Length; i++) pairs[i] = new(values[i].Name, values[i].Value);
        return Of((IEnumerable<KeyValuePair<string, AttributeValue>>)pairs);
    }

    /// <summary>The same set with one value put, replaced, or (an absent value) removed.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public AttributeSet With(string name, AttributeValue value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return this[name] == value ? this : Of(this.Where(v => v.Key != name).Append(new(name, value)));
    }

    /// <summary>Whether both hold the same values, written the same, under the same names.</summary>
    public bool Equals(AttributeSet? other) =>
        other is not null && (ReferenceEquals(this, other) || (Shape.Equals(other.Shape) && values.AsSpan().SequenceEqual(other.values)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AttributeSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Shape);
        foreach (var value in values) hash.Add(value);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, AttributeValue>> GetEnumerator()
    {
        for (var i = 0; i < values.Length; i++) yield return new(Shape.Names[i], values[i]);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this.Select(v => $"{v.Key}: {v.Value}"));
}
