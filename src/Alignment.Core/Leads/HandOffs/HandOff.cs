using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>One lead, offered to one rep, with the clocks that run for that rep. It changes through its <see cref="Lead"/> alone.</summary>
public sealed class HandOff
{
    private HandOff()
    {
    }

    /// <summary>Identifies the hand-off.</summary>
    public HandOffId Id { get; private set; }

    /// <summary>The lead.</summary>
    public LeadId LeadId { get; private set; }

    /// <summary>The key of the rep it was offered to.</summary>
    public string RepKey { get; private set; } = null!;

    /// <summary>The version of the definition in force at the offer; null with none in force.</summary>
    public LeadDefinitionVersionId? DefinitionId { get; private set; }

    /// <summary>Why it was offered off definition; null when the definition was met.</summary>
    public string? OffDefinitionReason { get; private set; }

    /// <summary>What was unmet at an offer off definition; empty otherwise.</summary>
    public IReadOnlyList<string> Unmet { get; private set; } = [];

    /// <summary>How the rep was found, as a routing decision writes itself; null when somebody chose the rep.</summary>
    public string? Routing { get; private set; }

    /// <summary>How far it has come.</summary>
    public HandOffState State { get; private set; }

    /// <summary>When it was offered.</summary>
    public Instant OfferedAt { get; private set; }

    /// <summary>When the offer lapses without an answer, in the rep's working time.</summary>
    public Instant RespondBy { get; private set; }

    /// <summary>When the rep accepted.</summary>
    public Instant? AcceptedAt { get; private set; }

    /// <summary>When the accepted lead lapses without a touch, in the rep's working time; null before it is accepted.</summary>
    public Instant? TouchBy { get; private set; }

    /// <summary>When the rep was first in touch with the buyer.</summary>
    public Instant? FirstTouchAt { get; private set; }

    /// <summary>When it ended; null while it is in force.</summary>
    public Instant? EndedAt { get; private set; }

    /// <summary>The reason with which the lead was returned or recycled, from the team's list.</summary>
    public string? ReturnReason { get; private set; }

    /// <summary>Why it ended, in a sentence; null while it is in force.</summary>
    public string? EndedBecause { get; private set; }

    /// <summary>When the running clock is escalated; null without a running clock or where the policy escalates nothing.</summary>
    public Instant? EscalateAt { get; private set; }

    /// <summary>When the running clock was escalated.</summary>
    public Instant? EscalatedAt { get; private set; }

    /// <summary>The instant of <see cref="NextDeadline"/>, for finding what is due; null when no clock runs.</summary>
    public Instant? NextDeadlineAt { get; private set; }

    /// <summary>Whether the rep has it now.</summary>
    public bool InForce => EndedAt is null;

    /// <summary>Whether it was offered although the definition in force was not met, or there was none.</summary>
    public bool OffDefinition => OffDefinitionReason is not null;

    /// <summary>What happens next when nobody does anything; null when no clock runs.</summary>
    public HandOffDeadline? NextDeadline => State switch
    {
        HandOffState.Offered when EscalatedAt is null && EscalateAt < RespondBy => new(HandOffDeadlineKind.EscalateAnswer, EscalateAt.Value),
        HandOffState.Offered => new(HandOffDeadlineKind.LapseUnanswered, RespondBy),
        HandOffState.Accepted when EscalatedAt is null && EscalateAt < TouchBy => new(HandOffDeadlineKind.EscalateTouch, EscalateAt.Value),
        HandOffState.Accepted => new(HandOffDeadlineKind.LapseUntouched, TouchBy!.Value),
        _ => null,
    };

    /// <summary>When the running clock ends and the lead is taken back; null when no clock runs.</summary>
    public Instant? LapsesAt => State switch
    {
        HandOffState.Offered => RespondBy,
        HandOffState.Accepted => TouchBy,
        _ => null,
    };

    internal static HandOff Offer(LeadId lead, OfferTerms terms, Clock answer, Instant now)
    {
        var offDefinition = terms.Verdict is not { Met: true };
        return new HandOff
        {
            Id = HandOffId.New(now),
            LeadId = lead,
            RepKey = terms.Rep.Key,
            DefinitionId = terms.Verdict?.DefinitionId,
            OffDefinitionReason = offDefinition ? terms.OffDefinitionReason?.Trim() : null,
            Unmet = offDefinition ? terms.Verdict?.Unmet ?? [] : [],
            Routing = terms.Routing,
            State = HandOffState.Offered,
            OfferedAt = now,
            RespondBy = answer.EndsAt,
        }.Running(answer);
    }

    /// <summary>The same grounds for another rep, with a clock of their own.</summary>
    internal HandOff MoveOn(OfferTerms terms, Clock answer, Instant now) => new HandOff
    {
        Id = HandOffId.New(now),
        LeadId = LeadId,
        RepKey = terms.Rep.Key,
        DefinitionId = DefinitionId,
        OffDefinitionReason = OffDefinitionReason,
        Unmet = Unmet,
        Routing = terms.Routing,
        State = HandOffState.Offered,
        OfferedAt = now,
        RespondBy = answer.EndsAt,
    }.Running(answer);

    internal void Accept(Clock touch, Instant now)
    {
        State = HandOffState.Accepted;
        AcceptedAt = now;
        TouchBy = touch.EndsAt;
        Running(touch);
    }

    internal void Touch(Instant at)
    {
        State = HandOffState.Touched;
        FirstTouchAt = FirstTouchAt is { } first && first < at ? first : at;
        (EscalateAt, NextDeadlineAt) = (null, null);
    }

    internal void Escalate(Instant now)
    {
        EscalatedAt = now;
        NextDeadlineAt = NextDeadline?.At;
    }

    internal void End(HandOffState state, string because, string? returnReason, Instant now)
    {
        State = state;
        EndedAt = now;
        EndedBecause = because;
        ReturnReason = returnReason;
        (EscalateAt, NextDeadlineAt) = (null, null);
    }

    private HandOff Running(Clock clock)
    {
        (EscalateAt, EscalatedAt) = (clock.EscalatesAt, null);
        NextDeadlineAt = NextDeadline?.At;
        return this;
    }

    /// <summary>When a clock that starts now is escalated and when it ends.</summary>
    internal readonly record struct Clock(Instant? EscalatesAt, Instant EndsAt)
    {
        /// <summary>Starts a clock; null where the calendar has too little working time ahead.</summary>
        public static Clock? Start(WorkingCalendar calendar, Duration time, double? escalateAfter, Instant now)
        {
            if (calendar.AddWorkingTime(now, time) is not { } end)
                return null;
            var escalates = escalateAfter is { } share ? calendar.AddWorkingTime(now, time * share)?.ToMicroseconds() : null;
            return new(escalates, end.ToMicroseconds());
        }
    }
}
