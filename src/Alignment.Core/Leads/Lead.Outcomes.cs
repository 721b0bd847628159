using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <content>How it ends, and begins again.</content>
public sealed partial class Lead
{
    /// <summary>Whether an outcome may be recorded now.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanRecordOutcome(LeadOutcome outcome, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        unmet = [.. LeadLife.Unmet(this, MoveTo(outcome), new(now) { Outcome = outcome }), .. outcome.Faults().Skip(1)];
        return unmet.Count == 0;
    }

    /// <summary>
    /// Records what became of it, whoever had it. An outcome that is on record already, now or from before the lead came again, changes
    /// nothing; another one corrects the record. An outcome before the lead's own beginning is kept and flagged.
    /// </summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="by">Who or what recorded it.</param>
    /// <param name="now">The instant of recording.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> RecordOutcome(LeadOutcome outcome, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (outcome == Outcome || (outcome is not null && Outcome is null && priorOutcomes.Contains(outcome)))
            return false;
        if (!CanRecordOutcome(outcome!, now, out var unmet))
            return Result.Refused<bool>(unmet);
        var (before, corrects, handOff) = (Snapshot(), Outcome is not null, CurrentHandOffId);
        var won = outcome!.Kind == OutcomeKind.Won;
        EndHandOff(HandOffState.Closed, won ? "The lead was won." : "The lead was lost.", null, now);
        Outcome = outcome;
        ClearRest();
        Status = Moved(MoveTo(outcome));
        string?[] why =
        [
            corrects ? "corrected" : null,
            outcome.Reason,
            OutcomeBeforeFirstContact ? "before the lead's first contact, as recorded" : null,
        ];
        var said = string.Join("; ", why.Where(part => part is not null));
        Append(won ? LeadHistoryKind.Won : LeadHistoryKind.Lost, before, by, said.Length == 0 ? null : said, handOff, now);
        return true;
    }

    /// <summary>Whether it may be taken out now.</summary>
    /// <param name="reason">From the list of disqualification reasons.</param>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanDisqualify(ReasonChoice reason, Instant now, out IReadOnlyList<Refusal> unmet)
    {
        ArgumentNullException.ThrowIfNull(reason);
        unmet = LeadLife.Unmet(this, LeadMove.Disqualify, new(now) { Reason = reason });
        return unmet.Count == 0;
    }

    /// <summary>Takes it out, until it is reactivated; a hand-off in force ends.</summary>
    /// <param name="reason">From the list of disqualification reasons.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="now">The present.</param>
    public Result<Lead> Disqualify(ReasonChoice reason, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CanDisqualify(reason, now, out var unmet))
            return Result.Refused<Lead>(unmet);
        var (before, handOff) = (Snapshot(), CurrentHandOffId);
        EndHandOff(HandOffState.Closed, $"The lead was disqualified: {reason}.", null, now);
        ClearRest();
        Status = Moved(LeadMove.Disqualify);
        Append(LeadHistoryKind.Disqualified, before, by, reason.ToString(), handOff, now);
        return this;
    }

    /// <summary>Whether it may come again now.</summary>
    /// <param name="now">The present.</param>
    /// <param name="unmet">Every reason why not.</param>
    public bool CanReactivate(Instant now, out IReadOnlyList<Refusal> unmet)
    {
        unmet = LeadLife.Unmet(this, LeadMove.Reactivate, new(now));
        return unmet.Count == 0;
    }

    /// <summary>Lets it come again: a disqualified lead, or one that was won or lost, whose outcome moves to <see cref="PriorOutcomes"/>.</summary>
    /// <param name="why">In the words of whoever does it; null if they say nothing.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="now">The present.</param>
    public Result<Lead> Reactivate(string? why, Actor by, Instant now)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CanReactivate(now, out var unmet))
            return Result.Refused<Lead>(unmet);
        var before = Snapshot();
        if (Outcome is { } ended)
            priorOutcomes.Add(ended);
        Outcome = null;
        Status = Moved(LeadMove.Reactivate);
        Append(LeadHistoryKind.Reactivated, before, by, Known(why), null, now);
        return this;
    }

    private static LeadMove MoveTo(LeadOutcome outcome) => outcome.Kind == OutcomeKind.Won ? LeadMove.Win : LeadMove.Lose;

    private LeadStatus Moved(LeadMove move) => LeadLife.Destination(Status, move)!.Value;
}
