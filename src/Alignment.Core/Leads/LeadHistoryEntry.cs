using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>One change of a lead: what, who or which rule, when, why. Entries are added, never changed.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Sequence">From 1 without gaps; the lead's version after the change.</param>
/// <param name="At">When; never before the entry before.</param>
/// <param name="By">Who or which rule.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Why">The reason, in a sentence or in the words of whoever gave it; null where the change explains itself.</param>
/// <param name="HandOffId">The hand-off it happened to or that it began.</param>
/// <param name="Changes">The fields that changed. The first entry has none: what was captured is what the later ones started from.</param>
public sealed record LeadHistoryEntry(
    LeadId LeadId,
    int Sequence,
    Instant At,
    Actor By,
    LeadHistoryKind Kind,
    string? Why,
    HandOffId? HandOffId,
    IReadOnlyList<LeadFieldChange> Changes)
{
    /// <summary>What criteria of kind "history" count in this entry: an offer to a rep is a hand-off, a return counts as returned, and every
    /// taking back as recycled.</summary>
    public IEnumerable<LeadMilestone> Milestones() => LeadMilestone.Of(Kind, At);

    /// <summary>Two entries are equal when everything in them is.</summary>
    public bool Equals(LeadHistoryEntry? other) =>
        other is not null && LeadId == other.LeadId && Sequence == other.Sequence && At == other.At && By == other.By
        && Kind == other.Kind && Why == other.Why && HandOffId == other.HandOffId && Changes.SequenceEqual(other.Changes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(LeadId, Sequence);
}
