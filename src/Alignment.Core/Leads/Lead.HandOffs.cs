using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <content>Who has it. Each verb has its question beside it: <c>Can...</c> lists every unmet condition without doing anything.</content>
public sealed partial class Lead
{
    /// <summary>Lets nurturing and qualified follow the definition in force; any other status stays as it is. A lead that was taken
    /// back rests first: see <see cref="RestsUntil"/> and <see cref="RestsAtPosition"/>.</summary>
    /// <param name="verdict">What the definition in force says now; null with none in force.</param>
    /// <param name="now">The instant of the verdict.</param>
    /// <returns>Whether the status changed.</returns>
    public bool Follow(DefinitionVerdict? verdict, Instant now)
    {
        var move = Status == LeadStatus.Qualified ? LeadMove.FallBack : LeadMove.Qualify;
        if (!Can(move, new(now) { Verdict = verdict }, out _))
            return false;
        var before = Snapshot();
        Status = Moved(move);
        var by = Actor.Rule(verdict?.Definition ?? "lead definition");
        if (move == LeadMove.Qualify)
        {
            ClearRest();
            Append(LeadHistoryKind.Qualified, before, by, "meets the definition in force", null, now);
        }
        else
        {
            var why = verdict is null ? "no definition is in force" : $"unmet: {string.Join(", ", verdict.Unmet)}";
            Append(LeadHistoryKind.FellBack, before, by, why, null, now);
        }

        return true;
    }

    /// <summary>Whether it may be offered so now.</summary>
    /// <param name="terms">To whom and on which grounds.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not; who has it, if somebody has.</param>
    public bool CanOffer(OfferTerms terms, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Can(LeadMove.Offer, new(now) { Offer = terms }, out unmet);
    }

    /// <summary>Offers it to a rep, whose time to answer starts.</summary>
    /// <param name="terms">To whom and on which grounds.</param>
    /// <param name="by">Who, or which routing rule, offers it.</param>
    /// <param name="now">The present.</param>
    public Result<HandOff> Offer(OfferTerms terms, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CanOffer(terms, now, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var (before, at) = (Snapshot(), Present(now));
        Begin(HandOffs.HandOff.Offer(Id, terms, StartAnswer(terms, at), at));
        ClearRest();
        Status = Moved(LeadMove.Offer);
        var offDefinition = HandOff!.OffDefinition
            ? $"; off definition: {HandOff.OffDefinitionReason} (unmet: {(terms.Verdict is null ? "none is in force" : string.Join(", ", HandOff.Unmet))})"
            : "";
        Append(LeadHistoryKind.Offered, before, by, $"to {HandOff.RepKey}, answer by {HandOff.RespondBy}{offDefinition}", HandOff.Id, at);
        return HandOff;
    }

    /// <summary>Whether a rep may accept now.</summary>
    /// <param name="handOff">The hand-off, of this lead.</param>
    /// <param name="repKey">Who accepts; null: the rep it was offered to.</param>
    /// <param name="calendar">When that rep works.</param>
    /// <param name="clocks">How long the rep has.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not; who has it, if it is another.</param>
    public bool CanAccept(
        HandOff handOff, string? repKey, WorkingCalendar calendar, ClockPolicy clocks, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(clocks);
        var terms = new LeadMoveTerms(now) { HandOff = OfThis(handOff), RepKey = repKey, Calendar = calendar, Clocks = clocks };
        return Can(LeadMove.Accept, terms, out unmet);
    }

    /// <summary>The rep takes it, and the time to the first touch starts. Accepted again by the same rep, it stays as it is.</summary>
    /// <param name="handOff">The hand-off, of this lead.</param>
    /// <param name="repKey">Who accepts; null: the rep it was offered to.</param>
    /// <param name="calendar">When that rep works.</param>
    /// <param name="clocks">How long the rep has.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">The present.</param>
    public Result<HandOff> Accept(HandOff handOff, string? repKey, WorkingCalendar calendar, ClockPolicy clocks, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (OfThis(handOff) is { InForce: true, AcceptedAt: not null } && (repKey ?? handOff.RepKey) == handOff.RepKey)
            return handOff;
        if (!CanAccept(handOff, repKey, calendar, clocks, now, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var (before, at) = (Snapshot(), Present(now));
        HandOff!.Accept(HandOffs.HandOff.Clock.Start(calendar, clocks.Touch, clocks.EscalateAfter, at)!.Value, at);
        Status = Moved(LeadMove.Accept);
        Append(LeadHistoryKind.Accepted, before, by, $"by {HandOff.RepKey}, touch by {HandOff.TouchBy}", HandOff.Id, at);
        return HandOff;
    }

    /// <summary>Whether a touch may be recorded now.</summary>
    /// <param name="handOff">The hand-off, of this lead.</param>
    /// <param name="touchedAt">When the rep was in touch; null: now.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanTouch(HandOff handOff, Instant? touchedAt, Instant now, out IReadOnlyList<Refusal> unmet) =>
        Can(LeadMove.Touch, new(now) { HandOff = OfThis(handOff), TouchedAt = touchedAt }, out unmet);

    /// <summary>The rep was in touch with the buyer; the first touch stops the clock. One recorded late that came before the first
    /// becomes the first.</summary>
    /// <param name="handOff">The hand-off, of this lead.</param>
    /// <param name="touchedAt">When the rep was in touch; null: now.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">The present.</param>
    public Result<HandOff> RecordTouch(HandOff handOff, Instant? touchedAt, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CanTouch(handOff, touchedAt, now, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var (before, at) = (Snapshot(), Present(now));
        var touch = touchedAt?.ToMicroseconds() ?? at;
        HandOff!.Touch(touch);
        Status = Moved(LeadMove.Touch);
        Append(LeadHistoryKind.Touched, before, by, $"{HandOff.RepKey} was in touch at {touch}", HandOff.Id, at);
        return HandOff;
    }

    /// <summary>Whether it may move on to another rep now.</summary>
    /// <param name="terms">To whom; the grounds of the first offer hold on.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanMoveOn(OfferTerms terms, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Can(LeadMove.MoveOn, new(now) { Offer = terms }, out unmet);
    }

    /// <summary>Offers it to another rep instead, as when one leaves: a new owner, a new clock.</summary>
    /// <param name="terms">To whom; the grounds of the first offer hold on.</param>
    /// <param name="why">Such as "ana left".</param>
    /// <param name="by">Who, or which routing rule, moves it.</param>
    /// <param name="now">The present.</param>
    public Result<HandOff> MoveOn(OfferTerms terms, string why, Actor by, Instant now)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        ArgumentNullException.ThrowIfNull(by);
        if (!CanMoveOn(terms, now, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var (before, at, last) = (Snapshot(), Present(now), HandOff!);
        EndHandOff(HandOffState.Closed, $"Moved on to {terms.Rep.Key}: {why}.", null, at);
        Begin(last.MoveOn(terms, StartAnswer(terms, at), at));
        Status = Moved(LeadMove.MoveOn);
        Append(LeadHistoryKind.MovedOn, before, by, $"from {last.RepKey} to {terms.Rep.Key}: {why}; answer by {HandOff!.RespondBy}", HandOff.Id, at);
        return HandOff;
    }

    private bool Can(LeadMove move, LeadMoveTerms terms, out IReadOnlyList<Refusal> unmet)
    {
        unmet = LeadLife.Unmet(this, move, terms);
        return unmet.Count == 0;
    }

    private HandOff OfThis(HandOff handOff)
    {
        ArgumentNullException.ThrowIfNull(handOff);
        return handOff.LeadId == Id ? handOff : throw new ArgumentException("The hand-off is of another lead.", nameof(handOff));
    }

    private static HandOff.Clock StartAnswer(OfferTerms terms, Instant at) =>
        HandOffs.HandOff.Clock.Start(terms.Calendar, terms.Clocks.Answer, terms.Clocks.EscalateAfter, at)!.Value;

    private Instant Present(Instant now) => Instant.Max(ChangedAt, now.ToMicroseconds());

    private void Begin(HandOff handOff) => (HandOff, CurrentHandOffId) = (handOff, handOff.Id);

    private void EndHandOff(HandOffState state, string because, string? returnReason, Instant now)
    {
        HandOff?.End(state, because, returnReason, Present(now));
        (HandOff, CurrentHandOffId) = (null, null);
    }

    private void ClearRest() => (TryAgainOn, RestsUntil, RestsAtPosition) = (null, null, null);
}
