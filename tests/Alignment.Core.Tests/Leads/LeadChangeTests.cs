using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

public sealed class LeadChangeTests
{
    [Fact]
    public void WhenALeadLivesThroughMuch_ThenOthersAreToldOnceForEachEntry()
    {
        var lead = Working(out var handOff);
        _ = lead.Return(handOff, ReturnReasons.Choose("Not ready"), null, Marketing, Hours(3)).Value;
        _ = lead.Update(new() { Name = "N" }, Marketing, Hours(3)).Value;
        _ = lead.Follow(Met, Hours(4));
        _ = lead.Follow(Unmet, Hours(4));
        _ = lead.Disqualify(DisqualificationReasons.Choose("Spam"), Marketing, Hours(4)).Value;
        _ = lead.Reactivate(null, Marketing, Hours(5)).Value;
        _ = lead.RecordOutcome(new(OutcomeKind.Won), Marketing, Hours(6)).Value;

        Assert.Equal(
            [
                "lead.captured", "handOff.offered", "handOff.accepted", "handOff.touched", "handOff.returned", "lead.updated", "lead.qualified",
                "lead.nurturing", "lead.disqualified", "lead.nurturing", "lead.won",
            ],
            lead.PendingHistory.Select(entry => LeadChange.Of(entry).Type));
    }

    [Fact]
    public void WhenAnyKindOfEntryIsRead_ThenThereIsAWordForIt()
    {
        foreach (var kind in Enum.GetValues<LeadHistoryKind>())
            Assert.NotEmpty(LeadChange.Of(new(LeadId.New(Monday), 1, Monday, Marketing, kind, null, HandOffId.New(Monday), [])).Type);
    }

    [Fact]
    public void WhenAnActorIsWritten_ThenItReadsBackTheSame()
    {
        foreach (var actor in new[] { Actor.Person("ana: the first"), Actor.Rule("ideal-lead v3"), Actor.Source("crm"), Actor.Clock })
            Assert.Equal(actor, Actor.Parse(actor.ToString()));
        Assert.Throws<FormatException>(() => Actor.Parse("ana"));
    }
}
