using System.Collections.Concurrent;

namespace Alignment.Core.Leads;

/// <summary>
/// The names of an attribute set, sorted ordinally and shared by every set with the same names, so that a compiled
/// definition looks up its attributes once per shape instead of once per lead. Bounded as <see cref="Term"/> is.
/// </summary>
internal sealed class AttributeShape : IEquatable<AttributeShape>
{
    private const int Capacity = 4096;
    private const int MostNamesNumbered = 256;
    private static readonly ConcurrentDictionary<AttributeShape, AttributeShape> Numbered = new();
    private static readonly Lock Gate = new();
    private readonly int hash;

    private AttributeShape(string[] names, int id)
    {
        Names = names;
        Id = id;
        var combined = default(HashCode);
        foreach (var name in names) combined.Add(name, StringComparer.Ordinal);
        hash = combined.ToHashCode();
    }

    public static AttributeShape Empty { get; } = Of([]);

    public string[] Names { get; }

    /// <summary>From 0 up, dense; -1 for a shape that was not numbered.</summary>
    public int Id { get; }

    /// <summary>The shape with these names, which are sorted and distinct.</summary>
    public static AttributeShape Of(string[] names)
    {
        var probe = new AttributeShape(names, -1);
        if (Numbered.TryGetValue(probe, out var known)) return known;
        if (names.Length > MostNamesNumbered) return probe;
        lock (Gate)
        {
            if (Numbered.TryGetValue(probe, out known)) return known;
            if (Numbered.Count >= Capacity) return probe;
            var shape = new AttributeShape([.. names.Select(n => Term.Of(n).Text)], Numbered.Count);
            Numbered[shape] = shape;
            return shape;
        }
    }

    public int IndexOf(string name)
    {
        var index = Array.BinarySearch(Names, name, StringComparer.Ordinal);
        return index < 0 ? -1 : index;
    }

    public bool Equals(AttributeShape? other) => other is not null && Names.AsSpan().SequenceEqual(other.Names);

    public override bool Equals(object? obj) => Equals(obj as AttributeShape);

    public override int GetHashCode() => hash;
}
