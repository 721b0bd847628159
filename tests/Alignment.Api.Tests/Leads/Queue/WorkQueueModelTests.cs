using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Queue;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Leads.Queue;

/// <summary>
/// Walks through a queue against a plain model, while leads come, change and go and the order is renewed: a lead's place in a walk is the
/// one that it had when the walk began, or when it came to the queue; each page is the next leads by place that are in the queue now.
/// </summary>
public sealed class WorkQueueModelTests
{
    private const string Fading = """
        { "name": "Fading", "handOff": { "total": 5 },
          "criteria": [ { "key": "webinar", "kind": "engagement", "types": ["webinar"], "points": 20, "halfLife": "P1D" },
                        { "key": "visit", "kind": "engagement", "types": ["visit"], "points": 20, "halfLife": "PT1H" } ] }
        """;

    private const string Page = """
        query($first: Int, $after: String) { workQueue(first: $first, after: $after) { rankedAt pageInfo { hasNextPage endCursor } nodes { externalId } } }
        """;

    [Theory, EveryStorage(1, TablesOnly = true)]
    public Task WhenLeadsChangeAndTheOrderIsRenewedMidWalk_ThenEveryPageIsTheModels(StorageKind kind, int seed) => WalkAsync(kind, seed);

    [Theory, EveryStorage(2, TablesOnly = true)]
    public Task WhenTheyChangeOtherwise_ThenEveryPageIsTheModels(StorageKind kind, int seed) => WalkAsync(kind, seed);

    private static async Task WalkAsync(StorageKind kind, int seed)
    {
        await using var host = await ApiHost.StartAsync(kind, Agreed.Now, withBackground: false);
        await Agreed.AgreeAsync(host.Store, Fading, host.Clock.Now);
        var team = new Team(host, new Random(seed));
        for (var number = 0; number < 40; number++) await team.CaptureAsync();
        var pages = 0;
        for (var walk = 0; walk < 4; walk++)
        {
            await new WorkQueue(null, null, null).RenewAsync(host.Store, null, host.Clock.Now, Duration.FromSeconds(1));
            var (places, after, last) = (new Dictionary<string, (double Total, LeadId Id)>(), (string?)null, ((double Total, LeadId Id)?)null);
            for (var (more, rankedAt) = (true, (string?)null); more; pages++)
            {
                var members = await MembersAsync(host.Store);
                foreach (var (id, place) in members) places.TryAdd(id, place);
                var size = team.Dice.Next(1, 7);
                var ahead = places.Where(lead => members.ContainsKey(lead.Key) && (last is null || Before(last.Value, lead.Value)))
                    .OrderByDescending(lead => lead.Value.Total).ThenByDescending(lead => lead.Value.Id).ToList();

                var read = (await host.AskAsync(Page, new { first = size, after })).GetProperty("workQueue");
                Assert.Equal(ahead.Take(size).Select(lead => lead.Key), read.GetProperty("nodes").EnumerateArray().Select(lead => lead.GetProperty("externalId").GetString()!));
                Assert.Equal(rankedAt ??= read.GetProperty("rankedAt").GetString(), read.GetProperty("rankedAt").GetString());
                Assert.Equal(ahead.Count > size, more = read.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
                if (!more) break;
                (after, last) = (read.GetProperty("pageInfo").GetProperty("endCursor").GetString(), ahead[size - 1].Value);
                for (var change = team.Dice.Next(5); change > 0; change--)
                {
                    await team.ChangeAsync();
                    foreach (var (id, place) in await MembersAsync(host.Store)) places.TryAdd(id, place);
                }
            }
        }

        Assert.True(pages > 20, "Too few pages to prove anything.");
    }

    [PostgresFact]
    public async Task WhenAChangeIsUnderWayAsTheWalkBegins_ThenTheLeadComesOnceAllTheSame()
    {
        await using var host = await ApiHost.StartAsync(StorageKind.Postgres, Agreed.Now, withBackground: false);
        await Agreed.AgreeAsync(host.Store, Agreed.OneWebinar, host.Clock.Now);
        var ids = new List<LeadId>();
        for (var number = 0; number < 6; number++) ids.Add(await Agreed.CaptureAsync(host.Store, $"{number}", host.Clock.Now, [.. Enumerable.Repeat(1, 6 - number)]));
        var (written, go) = (new TaskCompletionSource(), new TaskCompletionSource());

        // The last becomes the first.
        var slow = host.Store.WriteAsync(async (context, cancel) =>
        {
            var lead = await context.Leads.AsTracking().SingleAsync(one => one.Id == ids[5], cancel);
            context.AddRange(Agreed.Webinars(lead, host.Clock.Now, 1, 1, 1, 1, 1, 1, 1, 1));
            await StandingsUpdate.RefreshAsync(context, [lead.Id], host.Clock.Now, cancel);
            written.TrySetResult();
            await go.Task;
        });
        await written.Task;
        var first = (await host.AskAsync(Page, new { first = 3 })).GetProperty("workQueue");
        go.SetResult();
        await slow;
        var rest = (await host.AskAsync(Page, new { first = 9, after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString() })).GetProperty("workQueue");
        Assert.Equal(["0", "1", "2", "3", "4", "5"], new[] { first, rest }.SelectMany(page => page.GetProperty("nodes").EnumerateArray()).Select(lead => lead.GetProperty("externalId").GetString()));
    }

    [Theory, EveryStorage]
    public async Task WhenAWalkOutlivesItsOrder_ThenItGoesOnByTheNewestAndSaysSo(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Agreed.Now, withBackground: false);
        await Agreed.AgreeAsync(host.Store, Fading, host.Clock.Now);
        for (var number = 0; number < 6; number++) await Agreed.CaptureAsync(host.Store, $"{number}", host.Clock.Now, [.. Enumerable.Repeat(0, 6 - number)]);
        var first = (await host.AskAsync(Page, new { first = 2 })).GetProperty("workQueue");
        host.Clock.Now += WorkQueue.OldestRanking + Duration.FromSeconds(1);
        var next = (await host.AskAsync(Page, new { first = 2, after = first.GetProperty("pageInfo").GetProperty("endCursor").GetString() })).GetProperty("workQueue");
        var rankedAt = NodaTime.Text.InstantPattern.ExtendedIso.Parse(next.GetProperty("rankedAt").GetString()!).Value;
        Assert.Equal(host.Clock.Now, rankedAt);
    }

    [Theory, EveryStorage]
    public async Task WhenAQueueIsInUse_ThenItsOrderIsRenewedBeforeAnybodyWaitsAndOldPlacesGo(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await Agreed.AgreeAsync(store, Fading, Agreed.Now);
        for (var number = 0; number < 3; number++) await Agreed.CaptureAsync(store, $"{number}", Agreed.Now, 0);
        var (inUse, clock) = (new QueuesInUse(), new TestClock(Agreed.Now));
        var renewer = new QueueRenewer(store, LeadJournal.Unheard, inUse, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<QueueRenewer>.Instance);
        var later = Agreed.Now + Duration.FromMinutes(8);
        Assert.Equal(0, await renewer.RenewAsync(later, default));
        inUse.Note(new WorkQueue(null, "any", null), later);
        Assert.Equal(3, await renewer.RenewAsync(later, default));
        Assert.Equal(0, await renewer.RenewAsync(later + Duration.FromMinutes(7), default));
        await using (var context = store.CreateDbContext()) Assert.Equal(3, await context.FormerPlaces.CountAsync());
        Assert.Equal(0, await renewer.RenewAsync(later + Duration.FromMinutes(61), default));
        await using (var context = store.CreateDbContext()) Assert.Equal(0, await context.FormerPlaces.CountAsync());
    }

    private static async Task<Dictionary<string, (double Total, LeadId Id)>> MembersAsync(AlignmentStore store)
    {
        await using var context = store.CreateDbContext();
        return await context.LeadStandings.Where(standing => standing.Status == LeadStatus.Qualified)
            .Join(context.Leads, standing => standing.LeadId, lead => lead.Id, (standing, lead) => new { lead.ExternalId, standing.Total, lead.Id })
            .ToDictionaryAsync(lead => lead.ExternalId, lead => (lead.Total, lead.Id));
    }

    private static bool Before((double Total, LeadId Id) one, (double Total, LeadId Id) other) =>
        one.Total > other.Total || one.Total.Equals(other.Total) && one.Id.CompareTo(other.Id) > 0;

    /// <summary>What happens to leads meanwhile.</summary>
    private sealed class Team(ApiHost host, Random dice)
    {
        private readonly List<LeadId> leads = [];

        public Random Dice => dice;

        public async Task CaptureAsync() => leads.Add(await Agreed.CaptureAsync(
            host.Store, $"{leads.Count}", host.Clock.Now, [.. Enumerable.Range(0, dice.Next(1, 5)).Select(_ => dice.Next(0, 3))]));

        public async Task ChangeAsync()
        {
            switch (dice.Next(6))
            {
                case 0:
                    await CaptureAsync();
                    break;
                case 1 or 2:
                    host.Clock.Now += Duration.FromSeconds(dice.Next(5, 20));
                    await new WorkQueue(null, null, null).RenewAsync(host.Store, null, host.Clock.Now, Duration.FromSeconds(1));
                    break;
                default:
                    await ChangeAsync(leads[dice.Next(leads.Count)], dice.Next(3));
                    break;
            }
        }

        private Task ChangeAsync(LeadId id, int how) => host.Store.WriteAsync(async (context, cancel) =>
        {
            var lead = await context.Leads.AsTracking().Include(one => one.HandOff).SingleAsync(one => one.Id == id, cancel);
            if (how == 0 && lead.Status == LeadStatus.Qualified) _ = lead.Disqualify(new("Competitor", null, null), Actor.Person("mia"), host.Clock.Now).Value;
            else if (lead.Status == LeadStatus.Disqualified) _ = lead.Reactivate("Again.", Actor.Person("mia"), host.Clock.Now).Value;
            else context.AddRange(Agreed.Webinars(lead, host.Clock.Now, [.. Enumerable.Repeat(dice.Next(2), how)]));
            context.AddRange(lead.DrainHistory());
            await StandingsUpdate.RefreshAsync(context, [id], host.Clock.Now, cancel);
        });
    }
}
