using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

public sealed class LeadScanTests
{
    private const string Everything = """
        { "name": "Everything", "handOff": { "total": 40 },
          "criteria": [
            { "key": "size", "kind": "attribute", "attribute": "size", "operator": "atLeast", "value": 3, "points": 7 },
            { "key": "since", "kind": "attribute", "attribute": "since", "operator": "atLeast", "value": "2026-01-15", "points": 3 },
            { "key": "who", "kind": "attribute", "attribute": "big \"x\"", "operator": "equals", "value": "São", "points": 5 },
            { "key": "paths", "kind": "engagement", "types": ["visit"], "where": [{ "attribute": "path", "operator": "equals", "value": "/pricing" }], "points": 11, "halfLife": "P30D" },
            { "key": "content", "kind": "engagement", "stages": ["decision"], "points": 13 },
            { "key": "stage", "kind": "stage", "atLeast": "decision", "points": 17 },
            { "key": "again", "kind": "history", "event": "recycled", "points": 19 } ] }
        """;

    [Theory, EveryStorage]
    public async Task WhenLeadsAreScanned_ThenTheyAreAssessedAsOneByOne(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var random = new Random(4);
        await AgreeAsync(store, Everything, Now);
        await store.WriteAsync(async (context, cancel) =>
        {
            context.Add(ContentAsset.Publish("site", "/guide", new ContentDescription { Title = "Guide", Format = "Guide", Stages = ["awareness", "decision"] }, Now).Value);
            for (var i = 0; i < 53; i++)
            {
                var attributes = AttributeSet.Of(
                    ("size", AttributeValue.Number(random.Next(6))), ("other", AttributeValue.Boolean(true)),
                    ("since", random.Next(2) == 0 ? default : AttributeValue.Date(new LocalDate(2026, 1, random.Next(1, 29)))), ("big \"x\"", AttributeValue.Text(random.Next(2) == 0 ? "são" : "a\n")));
                var lead = Lead.Capture(LeadId.New(Now + Duration.FromMilliseconds(i)), "crm", $"{i}", LeadContact.Unknown, i % 5 == 0 ? "cat" : null, attributes, Now - Duration.FromDays(9), Actor.Source("crm"), Now).Value;
                for (var e = random.Next(6); e > 0; e--)
                {
                    var visit = new Engagement(
                        Now - Duration.FromHours(random.Next(-20, 900)), random.Next(2) == 0 ? "visit" : "call", lead.ExtendLog(1), random.Next(3) == 0 ? "/guide" : null, null, null, Function.Sales,
                        null, AttributeSet.Of(("path", AttributeValue.Text(random.Next(2) == 0 ? "/pricing" : "/"))));
                    context.Add(new LoggedEngagement(lead.Id, visit));
                }

                if (i % 7 == 0) context.Add(new LeadHistoryEntry(lead.Id, 2, Now, Actor.Clock, LeadHistoryKind.Lapsed, null, null, []));
                context.Add(lead);
                context.AddRange(lead.DrainHistory());
            }

            await context.SaveChangesAsync(cancel);
        });

        await using var reading = store.CreateDbContext();
        var agreement = await AgreementInForce.ReadAsync(reading);
        var scan = new LeadScan(FactsNeeded.By(agreement.Assessor!.Definition));
        var scanned = new List<ScannedLead>();
        while (await scan.ReadAsync(reading, scanned.LastOrDefault()?.Brief.Id, 10, default) is { Count: > 0 } stretch) scanned.AddRange(stretch);
        var facts = await LeadFactsReader.ReadAsync(reading, [.. scanned.Select(lead => lead.Brief.Id)], default);

        Assert.Equal(53, facts.Count);
        Assert.Equal(53, scanned.Count);
        var seen = new HashSet<string>();
        foreach (var lead in scanned)
        {
            var (one, other) = (agreement.Assess(facts[lead.Brief.Id], Now)!, agreement.Assess(lead.Facts, Now)!);
            Assert.Equal((one.Decision, one.Fit, one.Interest, one.NextChange()), (other.Decision, other.Fit, other.Interest, other.NextChange()));
            seen.UnionWith(one.Criteria.Where(criterion => criterion.Met).Select(criterion => criterion.Key));
        }

        Assert.Equal(agreement.Assessor.Definition.Criteria.Select(criterion => criterion.Key).Order(), seen.Order());
    }

    [Theory, EveryStorage]
    public async Task WhenAPersonaHasAJourney_ThenItsLeadsStandOnThat_AndAChangeHasEveryoneLookedAtAnew(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await using (var reading = store.CreateDbContext()) Assert.Equal("none usual", (await AgreementInForce.ReadAsync(reading)).Basis);
        await store.WriteAsync(async (context, cancel) =>
        {
            context.Add(Persona.Define("cat", "Cat", Audience.Prospect, Now, journeyKey: "short").Value);
            context.Add(new StoredJourney(Journey.Define("short", [new BuyingStageDraft("dreaming"), new BuyingStageDraft("buying")]).Value));
            await context.SaveChangesAsync(cancel);
        });
        await using var after = store.CreateDbContext();
        var agreement = await AgreementInForce.ReadAsync(after);
        Assert.Equal(["dreaming", "status-quo"], new[] { "cat", "dog" }.Select(persona => agreement.StagesFor(persona).Journey.Stages[0].Key));
        Assert.True(await Reassessment.AskIfDueAsync(store, Now, default));
    }

    [Theory, EveryStorage]
    public async Task WhenContentChangesItsStages_ThenWhoeverWasGivenItIsDue(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var given = await CaptureAsync(store, "given", Now);
        var other = await CaptureAsync(store, "other", Now);
        await store.WriteAsync(async (context, cancel) =>
        {
            var lead = await context.Leads.SingleAsync(one => one.Id == given, cancel);
            context.Add(new LoggedEngagement(given, new Engagement(Now, "read", lead.ExtendLog(1), "/guide")));
            await StandingsUpdate.RefreshAsync(context, [given], Now, cancel);
            context.Add(ContentAsset.Publish("site", "/guide", new ContentDescription { Title = "Guide", Format = "Guide", Stages = ["decision"] }, Now).Value);
            await context.SaveChangesAsync(cancel);
            await StandingsUpdate.LookAgainAtLeadsGivenAsync(context, ["/guide"], Now, cancel);
        });
        Assert.Equal("status-quo", (await StandingAsync(store, given)).StageKey);
        Assert.Equal(1, await DueReview.ReviewAsync(store, null, Now, default));
        Assert.Equal(["decision", "status-quo"], new[] { given, other }.Select(id => StandingAsync(store, id).Result.StageKey));
        Assert.InRange((await StandingAsync(store, given)).NextChangeAt!.Value, Now + Duration.FromDays(60), Now + Duration.FromDays(60) + Duration.FromSeconds(3));
    }
}
