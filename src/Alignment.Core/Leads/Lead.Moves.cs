using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Leads;

/// <content>What can be done with it.</content>
public sealed partial class Lead
{
    private static readonly LeadMove[] Commands =
    [
        LeadMove.Offer, LeadMove.Accept, LeadMove.Touch, LeadMove.MoveOn, LeadMove.Return, LeadMove.Recycle, LeadMove.Disqualify,
        LeadMove.Reactivate, LeadMove.Win, LeadMove.Lose,
    ];

    /// <summary>Every command with whether it is possible now, and why not. What only a command's own input can settle (its reason, the
    /// rep's calendar) is taken to be in order.</summary>
    /// <param name="verdict">What the definition in force says of the lead now; null with none in force.</param>
    /// <param name="repKey">The rep who asks; null: whoever has it.</param>
    /// <param name="now">The present.</param>
    public IReadOnlyList<LeadMoveReading> MovesPossibleNow(DefinitionVerdict? verdict, string? repKey, Instant now)
    {
        var terms = new LeadMoveTerms(now) { Verdict = verdict, HandOff = HandOff, RepKey = repKey };
        return [.. Commands.Select(move => new LeadMoveReading(move, LeadLife.Unmet(this, move, terms)))];
    }
}
