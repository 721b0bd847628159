using System.Text.Json;
using Alignment.Api.Webhooks;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

public sealed class LeadEventsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Fact]
    public void WhenAnythingHappensToALead_ThenThereIsATypeOfEventForIt() =>
        Assert.All(Enum.GetValues<LeadHistoryKind>(), kind => Assert.Contains(LeadEvents.TypeOf(kind), EventTypes.All.Keys));

    [Fact]
    public void WhenALeadIsCapturedAndUpdated_ThenEventsSayWhatChangedAndNothingOfThePerson()
    {
        var id = new LeadId(Guid.Parse("0198c1d2-0000-7000-8000-000000000001"));
        var lead = Lead.Capture(
            id, "crm", "ada@example.org", new LeadContact("Ada Lovelace", "ada@example.org", "Engines Ltd"), "operator",
            AttributeSet.Of(("industry", AttributeValue.Text("machines"))), null, Actor.Person("ben"), Now).Value;
        Assert.True(lead.Update(new LeadUpdate { Email = "countess@example.org" }, Actor.Source("crm"), Now + Duration.FromMinutes(1)).Value);
        var events = LeadEvents.Of(lead, lead.DrainHistory());
        Assert.Equal([EventTypes.LeadCaptured, EventTypes.LeadUpdated], events.Select(happened => happened.Type));
        Assert.All(events, happened => Assert.Equal((id.ToString(), $"leads/{id}"), (happened.OrderingKey, happened.Subject)));
        Assert.Equal(
            $$"""{"leadId":"{{id}}","version":2,"status":"NURTURING","personaKey":"operator","by":"SOURCE","changed":["email"]}""",
            events[1].Data);
        Assert.All(events, happened => Assert.All(["Ada", "ada@", "countess", "Engines", "machines", "ben"], word => Assert.DoesNotContain(word, happened.Data, StringComparison.Ordinal)));
    }

    [Fact]
    public void WhenSeveralThingsHappenAtOnce_ThenEachEventHasTheStatusAfterIt()
    {
        var lead = Lead.Capture(LeadId.New(Now), "crm", "1", LeadContact.Unknown, null, AttributeSet.Empty, null, Actor.Source("crm"), Now).Value;
        Assert.True(lead.RecordOutcome(new LeadOutcome(OutcomeKind.Won, Now, 5m, "EUR"), Actor.Source("crm"), Now).Succeeded);
        Assert.True(lead.Reactivate("again", Actor.Person("ben"), Now).Succeeded);
        var events = LeadEvents.Of(lead, lead.DrainHistory());
        Assert.Equal([EventTypes.LeadCaptured, EventTypes.LeadWon, EventTypes.LeadReactivated], events.Select(happened => happened.Type));
        Assert.Equal(["NURTURING", "WON", "NURTURING"], events.Select(happened => JsonDocument.Parse(happened.Data).RootElement.GetProperty("status").GetString()));
    }
}
