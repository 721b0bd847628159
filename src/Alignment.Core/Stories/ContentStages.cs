using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>
/// The buying stages that engagements with content are evidence of. What a buyer did with content while it was in use stays evidence, so that
/// retiring the content does not change how anybody stood before; what a buyer does with it from then on is evidence of nothing.
/// </summary>
public sealed class ContentStages
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>Notes a stage that content is for.</summary>
    /// <param name="externalId">The content, as engagements name it. Content of several sources may share a name; all of it counts.</param>
    /// <param name="stageKey">The stage.</param>
    /// <param name="retiredAt">When the content was retired; null while it is in use.</param>
    public ContentStages Add(string externalId, string stageKey, Instant? retiredAt = null)
    {
        ArgumentNullException.ThrowIfNull(externalId);
        if (!entries.TryGetValue(externalId, out var entry)) entries[externalId] = entry = new Entry();
        if (retiredAt is { } until) (entry.Retired ??= []).Add((stageKey, until));
        else entry.InUse.Add(stageKey);
        return this;
    }

    /// <summary>Notes the stages that an asset is for.</summary>
    /// <param name="asset">The asset.</param>
    public ContentStages Add(ContentAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        foreach (var stage in asset.Stages) Add(asset.ExternalId, stage, asset.RetiredAt);
        return this;
    }

    /// <summary>What an engagement with content is evidence of.</summary>
    /// <param name="externalId">The content, as engagements name it; null where it was with none.</param>
    /// <param name="at">When it happened.</param>
    /// <returns>The keys of the stages; empty if there is none.</returns>
    public IReadOnlyList<string> At(string? externalId, Instant at)
    {
        if (externalId is null || !entries.TryGetValue(externalId, out var entry)) return [];
        return entry.Retired is null ? entry.InUse : [.. entry.InUse.Concat(entry.Retired.Where(stage => at < stage.Until).Select(stage => stage.Key))];
    }

    private sealed class Entry
    {
        public List<string> InUse { get; } = [];

        public List<(string Key, Instant Until)>? Retired { get; set; }
    }
}
