using Alignment.Core.Leads.HandOffs;

namespace Alignment.Core.Leads;

/// <summary>What is told to others when a lead changes: a reading of its history entry, so that nothing is said twice.</summary>
public abstract record LeadChange
{
    private LeadChange(LeadHistoryEntry entry) => Entry = entry;

    /// <summary>The entry. Changes of one lead are told in the order of its sequence. Its field changes may hold personal data.</summary>
    public LeadHistoryEntry Entry { get; }

    /// <summary>The name of the kind of change for other systems, such as "lead.captured" or "handOff.offered".</summary>
    public abstract string Type { get; }

    /// <summary>Reads a history entry.</summary>
    /// <param name="entry">The entry.</param>
    public static LeadChange Of(LeadHistoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Kind switch
        {
            LeadHistoryKind.Captured => new Captured(entry),
            LeadHistoryKind.Updated or LeadHistoryKind.Corrected => new Updated(entry),
            LeadHistoryKind.Qualified => new StatusChanged(entry, LeadStatus.Qualified),
            LeadHistoryKind.FellBack => new StatusChanged(entry, LeadStatus.Nurturing),
            LeadHistoryKind.Disqualified => new StatusChanged(entry, LeadStatus.Disqualified),
            LeadHistoryKind.Reactivated => new StatusChanged(entry, LeadStatus.Nurturing),
            LeadHistoryKind.Won => new Ended(entry, OutcomeKind.Won),
            LeadHistoryKind.Lost => new Ended(entry, OutcomeKind.Lost),
            LeadHistoryKind.Offered or LeadHistoryKind.MovedOn => new HandOffChanged(entry, HandOffEvent.Offered),
            LeadHistoryKind.Accepted => new HandOffChanged(entry, HandOffEvent.Accepted),
            LeadHistoryKind.Touched => new HandOffChanged(entry, HandOffEvent.Touched),
            LeadHistoryKind.Escalated => new HandOffChanged(entry, HandOffEvent.Escalated),
            LeadHistoryKind.Returned => new HandOffChanged(entry, HandOffEvent.Returned),
            LeadHistoryKind.Recycled => new HandOffChanged(entry, HandOffEvent.Recycled),
            LeadHistoryKind.Lapsed => new HandOffChanged(entry, HandOffEvent.Lapsed),
            _ => throw new ArgumentException($"Nothing is told of {entry.Kind}.", nameof(entry)),
        };
    }

    /// <summary>Recorded for the first time.</summary>
    public sealed record Captured : LeadChange
    {
        internal Captured(LeadHistoryEntry entry)
            : base(entry)
        {
        }

        /// <inheritdoc/>
        public override string Type => "lead.captured";
    }

    /// <summary>Something else is known of it, or a mistake was set right.</summary>
    public sealed record Updated : LeadChange
    {
        internal Updated(LeadHistoryEntry entry)
            : base(entry)
        {
        }

        /// <inheritdoc/>
        public override string Type => Entry.Kind == LeadHistoryKind.Corrected ? "lead.corrected" : "lead.updated";
    }

    /// <summary>It came to stand elsewhere, and no hand-off is the cause.</summary>
    public sealed record StatusChanged : LeadChange
    {
        internal StatusChanged(LeadHistoryEntry entry, LeadStatus status)
            : base(entry) => Status = status;

        /// <summary>Where it stands now.</summary>
        public LeadStatus Status { get; }

        /// <inheritdoc/>
        public override string Type => Status switch
        {
            LeadStatus.Qualified => "lead.qualified",
            LeadStatus.Disqualified => "lead.disqualified",
            _ => "lead.nurturing",
        };
    }

    /// <summary>Something happened to its hand-off.</summary>
    public sealed record HandOffChanged : LeadChange
    {
        internal HandOffChanged(LeadHistoryEntry entry, HandOffEvent what)
            : base(entry) => (Event, HandOffId) = (what, entry.HandOffId ?? throw new ArgumentException("The entry names no hand-off.", nameof(entry)));

        /// <summary>The hand-off.</summary>
        public HandOffId HandOffId { get; }

        /// <summary>What happened to it.</summary>
        public HandOffEvent Event { get; }

        /// <inheritdoc/>
        public override string Type => Event switch
        {
            HandOffEvent.Offered => "handOff.offered",
            HandOffEvent.Accepted => "handOff.accepted",
            HandOffEvent.Touched => "handOff.touched",
            HandOffEvent.Escalated => "handOff.escalated",
            HandOffEvent.Returned => "handOff.returned",
            HandOffEvent.Recycled => "handOff.recycled",
            _ => "handOff.lapsed",
        };
    }

    /// <summary>It was won or lost, or its outcome corrected.</summary>
    public sealed record Ended : LeadChange
    {
        internal Ended(LeadHistoryEntry entry, OutcomeKind outcome)
            : base(entry) => Outcome = outcome;

        /// <summary>Which.</summary>
        public OutcomeKind Outcome { get; }

        /// <inheritdoc/>
        public override string Type => Outcome == OutcomeKind.Won ? "lead.won" : "lead.lost";
    }
}
