using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
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
        if (kind == StorageKind.Memory) return;
        LeadId[] some = [.. scanned.Where(_ => random.Next(2) == 0).Select(lead => lead.Brief.Id)];
        var named = await scan.ReadAsync(reading, LeadsToScan.Of([LeadId.New(Now), .. some.Reverse()]), default);
        Assert.Equal(some, named.Select(lead => lead.Brief.Id));
        Assert.All(named, lead => Assert.Equal(Written(agreement, scanned.Single(other => other.Brief.Id == lead.Brief.Id)), Written(agreement, lead)));
    }

    [Theory, EveryStorage]
    public async Task WhenLeadsAreCaptured_ThenTheyStandAsTheyDoWhenTheyAreReadBack(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await AgreeAsync(store, Everything.Replace("\"total\": 40", "\"total\": 9", StringComparison.Ordinal), Now);
        var random = new Random(6);
        var rows = Enumerable.Range(0, 40).Select(n => new LeadRow($"{n}")
        {
            CreatedAt = Now - Duration.FromHours(random.Next(-9, 900)),
            PersonaKey = n % 3 == 0 ? " cat " : null,
            Attributes = [new("size", AttributeValue.Number(random.Next(6))), new("since", AttributeValue.Date(new LocalDate(2026, 1, random.Next(1, 29)))), new("big \"x\"", AttributeValue.Text(" são "))],
        }).ToList();
        await store.WriteAsync((context, cancel) => LeadIntake.CaptureLeadsAsync(context, "crm", rows, null, Now, LeadJournal.Unheard, cancel));
        var captured = await StandingsAsync(store);
        await store.WriteAsync(async (context, cancel) => await StandingsUpdate.RefreshAsync(context, await context.Leads.Select(lead => lead.Id).ToListAsync(cancel), Now, cancel));
        Assert.Equal(await StandingsAsync(store), captured);
        Assert.Contains(captured, standing => standing.Status == LeadStatus.Qualified);
        Assert.Contains(captured, standing => standing.Status == LeadStatus.Nurturing);
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

    private static string Written(AgreementInForce agreement, ScannedLead lead)
    {
        var assessment = agreement.Assess(lead.Facts, Now)!;
        return $"{lead.Brief} {lead.Version} {assessment.Decision} {assessment.Total} {assessment.NextChange()} {agreement.StagesFor(lead.Facts.PersonaKey).Locate(lead.Facts, Now).Stage.Key}";
    }

    private static async Task<List<(LeadId, LeadStatus Status, Decision?, double, double, string, Instant?, string?)>> StandingsAsync(AlignmentStore store)
    {
        await using var context = store.CreateDbContext();
        return [.. (await context.LeadStandings.OrderBy(standing => standing.LeadId).ToListAsync()).Select(standing =>
            (standing.LeadId, standing.Status, standing.Decision, standing.Total, standing.Fit, standing.StageKey, standing.NextChangeAt, standing.PersonaKey))];
    }
}
