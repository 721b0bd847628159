using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using NodaTime;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

/// <summary>What time does to a lead that was offered.</summary>
public sealed class LeadHandOffClockTests
{
    [Fact]
    public void WhenTheScoreOfAnOfferedLeadDecays_ThenItStaysOffered()
    {
        var lead = Offered(out _);

        Assert.False(lead.Follow(Unmet, Hours(1)));
        Assert.Equal(LeadStatus.Offered, lead.Status);
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
    public void WhenALeadLapses_ThenItIsThereToBeOfferedAgainAtOnce()
    {
        var lead = Offered(out _);
        _ = lead.Lapse(Hours(2)).Value;

        Assert.True(lead.Follow(Met, Hours(2)));
    }

    [Fact]
    public void WhenACalendarHasNoTimeLeft_ThenTheOfferSaysSoInsteadOfWaitingForEver()
    {
        var start = new LocalDate(2026, 1, 1);
        var never = WorkingCalendar.Define(DateTimeZone.Utc, WorkingCalendar.OfficeHours, Enumerable.Range(0, 4000).Select(start.PlusDays)).Value;

        Assert.Equal(RefusalCode.Validation, Assert.Single(Lead().Offer(new(Ana, never, Met), Marketing, Monday).Refusals).Code);
    }
}
