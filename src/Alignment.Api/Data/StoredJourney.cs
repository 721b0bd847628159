using System.Text.Json;
using Alignment.Api.Data.Values;
using Alignment.Core.Journeys;

namespace Alignment.Api.Data;

/// <summary>A journey as it is stored: its key, and its stages as a team writes them.</summary>
public sealed class StoredJourney
{
    private StoredJourney()
    {
    }

    public StoredJourney(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        Key = journey.Key;
        Take(journey);
    }

    public string Key { get; private set; } = null!;

    /// <summary>The stages as JSON, earliest first.</summary>
    public string Stages { get; private set; } = null!;

    /// <summary>1 when defined, one more with every change.</summary>
    public int Version { get; private set; }

    /// <summary>Takes over the stages of a journey of the same key.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Take(Journey journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var drafts = journey.Stages.Select(stage => new BuyingStageDraft(stage.Key, stage.Name, stage.Questions, stage.SalesEngages));
        var stages = JsonSerializer.Serialize(drafts, StoredJson.Options);
        if (Version > 0 && Stages == stages) return false;
        Stages = stages;
        Version++;
        return true;
    }

    public Journey ToJourney() => Journey.Define(Key, JsonSerializer.Deserialize<List<BuyingStageDraft>>(Stages, StoredJson.Options)!).Value;
}
