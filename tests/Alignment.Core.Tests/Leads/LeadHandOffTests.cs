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
    public void WhenTheScoreOfAnOfferedLeadDecays_ThenItStaysOffered()
    {
        var lead = Offered(out _);

        Assert.False(lead.Follow(Unmet, Hours(1)));
        Assert.Equal(LeadStatus.Offered, lead.Status);
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
    public void WhenAnOfferIsNotAnswered_ThenItIsEscalatedOnceAndLapsesAtItsDeadline()
    {
        var lead = Offered(out var handOff);

        Assert.Equal(new(HandOffDeadlineKind.EscalateAnswer, Hours(1.5)), handOff.NextDeadline);
        Assert.Null(lead.MeetDeadline(Hours(1.4)));
        Assert.Equal(HandOffDeadlineKind.EscalateAnswer, lead.MeetDeadline(Hours(1.5)));
        Assert.Equal(Hours(2), handOff.NextDeadlineAt);
        Assert.Null(lead.MeetDeadline(Hours(1.9)));
        Assert.Equal(HandOffDeadlineKind.LapseUnanswered, lead.MeetDeadline(Hours(2)));
        Assert.Null(lead.MeetDeadline(Hours(3)));
        Assert.Equal((LeadStatus.Nurturing, HandOffState.Lapsed, Hours(2)), (lead.Status, handOff.State, handOff.EndedAt));
        Assert.Equal(Actor.Clock, lead.PendingHistory[^1].By);
    }

    [Fact]
    public void WhenTheHostSleptThroughBothDeadlines_ThenItLapsesWithoutEscalation()
    {
        var lead = Accepted(out var handOff);

        Assert.Equal(HandOffDeadlineKind.LapseUntouched, lead.MeetDeadline(Hours(99)));
        Assert.DoesNotContain(lead.PendingHistory, entry => entry.Kind == LeadHistoryKind.Escalated);
        Assert.Equal("ana was not in touch by 2026-03-23T18:00:00Z", handOff.EndedBecause);
    }

    [Fact]
    public void WhenTheAnswerComesAtItsDeadline_ThenItIsTooLate()
    {
        var lead = Offered(out var handOff);
        var refusal = Assert.Single(lead.Accept(handOff, "ana", Always, ClockPolicy.Default, Marketing, Hours(2)).Refusals);

        Assert.Equal(RefusalCode.WrongState, refusal.Code);
    }

    [Fact]
    public void WhenALeadWasTouched_ThenNoClockRuns()
    {
        var lead = Working(out var handOff);

        Assert.Null(handOff.NextDeadlineAt);
        Assert.Null(lead.MeetDeadline(Hours(1000)));
        Assert.Equal(LeadStatus.Working, lead.Status);
    }

    [Fact]
    public void WhenAnEarlierTouchIsRecordedLate_ThenItIsTheFirst()
    {
        var lead = Working(out var handOff);
        _ = lead.RecordTouch(handOff, Hours(1.25), Actor.Person("ana"), Hours(5)).Value;

        Assert.Equal(Hours(1.25), handOff.FirstTouchAt);
        Assert.Equal("at", Assert.Single(lead.RecordTouch(handOff, Hours(-1), Actor.Person("ana"), Hours(5)).Refusals).Path[0]);
        Assert.False(lead.CanTouch(handOff, Hours(6), Hours(5), out _));
    }

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
    public void WhenALeadLapses_ThenItIsThereToBeOfferedAgainAtOnce()
    {
        var lead = Offered(out _);
        _ = lead.Lapse(Hours(2)).Value;

        Assert.True(lead.Follow(Met, Hours(2)));
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

    [Fact]
    public void WhenACalendarHasNoTimeLeft_ThenTheOfferSaysSoInsteadOfWaitingForEver()
    {
        var start = new LocalDate(2026, 1, 1);
        var never = WorkingCalendar.Define(DateTimeZone.Utc, WorkingCalendar.OfficeHours, Enumerable.Range(0, 4000).Select(start.PlusDays)).Value;

        Assert.Equal(RefusalCode.Validation, Assert.Single(Lead().Offer(new(Ana, never, Met), Marketing, Monday).Refusals).Code);
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
