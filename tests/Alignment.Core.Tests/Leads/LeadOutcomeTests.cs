using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

public sealed class LeadOutcomeTests
{
    private static readonly LeadOutcome Deal = new(OutcomeKind.Won, Hours(30), 1200.50m, "EUR", "ana");

    [Fact]
    public void WhenALeadIsWon_ThenTheHandOffInForceCloses()
    {
        var lead = Working(out var handOff);

        Assert.True(lead.RecordOutcome(Deal, Marketing, Hours(40)).Value);
        Assert.Equal((LeadStatus.Won, HandOffState.Closed, null), (lead.Status, handOff.State, lead.HandOff));
    }

    [Fact]
    public void WhenTheSameOutcomeComesAgain_ThenNothingChanges()
    {
        var lead = Lead();
        _ = lead.RecordOutcome(Deal, Marketing, Hours(40)).Value;
        var version = lead.Version;

        Assert.False(lead.RecordOutcome(new(OutcomeKind.Won, Hours(30), 1200.500m, "EUR", "ana"), Marketing, Hours(41)).Value);
        Assert.Equal(version, lead.Version);
    }

    [Fact]
    public void WhenAnotherOutcomeComes_ThenTheRecordIsCorrectedWithHistory()
    {
        var lead = Lead();
        _ = lead.RecordOutcome(Deal, Marketing, Hours(40)).Value;
        Assert.True(lead.RecordOutcome(new(OutcomeKind.Lost, reason: "signed with us by mistake"), Marketing, Hours(41)).Value);

        var entry = lead.PendingHistory[^1];
        Assert.Equal((LeadHistoryKind.Lost, "corrected; signed with us by mistake"), (entry.Kind, entry.Why));
        Assert.Contains(entry.Changes, change => change is { Field: LeadField.OutcomeAmount, After.IsAbsent: true });
    }

    [Fact]
    public void WhenADealIsOlderThanTheLead_ThenItIsKeptAndFlagged()
    {
        var lead = Lead();

        Assert.True(lead.RecordOutcome(new(OutcomeKind.Won, Hours(-100)), Marketing, Hours(1)).Value);
        Assert.True(lead.OutcomeBeforeFirstContact);
        Assert.Contains("before the lead's first contact", lead.PendingHistory[^1].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAnOutcomeHasSeveralFaults_ThenEveryOneIsListed()
    {
        var refusals = Lead().RecordOutcome(new(OutcomeKind.Won, null, -1, "euro"), Marketing, Hours(1)).Refusals;

        Assert.Equal(["amount", "currency"], refusals.Select(refusal => refusal.Path[0]));
    }

    [Fact]
    public void WhenALeadIsDisqualified_ThenItStaysSoUntilReactivated()
    {
        var lead = Working(out var handOff);
        _ = lead.Disqualify(DisqualificationReasons.Choose("competitor"), Marketing, Hours(3)).Value;

        Assert.Equal((LeadStatus.Disqualified, HandOffState.Closed), (lead.Status, handOff.State));
        Assert.False(lead.Follow(Met, Hours(4)));
        Assert.Equal(RefusalCode.WrongState, Assert.Single(lead.RecordOutcome(Deal, Marketing, Hours(40)).Refusals).Code);
        _ = lead.Reactivate("was a mix-up", Marketing, Hours(5)).Value;
        Assert.True(lead.Follow(Met, Hours(6)));
    }

    [Fact]
    public void WhenAWonLeadComesAgain_ThenTheOldDealStaysOnRecordAndDoesNotCloseItAnew()
    {
        var lead = Lead();
        _ = lead.RecordOutcome(Deal, Marketing, Hours(40)).Value;
        _ = lead.Reactivate("wants a second plant", Marketing, Hours(50)).Value;

        Assert.Equal([Deal], lead.PriorOutcomes);
        Assert.False(lead.RecordOutcome(Deal, Marketing, Hours(51)).Value);
        Assert.Equal(LeadStatus.Nurturing, lead.Status);
        Assert.True(lead.RecordOutcome(new(OutcomeKind.Won, Hours(60)), Marketing, Hours(60)).Value);
    }
}
