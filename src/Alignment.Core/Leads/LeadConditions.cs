using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>The conditions in the table of <see cref="LeadLife"/>: each says, when it does not hold, what would mend it.</summary>
internal static class LeadConditions
{
    public static Refusal StatusAllows(Lead lead, LeadMove move)
    {
        if (move == LeadMove.Offer && lead.HandOff is { } held)
            return Held(held);
        var origins = string.Join(", ", LeadLife.Origins(move).Select(Word));
        return new(RefusalCode.WrongState, $"{move} is possible from {origins}; the lead is {Word(lead.Status)}.");
    }

    public static Refusal? DefinitionIsMet(Lead lead, LeadMoveTerms terms) => terms.Verdict switch
    {
        null => NotAgreed(""),
        { Met: true } => null,
        { } verdict => NotMet(verdict, ""),
    };

    public static Refusal? DefinitionIsNotMet(Lead lead, LeadMoveTerms terms) => terms.Verdict is { Met: true } verdict
        ? new(RefusalCode.WrongState, $"The lead meets {verdict.Definition}.")
        : null;

    public static Refusal? LeadIsNotAtRest(Lead lead, LeadMoveTerms terms) => lead switch
    {
        { RestsUntil: { } until } when terms.Now < until => new(RefusalCode.WrongState, $"The lead was taken back until {lead.TryAgainOn:uuuu'-'MM'-'dd}."),
        { RestsAtPosition: { } position } when position == lead.LastEngagementPosition =>
            new(RefusalCode.WrongState, "The lead was taken back, and nothing new has been recorded since."),
        _ => null,
    };

    public static Refusal? DefinitionIsMetOrAReasonGiven(Lead lead, LeadMoveTerms terms)
    {
        var verdict = terms.Offer is { } offer ? offer.Verdict : terms.Verdict;
        if (verdict is { Met: true })
            return null;
        var reason = terms.Offer?.OffDefinitionReason?.Trim();
        if (reason?.Length > 500)
            return new(RefusalCode.Validation, "A reason for an offer off definition has at most 500 characters.", "offDefinitionReason");
        if (!string.IsNullOrEmpty(reason))
            return null;
        const string mend = " A reason for an offer off definition would be kept and counted.";
        return verdict is null ? NotAgreed(mend) : NotMet(verdict, mend);
    }

    public static Refusal? RepWorksHere(Lead lead, LeadMoveTerms terms) => 
        terms.Offer is { Rep: var rep } && rep.HasLeft(terms.Now)
            ? new(RefusalCode.WrongState, $"{rep.Key} has left.", "repKey")
            : null;

    public static Refusal? RepIsAnother(Lead lead, LeadMoveTerms terms) => 
        lead.HandOff is { } held && held.RepKey == terms.Offer?.Rep.Key ? Held(held) : null;

    public static Refusal? PersonDidNotOptOut(Lead lead, LeadMoveTerms terms) => terms.Offer is { OptedOut: true }
        ? new(RefusalCode.NotPermitted, "The person opted out of being contacted by sales.")
        : null;

    public static Refusal? AnswerCanBeTimed(Lead lead, LeadMoveTerms terms) =>
        terms.Offer is { } offer ? Timed(offer.Calendar, offer.Clocks.Answer, terms.Now) : null;

    public static Refusal? TouchCanBeTimed(Lead lead, LeadMoveTerms terms) =>
        terms.Calendar is null ? null : Timed(terms.Calendar, terms.Clocks.Touch, terms.Now);

    public static Refusal? HandOffIsInForce(Lead lead, LeadMoveTerms terms) => terms.HandOff is { InForce: false } ended
        ? new(RefusalCode.WrongState, $"This hand-off is {ended.State.ToString().ToUpperInvariant()} since {ended.EndedAt}: {ended.EndedBecause}")
        : null;

    public static Refusal? RepIsTheOneItWasOfferedTo(Lead lead, LeadMoveTerms terms) =>
        lead.HandOff is { } held && (terms.RepKey ?? terms.HandOff?.RepKey) is { } rep && rep != held.RepKey ? Held(held) : null;

    public static Refusal? DeadlineHasNotPassed(Lead lead, LeadMoveTerms terms) => lead.HandOff?.LapsesAt is { } due && due <= terms.Now
        ? new(RefusalCode.WrongState, $"It was due by {due}: the hand-off has lapsed.")
        : null;

    public static Refusal? DeadlineHasPassed(Lead lead, LeadMoveTerms terms) => lead.HandOff?.LapsesAt is { } due && due > terms.Now
        ? new(RefusalCode.WrongState, $"The deadline is {due}.")
        : null;

    public static Refusal? EscalationIsDue(Lead lead, LeadMoveTerms terms) => lead.HandOff?.NextDeadline switch
    {
        { TakesBack: false } next when next.At <= terms.Now => null,
        { TakesBack: false } next => new(RefusalCode.WrongState, $"It is escalated at {next.At}."),
        _ => new(RefusalCode.WrongState, "There is nothing left to escalate."),
    };

    public static Refusal? TouchLiesBetweenOfferAndNow(Lead lead, LeadMoveTerms terms) =>
        terms.TouchedAt is { } at && (at > terms.Now || at < lead.HandOff?.OfferedAt)
            ? new(RefusalCode.Validation, $"A touch lies between the offer ({lead.HandOff?.OfferedAt}) and now ({terms.Now}).", "at")
            : null;

    public static Refusal? ReasonIsOnTheList(Lead lead, LeadMoveTerms terms) => terms.Reason?.Fault;

    public static Refusal? DateLiesAhead(Lead lead, LeadMoveTerms terms) => terms.TryAgain is { } again && again.From <= terms.Now
        ? new(RefusalCode.Validation, "A date to try again lies after today.", "until")
        : null;

    public static Refusal? OutcomeIsSound(Lead lead, LeadMoveTerms terms) => terms.Outcome?.Faults().FirstOrDefault();

    private static Refusal Held(HandOff held) => new(
        RefusalCode.Conflict,
        $"{held.RepKey} has it, {(held.State == HandOffState.Offered ? "offered" : "accepted")} since {held.AcceptedAt ?? held.OfferedAt}.",
        "repKey");

    private static Refusal NotAgreed(string mend) =>
        new(RefusalCode.NotAgreed, "There is no lead definition that both functions signed." + mend);

    private static Refusal NotMet(DefinitionVerdict verdict, string mend) => new(
        RefusalCode.DefinitionNotMet,
        $"The lead does not meet {verdict.Definition}; unmet: {string.Join(", ", verdict.Unmet)}.{mend}");

    private static Refusal? Timed(WorkingCalendar calendar, Duration time, Instant now) => calendar.AddWorkingTime(now, time) is null
        ? new(RefusalCode.Validation, $"The rep's calendar has too little working time in the {WorkingCalendar.Horizon.Days} days from now.", "repKey")
        : null;

    private static string Word(LeadStatus status) => status.ToString().ToUpperInvariant();
}
