namespace Alignment.Api.Data;

/// <summary>
/// How many leads of a persona stand at a stage, disqualified ones left out. The database keeps it up by triggers on lead_standings, whoever
/// writes those; storage in memory has no triggers and counts.
/// </summary>
public sealed class StandingCount
{
    public required string PersonaKey { get; init; }

    public required string StageKey { get; init; }

    public int Leads { get; init; }
}
