namespace Alignment.Api.Policies;

/// <summary>One policy of the team, as it is kept.</summary>
public sealed class StoredPolicy
{
    /// <summary>What it rules: "clocks", "team-calendar", "routing".</summary>
    public required string Key { get; init; }

    /// <summary>JSON, in the form its reader knows.</summary>
    public required string Content { get; set; }

    /// <summary>From 1; for finding out that somebody else changed it meanwhile.</summary>
    public int Version { get; set; }
}
