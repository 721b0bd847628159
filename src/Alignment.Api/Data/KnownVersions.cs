using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;

namespace Alignment.Api.Data;

/// <summary>
/// Personas, assets and journeys as they were last read, by key and version: a statement that finds the version need not read the rest,
/// and what it finds another version of is read anew. Thread-safe; what is in it must not be changed.
/// </summary>
public sealed class KnownVersions
{
    private const int Most = 20_000;
    private readonly ConcurrentDictionary<string, Persona> personas = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ContentAssetId, ContentAsset> assets = new();
    private readonly ConcurrentDictionary<string, (int Version, Journey Journey)> journeys = new(StringComparer.Ordinal);

    /// <summary>The persona, if this version of it is known.</summary>
    public bool TryGet(string key, int version, [NotNullWhen(true)] out Persona? persona) =>
        personas.TryGetValue(key, out persona) && persona.Version == version;

    /// <summary>The asset, if this version of it is known.</summary>
    public bool TryGet(ContentAssetId id, int version, [NotNullWhen(true)] out ContentAsset? asset) =>
        assets.TryGetValue(id, out asset) && asset.Version == version;

    /// <summary>The journey, if this version of it is known.</summary>
    public bool TryGet(string key, int version, [NotNullWhen(true)] out Journey? journey)
    {
        journey = journeys.TryGetValue(key, out var known) && known.Version == version ? known.Journey : null;
        return journey is not null;
    }

    public void Remember(IEnumerable<Persona> read) => Remember(personas, read, persona => persona.Key, persona => persona);

    public void Remember(IEnumerable<ContentAsset> read) => Remember(assets, read, asset => asset.Id, asset => asset);

    public void Remember(StoredJourney stored, Journey journey)
    {
        ArgumentNullException.ThrowIfNull(stored);
        Remember(journeys, [journey], _ => stored.Key, made => (stored.Version, made));
    }

    private static void Remember<TKey, TValue, TRead>(ConcurrentDictionary<TKey, TValue> known, IEnumerable<TRead> read, Func<TRead, TKey> keyOf, Func<TRead, TValue> valueOf)
        where TKey : notnull
    {
        if (known.Count > Most) known.Clear();
        foreach (var one in read) known[keyOf(one)] = valueOf(one);
    }
}
