using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

public sealed class StandingsUpdateTests
{
    [Theory, EveryStorage]
    public async Task WhenALeadIsCapturedThatMeetsTheDefinition_ThenItQualifiesInTheSameUnitOfWork(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var definition = await AgreeAsync(store, OneWebinar, Now);
        var met = await CaptureAsync(store, "met", Now, 3);
        var unmet = await CaptureAsync(store, "unmet", Now);

        var standing = await StandingAsync(store, met);
        Assert.Equal((definition, Decision.HandOff, 20.0, LeadStatus.Qualified), (standing.DefinitionId, standing.Decision, standing.Total, standing.Status));
        Assert.Equal(Now + Duration.FromDays(27), standing.NextChangeAt);
        Assert.Equal(LeadStatus.Qualified, (await LeadAsync(store, met)).Status);
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Qualified], await HistoryAsync(store, met));

        Assert.Equal((Decision.Nurture, null), ((await StandingAsync(store, unmet)).Decision, (await StandingAsync(store, unmet)).NextChangeAt));
        Assert.Equal([LeadHistoryKind.Captured], await HistoryAsync(store, unmet));
    }

    [Theory, EveryStorage]
    public async Task WhenNothingIsInForce_ThenALeadStandsWithoutADecision(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var standing = await StandingAsync(store, await CaptureAsync(store, "a", Now, 3));
        Assert.Equal((null, null, "status-quo", Now), (standing.DefinitionId, standing.Decision, standing.StageKey, standing.AssessedAt));
    }

    [Theory, EveryStorage]
    public async Task WhenManyAreRefreshedAtOnce_ThenEachStandsAsItWouldAlone(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await AgreeAsync(store, OneWebinar, Now);
        var leads = Enumerable.Range(0, 1203).Select(number => Capture($"{number}", Now)).ToList();
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(leads);
            for (var number = 0; number < leads.Count; number += 3) context.AddRange(Webinars(leads[number], Now, number % 60));
            context.AddRange(leads.SelectMany(lead => lead.DrainHistory()));
            await StandingsUpdate.RefreshAsync(context, [.. leads.Select(lead => lead.Id)], Now, cancel);
        });
        // Once more, over rows that are there.
        var later = Now + Duration.FromDays(1);
        await store.WriteAsync((context, cancel) => StandingsUpdate.RefreshAsync(context, [.. leads.Select(lead => lead.Id)], later, cancel));

        await using var reading = store.CreateDbContext();
        var standings = await reading.LeadStandings.ToDictionaryAsync(standing => standing.LeadId);
        Assert.Equal(leads.Count, standings.Count);
        for (var number = 0; number < leads.Count; number++)
        {
            var expected = number % 3 == 0 && number % 60 < 29 ? Decision.HandOff : Decision.Nurture;
            var standing = standings[leads[number].Id];
            Assert.Equal((expected, later), (standing.Decision, standing.AssessedAt));
            Assert.Equal(expected == Decision.HandOff ? LeadStatus.Qualified : LeadStatus.Nurturing, standing.Status);
        }

        Assert.Equal(
            await reading.Leads.CountAsync(lead => lead.Status == LeadStatus.Qualified),
            standings.Values.Count(standing => standing.Decision == Decision.HandOff));
    }

    [Theory, EveryStorage]
    public async Task WhenSomethingIsRecordedForLater_ThenTheLeadIsLookedAtWhenItComes(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await AgreeAsync(store, OneWebinar, Now);
        var standing = await StandingAsync(store, await CaptureAsync(store, "a", Now, -5));
        Assert.Equal((Decision.Nurture, Now + Duration.FromDays(5)), (standing.Decision, standing.NextChangeAt));
    }

    [Theory, EveryStorage]
    public async Task WhenAUnitOfWorkHasTheLeadInHand_ThenThatLeadFollowsAndNothingElseIsLost(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await AgreeAsync(store, OneWebinar, Now);
        var id = await CaptureAsync(store, "a", Now);
        var status = await store.WriteAsync(async (context, cancel) =>
        {
            var lead = await context.Leads.SingleAsync(one => one.Id == id, cancel);
            lead.Update(new LeadUpdate { Name = "Ann" }, Actor.Source("crm"), Now);
            context.AddRange(lead.DrainHistory());
            context.AddRange(Webinars(lead, Now, 1));
            await StandingsUpdate.RefreshAsync(context, [id], Now, cancel);
            return lead.Status;
        });
        Assert.Equal(LeadStatus.Qualified, status);
        Assert.Equal("Ann", (await LeadAsync(store, id)).Contact.Name);
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Updated, LeadHistoryKind.Qualified], await HistoryAsync(store, id));
    }
}
