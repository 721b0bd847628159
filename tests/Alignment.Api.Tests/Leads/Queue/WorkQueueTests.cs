using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Leads.Queue;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Leads.Queue;

public sealed class WorkQueueTests
{
    private const string Fading = """
        { "name": "Fading", "handOff": { "total": 5 },
          "criteria": [ { "key": "webinar", "kind": "engagement", "types": ["webinar"], "points": 20, "halfLife": "P1D" } ] }
        """;

    private const string Page = """
        query($first: Int, $after: String, $rep: String, $stage: String) { workQueue(first: $first, after: $after, repKey: $rep, stageKey: $stage) {
          rankedAt totalCount pageInfo { hasNextPage endCursor }
          nodes { externalId status assessment { asOf total } handOff { nextDeadlineAt rep { key } } nextContent { why } } } }
        """;

    [Theory, EveryStorage]
    public async Task WhenPagesAreFollowedWhileLeadsChange_ThenEveryUnchangedLeadComesOnceBestFirst(StorageKind kind)
    {
        await using var host = await StartAsync(kind, Agreed.OneWebinar);
        var leads = new Dictionary<string, LeadId>();
        for (var number = 0; number < 24; number++)
            leads[$"{number}"] = await Agreed.CaptureAsync(host.Store, $"{number}", host.Clock.Now, [.. Enumerable.Repeat(1, 1 + (number % 4))]);
        await Agreed.CaptureAsync(host.Store, "nurturing", host.Clock.Now);

        var seen = new List<(string Id, double Total)>();
        string[] changing = ["0", "1", "2", "3", "4", "5"];
        string? after = null;
        for (var page = 0; page == 0 || after is not null; page++)
        {
            var read = (await host.AskAsync(Page, new { first = 5, after })).GetProperty("workQueue");
            seen.AddRange(Rows(read));
            after = read.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? read.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
            if (page < changing.Length)
                await ChangeAsync(host.Store, leads[changing[page]], page, host.Clock.Now);
            await Agreed.CaptureAsync(host.Store, $"new {page}", host.Clock.Now, [.. Enumerable.Repeat(1, 4)]);
        }

        var unchanged = seen.Where(row => !changing.Contains(row.Id) && !row.Id.StartsWith("new", StringComparison.Ordinal)).ToList();
        Assert.Equal(leads.Keys.Except(changing).Order(), unchanged.Select(row => row.Id).Order());
        Assert.Equal(unchanged.Select(row => row.Total).OrderDescending(), unchanged.Select(row => row.Total));
        Assert.Equal([80, 60, 40, 20], unchanged.Select(row => row.Total).Distinct());
        Assert.DoesNotContain(seen, row => row.Id == "nurturing");
    }

    [Theory, EveryStorage]
    public async Task WhenTheOrderIsOlderThanFifteenMinutes_ThenItIsRenewedAndWhatFadedLeaves(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await Agreed.AgreeAsync(store, Fading, Agreed.Now);
        for (var number = 0; number < 3; number++)
            await Agreed.CaptureAsync(store, $"{number}", Agreed.Now, [.. Enumerable.Repeat(0, 1 + number)]);
        var queue = new WorkQueue(null, null, null);

        Assert.Equal(0, await queue.RenewAsync(store, null, Agreed.Now + WorkQueue.OldestRanking));
        var later = Agreed.Now + WorkQueue.OldestRanking + Duration.FromSeconds(1);
        Assert.Equal(3, await queue.RenewAsync(store, null, later));
        Assert.Equal([60, 40, 20], (await StandingsAsync(store)).Select(standing => Math.Round(standing.Total / Math.Pow(0.5, 901 / 86400.0), 9)));
        await using (var context = store.CreateDbContext())
            Assert.Equal(later, await queue.RankedAtAsync(context));

        // Two days later the weakest is below the threshold.
        Assert.Equal(3, await queue.RenewAsync(store, null, Agreed.Now + Duration.FromHours(49)));
        await using (var context = store.CreateDbContext())
            Assert.Equal(["2", "1"], await queue.Order.Sort(queue.Leads(context), backwards: false).Select(queued => queued.Lead.ExternalId).ToListAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenPointsFade_ThenFiguresAreThoseOfTheMomentWhateverTheOrderRestsOn(StorageKind kind)
    {
        await using var host = await StartAsync(kind, Fading);
        await Agreed.CaptureAsync(host.Store, "0", host.Clock.Now, 0);
        host.Clock.Now += Duration.FromMinutes(10);
        var read = (await host.AskAsync(Page, new { first = 10 })).GetProperty("workQueue");
        Assert.Equal(20 * Math.Pow(0.5, 10 / 1440.0), Assert.Single(Rows(read)).Total, 1e-9);
        Assert.InRange(At(read), Agreed.Now, host.Clock.Now);
    }

    [Theory, EveryStorage]
    public async Task WhenARepAsks_ThenTheQueueIsWhatThatRepHasWithItsDeadline(StorageKind kind)
    {
        await using var host = await StartAsync(kind, Agreed.OneWebinar);
        foreach (var rep in new[] { "ana", "bob" })
            await host.AskAsync($$"""mutation { defineSalesRep(input: { key: "{{rep}}", name: "{{rep}}", timeZone: "UTC" }) { salesRep { key } } }""");
        for (var number = 0; number < 4; number++)
        {
            await Agreed.CaptureAsync(host.Store, $"{number}", host.Clock.Now, [.. Enumerable.Repeat(1, 1 + number)]);
            if (number == 3) break;
            var id = (await host.AskAsync($$"""{ leadByExternalId(source: "crm", externalId: "{{number}}") { id } }""")).GetProperty("leadByExternalId").GetProperty("id").GetString();
            var rep = number == 1 ? "bob" : "ana";
            var offered = await host.AskAsync($$"""mutation { handOffLead(input: { leadId: "{{id}}", repKey: "{{rep}}" }) { handOff { id } errors { ... on Error { message } } } }""");
            Assert.Equal(JsonValueKind.Null, offered.GetProperty("handOffLead").GetProperty("errors").ValueKind);
        }

        var ana = (await host.AskAsync(Page, new { first = 10, rep = "ana" })).GetProperty("workQueue");
        Assert.Equal(["2", "0"], Rows(ana).Select(row => row.Id));
        Assert.All(ana.GetProperty("nodes").EnumerateArray(), row =>
            Assert.Equal(JsonValueKind.String, row.GetProperty("handOff").GetProperty("nextDeadlineAt").ValueKind));
        var first = (await host.AskAsync(Page, new { first = 1, rep = "ana" })).GetProperty("workQueue").GetProperty("pageInfo");
        Assert.Equal(["0"], Rows((await host.AskAsync(Page, new { first = 1, rep = "ana", after = first.GetProperty("endCursor").GetString() })).GetProperty("workQueue")).Select(row => row.Id));
        Assert.Equal(["3"], Rows((await host.AskAsync(Page, new { first = 10 })).GetProperty("workQueue")).Select(row => row.Id));
        Assert.Empty(Rows((await host.AskAsync(Page, new { first = 10, stage = "no such stage" })).GetProperty("workQueue")));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAPageIsLarger_ThenTheStatementsAreAsMany(StorageKind kind)
    {
        await using var host = await StartAsync(kind, Agreed.OneWebinar);
        for (var number = 0; number < 12; number++)
            await Agreed.CaptureAsync(host.Store, $"{number}", host.Clock.Now, 1);

        // The host looks for what is due meanwhile: what a page itself costs is the least of some readings.
        async Task<int> CountAsync(int first)
        {
            var least = int.MaxValue;
            for (var reading = 0; reading < 5; reading++)
            {
                host.Statements.Clear();
                await host.AskAsync(Page, new { first });
                least = Math.Min(least, host.Statements.Texts.Count);
            }

            return least;
        }

        await CountAsync(1);
        Assert.Equal(await CountAsync(2), await CountAsync(12));
    }

    private static async Task<ApiHost> StartAsync(StorageKind kind, string definition)
    {
        var host = await ApiHost.StartAsync(kind, Agreed.Now);
        await Agreed.AgreeAsync(host.Store, definition, host.Clock.Now);
        return host;
    }

    private static Task ChangeAsync(AlignmentStore store, LeadId id, int how, Instant now) => store.WriteAsync(async (context, cancel) =>
    {
        var lead = await context.Leads.AsTracking().Include(one => one.HandOff).SingleAsync(one => one.Id == id, cancel);
        if (how % 2 == 0) context.AddRange(Agreed.Webinars(lead, now, 2, 2, 2));
        else Assert.True(lead.Disqualify(new("Competitor", null, null), Actor.Person("mia"), now).Succeeded);
        context.AddRange(lead.DrainHistory());
        await StandingsUpdate.RefreshAsync(context, [id], now, cancel);
    });

    private static async Task<List<LeadStanding>> StandingsAsync(AlignmentStore store)
    {
        await using var context = store.CreateDbContext();
        return await context.LeadStandings.OrderByDescending(standing => standing.Total).ToListAsync();
    }

    private static List<(string Id, double Total)> Rows(JsonElement queue) => [.. queue.GetProperty("nodes").EnumerateArray()
        .Select(row => (row.GetProperty("externalId").GetString()!, row.GetProperty("assessment").GetProperty("total").GetDouble()))];

    private static Instant At(JsonElement queue) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(queue.GetProperty("rankedAt").GetString()!).Value;
}
