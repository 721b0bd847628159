using static Alignment.Core.Leads.LeadConditions;
using static Alignment.Core.Leads.LeadStatus;

namespace Alignment.Core.Leads;

/// <summary>
/// The life of a lead: the one table of statuses, moves and conditions that every command and every timer goes through.
/// <para>Nurturing and qualified follow the decision of the definition in force by themselves; nothing else does.</para>
/// </summary>
public static class LeadLife
{
    // Read across: where the move leads from each status; "__" where it is not possible. Then the conditions, all of which must hold.
    private static readonly Row[] Table =
    [
        //  move                   nurturing     qualified     offered       accepted      working       won         lost        disqualified
        new(LeadMove.Qualify,     [Qualified,    __,           __,           __,           __,           __,         __,         __], DefinitionIsMet, LeadIsNotAtRest),
        new(LeadMove.FallBack,    [__,           Nurturing,    __,           __,           __,           __,         __,         __], DefinitionIsNotMet),
        new(LeadMove.Offer,       [Offered,      Offered,      __,           __,           __,           __,         __,         __], DefinitionIsMetOrAReasonGiven, RepWorksHere, AnswerCanBeTimed, PersonDidNotOptOut),
        new(LeadMove.Accept,      [__,           __,           Accepted,     __,           __,           __,         __,         __], HandOffIsInForce, RepIsTheOneItWasOfferedTo, DeadlineHasNotPassed, TouchCanBeTimed),
        new(LeadMove.Touch,       [__,           __,           __,           Working,      Working,      __,         __,         __], HandOffIsInForce, DeadlineHasNotPassed, TouchLiesBetweenOfferAndNow),
        new(LeadMove.Escalate,    [__,           __,           Offered,      Accepted,     __,           __,         __,         __], EscalationIsDue),
        new(LeadMove.MoveOn,      [__,           __,           Offered,      Offered,      Offered,      __,         __,         __], RepIsAnother, RepWorksHere, AnswerCanBeTimed, PersonDidNotOptOut),
        new(LeadMove.Return,      [__,           __,           Nurturing,    Nurturing,    Nurturing,    __,         __,         __], HandOffIsInForce, ReasonIsOnTheList, DateLiesAhead),
        new(LeadMove.Recycle,     [__,           __,           __,           Nurturing,    Nurturing,    __,         __,         __], ReasonIsOnTheList, DateLiesAhead),
        new(LeadMove.Lapse,       [__,           __,           Nurturing,    Nurturing,    __,           __,         __,         __], DeadlineHasPassed, DateLiesAhead),
        new(LeadMove.Disqualify,  [Disqualified, Disqualified, Disqualified, Disqualified, Disqualified, __,         __,         __], ReasonIsOnTheList),
        new(LeadMove.Reactivate,  [__,           __,           __,           __,           __,           Nurturing,  Nurturing,  Nurturing]),
        new(LeadMove.Win,         [Won,          Won,          Won,          Won,          Won,          Won,        Won,        __], OutcomeIsSound),
        new(LeadMove.Lose,        [Lost,         Lost,         Lost,         Lost,         Lost,         Lost,       Lost,       __], OutcomeIsSound),
    ];

    private static LeadStatus? __ => null;

    /// <summary>Where a move leads from a status; null where it is not possible.</summary>
    /// <param name="from">The status.</param>
    /// <param name="move">The move.</param>
    public static LeadStatus? Destination(LeadStatus from, LeadMove move) => Table[(int)move].To[(int)from];

    /// <summary>The statuses from which a move is possible.</summary>
    /// <param name="move">The move.</param>
    public static IReadOnlyList<LeadStatus> Origins(LeadMove move) =>
        [.. Enum.GetValues<LeadStatus>().Where(from => Destination(from, move) is not null)];

    /// <summary>Every unmet condition of a move, the status first among them; somebody else's claim comes before all others.</summary>
    internal static List<Refusal> Unmet(Lead lead, LeadMove move, LeadMoveTerms terms)
    {
        var unmet = new List<Refusal>();
        if (Destination(lead.Status, move) is null)
            unmet.Add(StatusAllows(lead, move));
        foreach (var condition in Table[(int)move].Conditions)
        {
            if (condition(lead, terms) is { } refusal && !unmet.Contains(refusal))
                unmet.Add(refusal);
        }

        return [.. unmet.OrderBy(refusal => refusal.Code != RefusalCode.Conflict)];
    }

    private delegate Refusal? Condition(Lead lead, LeadMoveTerms terms);

    private sealed record Row(LeadMove Move, LeadStatus?[] To, params Condition[] Conditions);
}
