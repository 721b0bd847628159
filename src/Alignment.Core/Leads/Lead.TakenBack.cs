using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <content>How it goes back to nurturing, and what deadlines do.</content>
public sealed partial class Lead
{
    /// <summary>Whether the rep may give it back now.</summary>
    /// <param name="handOff">The hand-off, of this lead.</param>
    /// <param name="reason">From the list of return reasons.</param>
    /// <param name="tryAgain">When it is worth another try; null: when something new is recorded.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanReturn(HandOff handOff, ReasonChoice reason, TryAgain? tryAgain, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Can(LeadMove.Return, new(now) { HandOff = OfThis(handOff), Reason = reason, TryAgain = tryAgain }, out unmet);
    }

    /// <summary>The rep gives it back. It rests until the date, or until something new is recorded of it.</summary>
    /// <param name="handOff">The hand-off, of this lead.</param>
    /// <param name="reason">From the list of return reasons.</param>
    /// <param name="tryAgain">When it is worth another try; null: when something new is recorded.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">The present.</param>
    public Result<HandOff> Return(HandOff handOff, ReasonChoice reason, TryAgain? tryAgain, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CanReturn(handOff, reason, tryAgain, now, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var back = new TakingBack(LeadMove.Return, HandOffState.Returned, LeadHistoryKind.Returned, reason.ToString(), reason.Key);
        return TakeBack(back, tryAgain, by, now);
    }

    /// <summary>Whether it may be taken back to nurturing now.</summary>
    /// <param name="reason">From the list of recycle reasons.</param>
    /// <param name="tryAgain">When it is worth another try; null: when something new is recorded.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanRecycle(ReasonChoice reason, TryAgain? tryAgain, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Can(LeadMove.Recycle, new(now) { Reason = reason, TryAgain = tryAgain }, out unmet);
    }

    /// <summary>Takes an accepted or worked lead back to nurturing. It rests until the date, or until something new is recorded of it.</summary>
    /// <param name="reason">From the list of recycle reasons.</param>
    /// <param name="tryAgain">When it is worth another try; null: when something new is recorded.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">The present.</param>
    public Result<HandOff> Recycle(ReasonChoice reason, TryAgain? tryAgain, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CanRecycle(reason, tryAgain, now, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var back = new TakingBack(LeadMove.Recycle, HandOffState.Closed, LeadHistoryKind.Recycled, reason.ToString(), reason.Key);
        return TakeBack(back, tryAgain, by, now);
    }

    /// <summary>Whether a deadline has passed that takes it back.</summary>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanLapse(Instant now, out IReadOnlyList<Refusal> unmet) => Can(LeadMove.Lapse, new(now), out unmet);

    /// <summary>
    /// Takes it back because its answer or its first touch is overdue. That says nothing of the lead, so without a date it does not rest: it
    /// follows the definition at the next look, and is there to be offered again.
    /// </summary>
    /// <param name="now">The present; at the deadline itself the lead lapses.</param>
    /// <param name="tryAgain">When it is worth another try, if the team waits.</param>
    public Result<HandOff> Lapse(Instant now, TryAgain? tryAgain = null)
    {
        if (!Can(LeadMove.Lapse, new(now) { TryAgain = tryAgain }, out var unmet))
            return Result.Refused<HandOff>(unmet);
        var why = HandOff!.State == HandOffState.Offered
            ? $"{HandOff.RepKey} did not answer by {HandOff.RespondBy}"
            : $"{HandOff.RepKey} was not in touch by {HandOff.TouchBy}";
        return TakeBack(new(LeadMove.Lapse, HandOffState.Lapsed, LeadHistoryKind.Lapsed, why, null), tryAgain, Actor.Clock, now);
    }

    /// <summary>Says, once for each clock, that its deadline is near.</summary>
    /// <param name="now">The present.</param>
    public Result<HandOff> Escalate(Instant now)
    {
        if (!Can(LeadMove.Escalate, new(now), out var unmet))
            return Result.Refused<HandOff>(unmet);
        var (before, at) = (Snapshot(), Present(now));
        HandOff!.Escalate(at);
        var what = HandOff.State == HandOffState.Offered ? "answer" : "touch";
        Append(LeadHistoryKind.Escalated, before, Actor.Clock, $"{HandOff.RepKey} has until {HandOff.LapsesAt} to {what}", HandOff.Id, at);
        return HandOff;
    }

    /// <summary>Does what its clocks have come to, if anything: a lapse that is due, or else an escalation.</summary>
    /// <param name="now">The present.</param>
    /// <param name="tryAgain">When a lapsed lead is worth another try, if the team waits.</param>
    /// <returns>What was done; null if nothing is due.</returns>
    public HandOffDeadlineKind? MeetDeadline(Instant now, TryAgain? tryAgain = null)
    {
        if (HandOff is not { LapsesAt: { } lapses, NextDeadline: { } next })
            return null;
        if (lapses <= now)
        {
            var kind = HandOff.State == HandOffState.Offered ? HandOffDeadlineKind.LapseUnanswered : HandOffDeadlineKind.LapseUntouched;
            return Lapse(now, tryAgain).Succeeded ? kind : null;
        }

        return Escalate(now).Succeeded ? next.Kind : null;
    }

    private HandOff TakeBack(TakingBack back, TryAgain? tryAgain, Actor by, Instant now)
    {
        var (before, at, ended) = (Snapshot(), Present(now), HandOff!);
        EndHandOff(back.End, back.Why, back.ReturnReason, at);
        (TryAgainOn, RestsUntil) = (tryAgain?.On, tryAgain?.From);
        RestsAtPosition = tryAgain is null && back.Move != LeadMove.Lapse ? LastEngagementPosition : null;
        Status = Moved(back.Move);
        Append(back.Kind, before, by, back.Why, ended.Id, at);
        return ended;
    }

    private sealed record TakingBack(LeadMove Move, HandOffState End, LeadHistoryKind Kind, string Why, string? ReturnReason);
}
