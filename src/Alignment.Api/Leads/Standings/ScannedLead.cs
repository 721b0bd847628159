using Alignment.Api.Data;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>A lead as a pass over all leads sees it.</summary>
/// <param name="Brief">Where it stands between marketing and sales.</param>
/// <param name="Facts">What an assessment looks at.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="OutcomeAt">When.</param>
internal sealed record ScannedLead(LeadBrief Brief, LeadFacts Facts, string Source, OutcomeKind? Outcome, Instant? OutcomeAt)
{
    /// <summary>How many entries its history has.</summary>
    public int Version { get; init; }

    /// <summary>The moves on to a later stage that are kept of it, where they were asked for.</summary>
    public IReadOnlyList<ForwardMove> KeptMoves { get; init; } = [];
}

/// <summary>Some leads as they were read, of which no sense has been made yet.</summary>
/// <param name="Drafts">By hand-written readers.</param>
/// <param name="Scanned">By the model, where there are no rows.</param>
internal sealed record ScannedRows(List<ScannedRow> Drafts, IReadOnlyList<ScannedLead> Scanned)
{
    /// <summary>How many leads.</summary>
    public int Count => Drafts.Count + Scanned.Count;

    /// <summary>The last of them.</summary>
    public LeadId Last => Drafts.Count > 0 ? Drafts[^1].Id : Scanned[^1].Brief.Id;
}

/// <summary>A lead as its row has it.</summary>
internal sealed class ScannedRow
{
    public required LeadId Id { get; init; }

    public required Instant CreatedAt { get; init; }

    public required string? PersonaKey { get; init; }

    public required byte[]? Attributes { get; init; }

    public required LeadStatus Status { get; init; }

    public required Instant? RestsUntil { get; init; }

    public required string? RepKey { get; init; }

    public required string Source { get; init; }

    public required OutcomeKind? Outcome { get; init; }

    public required Instant? OutcomeAt { get; init; }

    public required int Version { get; init; }

    public List<Engagement>? Log { get; set; }

    public List<LeadMilestone>? Past { get; set; }

    public List<ForwardMove>? Moves { get; set; }

    public ScannedLead Read(AttributeBytes reader) => new(
        new LeadBrief(Id, Status, RepKey, RestsUntil),
        new LeadFacts(CreatedAt, PersonaKey, Attributes is null ? AttributeSet.Empty : reader.Read(Attributes), Log, Past),
        Source,
        Outcome,
        OutcomeAt)
    {
        Version = Version,
        KeptMoves = Moves ?? (IReadOnlyList<ForwardMove>)[],
    };
}
