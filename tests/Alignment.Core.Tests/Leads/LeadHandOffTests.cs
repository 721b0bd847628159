using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

public sealed class LeadHandOffTests
{
    [Fact]
    public void WhenTheDefinitionIsNotMet_ThenTheRefusalNamesWhatIsUnmet()
    {
        var refusal = Assert.Single(Lead().Offer(To(Ana, Unmet), Marketing, Monday).Refusals);

        Assert.Equal(RefusalCode.DefinitionNotMet, refusal.Code);
        Assert.Contains("budget, interest", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenNothingIsAgreed_ThenAnOfferIsRefusedAsSuch()
    {
        Assert.Equal(RefusalCode.NotAgreed, Assert.Single(Lead().Offer(To(Ana, null), Marketing, Monday).Refusals).Code);
    }

    [Fact]
    public void WhenALeadIsOfferedOffDefinition_ThenTheReasonAndWhatWasUnmetAreKept()
    {
        var lead = Lead();
        var handOff = lead.Offer(To(Ana, Unmet) with { OffDefinitionReason = " met at a fair " }, Marketing, Monday).Value;

        Assert.Equal("met at a fair", handOff.OffDefinitionReason);
        Assert.Equal(["budget", "interest"], handOff.Unmet);
        Assert.Contains("met at a fair", lead.PendingHistory[^1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenTheDefinitionIsMet_ThenAReasonForAnExceptionMeansNothing()
    {
        Assert.False(Lead().Offer(To(Ana, Met) with { OffDefinitionReason = "just in case" }, Marketing, Monday).Value.OffDefinition);
    }

    [Fact]
    public void WhenSeveralThingsAreWrong_ThenEveryOneIsListed()
    {
        var gone = SalesRep.Define("zoe", "Zoe", "UTC", leftOn: new LocalDate(2026, 1, 1)).Value;
        var refusals = Lead().Offer(To(gone, Unmet) with { OptedOut = true }, Marketing, Monday).Refusals;

        Assert.Equal([RefusalCode.DefinitionNotMet, RefusalCode.WrongState, RefusalCode.NotPermitted], refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public void WhenSomebodyHasIt_ThenAnotherOfferIsToldWho()
    {
        var lead = Offered(out _);
        var refusals = lead.Offer(To(Bob, Unmet), Marketing, Hours(1)).Refusals;

        Assert.Equal(RefusalCode.Conflict, refusals[0].Code);
        Assert.StartsWith("ana has it", refusals[0].Message, StringComparison.Ordinal);
        Assert.Equal(RefusalCode.DefinitionNotMet, refusals[1].Code);
    }

    [Fact]
    public void WhenAnotherRepAccepts_ThenTheyAreToldWhoHasIt()
    {
        var lead = Offered(out var handOff);
        var refusal = Assert.Single(lead.Accept(handOff, "bob", Always, ClockPolicy.Default, Actor.Person("bob"), Hours(1)).Refusals);

        Assert.Equal(RefusalCode.Conflict, refusal.Code);
        Assert.Contains("ana", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(LeadStatus.Offered, lead.Status);
    }

    [Fact]
    public void WhenTheSameRepAcceptsAgain_ThenTheFirstAnswerStands()
    {
        var lead = Accepted(out var handOff);
        var (version, touchBy) = (lead.Version, handOff.TouchBy);
        var again = lead.Accept(handOff, "ana", Always, ClockPolicy.Default, Actor.Person("ana"), Hours(1.5)).Value;

        Assert.Equal((version, touchBy, Hours(1)), (lead.Version, again.TouchBy, again.AcceptedAt));
    }

    [Fact]
    public void WhenTheDecisionChanges_ThenNurturingAndQualifiedFollowIt()
    {
        var lead = Lead();

        Assert.True(lead.Follow(Met, Hours(1)));
        Assert.False(lead.Follow(Met, Hours(2)));
        Assert.Equal(LeadStatus.Qualified, lead.Status);
        Assert.True(lead.Follow(Unmet, Hours(3)));
        Assert.Equal(LeadStatus.Nurturing, lead.Status);
        Assert.Equal(Actor.Rule("ideal-lead v3"), lead.PendingHistory[^1].By);
    }

    [Fact]
    public void WhenTheMovesPossibleAreAsked_ThenEachSaysWhyNot()
    {
        var moves = Offered(out _).MovesPossibleNow(Unmet, "bob", Hours(1)).ToDictionary(reading => reading.Move);

        Assert.Equal(
            [LeadMove.MoveOn, LeadMove.Return, LeadMove.Disqualify, LeadMove.Win, LeadMove.Lose],
            moves.Values.Where(reading => reading.Possible).Select(reading => reading.Move));
        Assert.Equal([RefusalCode.Conflict, RefusalCode.DefinitionNotMet], moves[LeadMove.Offer].Unmet.Select(refusal => refusal.Code));
        Assert.Equal(RefusalCode.Conflict, moves[LeadMove.Accept].Unmet[0].Code);
    }

    [Fact]
    public void WhenAHandOffOfAnotherLeadIsNamed_ThenThatIsTheCallersMistake()
    {
        Offered(out var other);

        Assert.Throws<ArgumentException>(() => Offered(out _).Accept(other, "ana", Always, ClockPolicy.Default, Marketing, Hours(1)));
    }
}
