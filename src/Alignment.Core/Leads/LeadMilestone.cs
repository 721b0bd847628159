using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>What can have happened to a lead between marketing and sales, as criteria count it.</summary>
public enum LeadMilestoneKind
{
    /// <summary>Offered to sales.</summary>
    HandedOff,

    /// <summary>Given back by a rep, with a reason.</summary>
    Returned,

    /// <summary>Taken back to nurturing in any way, returns and lapses included.</summary>
    Recycled,
}

/// <summary>That something happened to a lead between marketing and sales.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
public readonly record struct LeadMilestone(LeadMilestoneKind Kind, Instant At)
{
    /// <summary>The kinds of history entry that hold a milestone; a loader needs no others.</summary>
    public static IReadOnlyList<LeadHistoryKind> HistoryKinds { get; } =
        [LeadHistoryKind.Offered, LeadHistoryKind.MovedOn, LeadHistoryKind.Returned, LeadHistoryKind.Recycled, LeadHistoryKind.Lapsed];

    /// <summary>The milestones in a history entry of a kind: an offer to a rep is a hand-off, a return counts as returned, and every
    /// taking back as recycled.</summary>
    /// <param name="kind">What the entry says happened.</param>
    /// <param name="at">When.</param>
    public static IEnumerable<LeadMilestone> Of(LeadHistoryKind kind, Instant at)
    {
        if (kind is LeadHistoryKind.Offered or LeadHistoryKind.MovedOn)
            yield return new(LeadMilestoneKind.HandedOff, at);
        if (kind is LeadHistoryKind.Returned)
            yield return new(LeadMilestoneKind.Returned, at);
        if (kind is LeadHistoryKind.Returned or LeadHistoryKind.Recycled or LeadHistoryKind.Lapsed)
            yield return new(LeadMilestoneKind.Recycled, at);
    }
}
