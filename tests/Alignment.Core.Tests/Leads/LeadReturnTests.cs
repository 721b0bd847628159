using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

/// <summary>Leads that leave their rep: returned, moved on, ended.</summary>
public sealed class LeadReturnTests
{
    [Fact]
    public void WhenALeadIsReturnedUntilADate_ThenItRestsUntilThatDateBeginsWhereTheRepIs()
    {
        var lead = Working(out var handOff);
        var until = TryAgain.OnDate(new LocalDate(2026, 6, 1), DateTimeZoneProviders.Tzdb["Europe/Lisbon"]);
        _ = lead.Return(handOff, ReturnReasons.Choose("no budget: asks again in June"), until, Actor.Person("ana"), Hours(3)).Value;

        Assert.Equal((LeadStatus.Nurturing, HandOffState.Returned, "No budget"), (lead.Status, handOff.State, handOff.ReturnReason));
        Assert.Equal("No budget: asks again in June", lead.PendingHistory[^1].Why);
        Assert.Equal(new LocalDate(2026, 6, 1), lead.TryAgainOn);
        Assert.False(lead.Follow(Met, Instant.FromUtc(2026, 5, 31, 22, 59)));
        Assert.True(lead.Follow(Met, Instant.FromUtc(2026, 5, 31, 23, 0)));
        Assert.Null(lead.TryAgainOn);
    }

    [Fact]
    public void WhenALeadIsReturnedWithoutADate_ThenItRestsUntilSomethingNewIsRecorded()
    {
        var lead = Working(out var handOff);
        lead.ExtendLog(3);
        _ = lead.Return(handOff, ReturnReasons.Choose("Not ready"), null, Actor.Person("ana"), Hours(3)).Value;

        Assert.False(lead.Follow(Met, Hours(4)));
        Assert.True(lead.CanOffer(To(Bob, Met), Hours(4), out _));
        lead.ExtendLog(1);
        Assert.True(lead.Follow(Met, Hours(5)));
    }

    [Fact]
    public void WhenAReasonIsNotOnTheList_ThenTheRefusalListsWhatIs()
    {
        var lead = Working(out var handOff);
        var refusal = Assert.Single(lead.Return(handOff, ReturnReasons.Choose("because"), null, Marketing, Hours(3)).Refusals);

        Assert.Equal(RefusalCode.Validation, refusal.Code);
        Assert.Contains("No budget", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenTakingBackIsCounted_ThenAReturnCountsTwiceAndALapseOnce()
    {
        var lead = Working(out var handOff);
        _ = lead.Return(handOff, ReturnReasons.Choose("Not ready"), null, Marketing, Hours(3)).Value;
        _ = lead.Offer(To(Bob, Met), Marketing, Hours(4)).Value;
        _ = lead.Lapse(Hours(6)).Value;
        var milestones = lead.PendingHistory.SelectMany(entry => entry.Milestones()).ToList();

        Assert.Equal(2, milestones.Count(milestone => milestone.Kind == LeadMilestoneKind.HandedOff));
        Assert.Equal(1, milestones.Count(milestone => milestone.Kind == LeadMilestoneKind.Returned));
        Assert.Equal(2, milestones.Count(milestone => milestone.Kind == LeadMilestoneKind.Recycled));
    }

    [Fact]
    public void WhenALeaversLeadMovesOn_ThenTheNewOwnerHasANewClockOnTheSameGrounds()
    {
        var lead = Lead();
        var first = lead.Offer(To(Ana, Unmet) with { OffDefinitionReason = "asked for us" }, Marketing, Monday).Value;
        var second = lead.MoveOn(To(Bob, Unmet), "ana left", Marketing, Hours(1)).Value;

        Assert.Equal((HandOffState.Closed, "Moved on to bob: ana left."), (first.State, first.EndedBecause));
        Assert.Equal((LeadStatus.Offered, "bob", Hours(3), "asked for us"), (lead.Status, second.RepKey, second.RespondBy, second.OffDefinitionReason));
        Assert.Equal(second, lead.HandOff);
        Assert.Equal(RefusalCode.Conflict, lead.MoveOn(To(Bob, Met), "again", Marketing, Hours(1)).Refusals[0].Code);
    }

    [Fact]
    public void WhenAHandOffHasEnded_ThenItsRepIsToldHowAndWhoHasTheLeadNow()
    {
        var lead = Offered(out var lapsed);
        _ = lead.Lapse(Hours(2)).Value;
        _ = lead.Offer(To(Bob, Met), Marketing, Hours(3)).Value;
        var refusals = lead.Accept(lapsed, "ana", Always, ClockPolicy.Default, Marketing, Hours(3)).Refusals;

        Assert.Equal([RefusalCode.Conflict, RefusalCode.WrongState], refusals.Select(refusal => refusal.Code));
        Assert.StartsWith("bob has it", refusals[0].Message, StringComparison.Ordinal);
        Assert.Contains("LAPSED", refusals[1].Message, StringComparison.Ordinal);
    }
}
