using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Met when something happened to the lead between marketing and sales often enough.</summary>
public sealed record HistoryCriterion : Criterion
{
    internal static readonly IReadOnlyDictionary<string, LeadMilestoneKind> Events = new Dictionary<string, LeadMilestoneKind>
    {
        ["handedOff"] = LeadMilestoneKind.HandedOff,
        ["returned"] = LeadMilestoneKind.Returned,
        ["recycled"] = LeadMilestoneKind.Recycled,
    };

    /// <summary>Creates the criterion.</summary>
    /// <param name="key">Unique in the definition.</param>
    /// <param name="milestone">What happened.</param>
    /// <param name="atLeast">How often; at least 1.</param>
    public HistoryCriterion(string key, LeadMilestoneKind milestone, int atLeast = 1)
        : base(key)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(atLeast, 1);
        (Event, AtLeast) = (milestone, atLeast);
    }

    /// <summary>What happened.</summary>
    public LeadMilestoneKind Event { get; }

    /// <summary>How often it must have happened.</summary>
    public int AtLeast { get; }

    /// <inheritdoc/>
    public override Dimension Dimension { get; init; } = Dimension.Interest;

    /// <inheritdoc/>
    public override string Kind => "history";

    internal override Dimension UsualDimension => Dimension.Interest;

    internal static HistoryCriterion? Read(string key, JsonObjectReader json)
    {
        var milestone = json.Choice("event", Events, "Say what happened: handedOff, returned or recycled.");
        var atLeast = json.Count("atLeast") ?? 1;
        return milestone is { } kind ? new(key, kind, atLeast) : null;
    }

    private protected override void WriteRest(Utf8JsonWriter json)
    {
        json.WriteString("event", Events.First(e => e.Value == Event).Key);
        if (AtLeast != 1) json.WriteNumber("atLeast", AtLeast);
    }
}
