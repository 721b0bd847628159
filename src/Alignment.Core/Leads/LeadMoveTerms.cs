using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>All that the conditions of a move look at beside the lead itself.</summary>
internal sealed record LeadMoveTerms(Instant Now)
{
    public DefinitionVerdict? Verdict { get; init; }

    public OfferTerms? Offer { get; init; }

    /// <summary>The hand-off the command names.</summary>
    public HandOff? HandOff { get; init; }

    /// <summary>Who says they are the rep; null: whoever it was offered to.</summary>
    public string? RepKey { get; init; }

    public WorkingCalendar? Calendar { get; init; }

    public ClockPolicy Clocks { get; init; } = ClockPolicy.Default;

    public ReasonChoice? Reason { get; init; }

    public TryAgain? TryAgain { get; init; }

    public Instant? TouchedAt { get; init; }

    public LeadOutcome? Outcome { get; init; }
}
