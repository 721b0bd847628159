using Alignment.Core.Leads;
using static Alignment.Core.Tests.Leads.Sample;

namespace Alignment.Core.Tests.Leads;

public sealed class LeadCaptureTests
{
    [Fact]
    public void WhenALeadIsCaptured_ThenItIsNurturedAndItsHistoryBegins()
    {
        var lead = Lead();
        var entry = Assert.Single(lead.DrainHistory());

        Assert.Equal((LeadStatus.Nurturing, 1), (lead.Status, lead.Version));
        Assert.Equal((LeadHistoryKind.Captured, 1, Actor.Source("crm")), (entry.Kind, entry.Sequence, entry.By));
        Assert.Empty(lead.DrainHistory());
    }

    [Fact]
    public void WhenALeadHasFaults_ThenEveryOneIsListed()
    {
        var result = Core.Leads.Lead.Capture(
            LeadId.New(Monday), " ", "", new(new('n', 201), null, null), null, AttributeSet.Empty, null, Marketing, Monday);

        Assert.Equal(["source", "externalId", "name"], result.Refusals.Select(refusal => refusal.Path[0]));
    }

    [Fact]
    public void WhenTheSourceSaysNothingNew_ThenNothingChanges()
    {
        var lead = Lead();
        var same = new LeadUpdate { Name = "Nora Okafor", Attributes = [new("employees", AttributeValue.Number(40))] };

        Assert.False(lead.Update(same, Marketing, Hours(1)).Value);
        Assert.False(lead.Update(new LeadUpdate(), Marketing, Hours(1)).Value);
        Assert.Equal(1, lead.Version);
    }

    [Fact]
    public void WhenTheSourceSaysSomethingNew_ThenHistorySaysWhatItWasAndBecame()
    {
        var lead = Lead();
        var update = new LeadUpdate
        {
            Company = "",
            PersonaKey = "tech-exec",
            Attributes = [new("employees", AttributeValue.Number(60)), new("budget", AttributeValue.Boolean(true))],
        };

        Assert.True(lead.Update(update, Marketing, Hours(1)).Value);
        Assert.Equal(
            [
                new("attributes.budget", default, AttributeValue.Boolean(true)),
                new("attributes.employees", AttributeValue.Number(40), AttributeValue.Number(60)),
                new("company", AttributeValue.Text("Coldwater"), default),
                new("persona", default, AttributeValue.Text("tech-exec")),
            ],
            lead.PendingHistory[^1].Changes);
        Assert.Equal("Nora Okafor", lead.Contact.Name);
    }

    [Fact]
    public void WhenAnUpdateHasAFault_ThenNothingOfItIsTaken()
    {
        var lead = Lead();
        var result = lead.Update(new LeadUpdate { Name = "Noor", PersonaKey = new('p', 101) }, Marketing, Hours(1));

        Assert.Equal("personaKey", Assert.Single(result.Refusals).Path[0]);
        Assert.Equal(("Nora Okafor", 1), (lead.Contact.Name, lead.Version));
    }

    [Fact]
    public void WhenAContactIsPrinted_ThenNothingPersonalShows() => Assert.Equal("LeadContact", $"{Lead().Contact}");
}
