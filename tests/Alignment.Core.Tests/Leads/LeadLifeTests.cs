using Alignment.Core.Leads;
using static Alignment.Core.Leads.LeadMove;
using static Alignment.Core.Leads.LeadStatus;

namespace Alignment.Core.Tests.Leads;

public sealed class LeadLifeTests
{
    private static readonly LeadStatus[] Live = [Nurturing, Qualified, Offered, Accepted, Working];

    /// <summary>Every move that is possible, as a sentence would say it; all others are not.</summary>
    private static readonly HashSet<(LeadStatus From, LeadMove Move, LeadStatus To)> Possible =
    [
        (Nurturing, Qualify, Qualified),
        (Qualified, FallBack, Nurturing),
        (Nurturing, Offer, Offered),
        (Qualified, Offer, Offered),
        (Offered, Accept, Accepted),
        (Accepted, Touch, Working),
        (Working, Touch, Working),
        (Offered, Escalate, Offered),
        (Accepted, Escalate, Accepted),
        .. new[] { Offered, Accepted, Working }.SelectMany(from => new[] { (from, MoveOn, Offered), (from, Return, Nurturing) }),
        (Accepted, Recycle, Nurturing),
        (Working, Recycle, Nurturing),
        (Offered, Lapse, Nurturing),
        (Accepted, Lapse, Nurturing),
        .. Live.Select(from => (from, Disqualify, Disqualified)),
        .. new[] { Won, Lost, Disqualified }.Select(from => (from, Reactivate, Nurturing)),
        .. Live.Append(Won).Append(Lost).SelectMany(from => new[] { (from, Win, Won), (from, Lose, Lost) }),
    ];

    [Fact]
    public void WhenTheTableIsRead_ThenItAllowsTheseMovesAndNoOther()
    {
        var allowed = from status in Enum.GetValues<LeadStatus>()
                      from move in Enum.GetValues<LeadMove>()
                      let to = LeadLife.Destination(status, move)
                      where to is not null
                      select (status, move, to.Value);

        Assert.Equal(Possible.Order(), allowed.Order());
    }
}
