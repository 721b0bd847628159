using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.HandOffs;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Leads.HandOffs;
using Alignment.Api.Webhooks;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using static Alignment.Api.Tests.Leads.HandOffs.HandOffFixture;

namespace Alignment.Api.Tests.Leads;

/// <summary>What those who subscribe hear, and from whom.</summary>
public sealed class ChangeFeedTests
{
    [Theory, EveryStorage]
    public async Task WhenRowsAreTakenIn_ThenListenersAndEndpointsHearOfCapturesUpdatesAndOutcomesInOrder(StorageKind kind)
    {
        await using var team = await HandOffFixture.OpenAsync(kind);
        await RegisterAsync(team);
        await using var ear = await Ear.OpenAsync(team.Feed);
        var intake = new LeadIntake(team.Store, team.Clock, team.Journal);
        await intake.CaptureLeadsAsync("crm", [new LeadRow("a"), new LeadRow("b") { Attributes = [new("ready", AttributeValue.Boolean(true))] }]);
        await intake.CaptureLeadsAsync("crm", [new LeadRow("a") { Name = "Ada" }, new LeadRow("b")]);
        await intake.RecordOutcomesAsync("crm", [new OutcomeRow("a", new LeadOutcome(OutcomeKind.Lost, null, null, null, null, "price"))]);

        var heard = await ear.HearAsync(5);
        Assert.Equal(
            ["lead.captured", "lead.captured", "lead.lost", "lead.qualified", "lead.updated"], heard.Select(change => change.Type).Order(StringComparer.Ordinal));
        Assert.All(heard.GroupBy(change => change.Entry.LeadId), lead => Assert.Equal(lead.Select(change => change.Entry.Sequence).Order(), lead.Select(change => change.Entry.Sequence)));

        await using var context = team.Store.CreateDbContext();
        var waiting = await context.Set<WebhookDelivery>().Include(delivery => delivery.Event).OrderBy(delivery => delivery.Position).ToListAsync();
        Assert.Equal(
            [EventTypes.LeadCaptured, EventTypes.LeadCaptured, EventTypes.LeadQualified, EventTypes.LeadUpdated, EventTypes.LeadLost], waiting.Select(delivery => delivery.Event.Type));
        Assert.Equal(2, await context.Set<DeliveryLine>().CountAsync());
    }

    [Theory, EveryStorage]
    public async Task WhenAListenerFallsTooFarBehind_ThenItIsToldThatItMissedSome(StorageKind kind)
    {
        await using var team = await HandOffFixture.OpenAsync(kind);
        using var stop = new CancellationTokenSource(Eventually.Patience);
        await using var slow = team.Feed.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        var first = slow.MoveNextAsync();
        while (team.Feed.Listeners == 0) await Task.Delay(1, stop.Token);
        var intake = new LeadIntake(team.Store, team.Clock, team.Journal);
        var rows = Enumerable.Range(0, ChangeFeed<LeadChange>.MostWaiting + 2).Select(number => new LeadRow($"{number}")).ToList();
        foreach (var batch in rows.Chunk(5000)) await intake.CaptureLeadsAsync("crm", batch);
        Assert.True(await first);
        while (team.Feed.Listeners > 0) await Task.Delay(20, stop.Token);

        // What waits is told first.
        for (var told = 1; told <= ChangeFeed<LeadChange>.MostWaiting; told++) Assert.True(await slow.MoveNextAsync());
        var missed = await Assert.ThrowsAsync<GraphQLException>(async () => await slow.MoveNextAsync());
        Assert.Equal("MISSED_CHANGES", missed.Errors[0].Code);
    }

    [Theory, EveryStorage]
    public async Task WhenManyListenToHandOffs_ThenEachIsReadOnceForAll(StorageKind kind)
    {
        await using var team = await HandOffFixture.OpenAsync(kind);
        var counted = new CountedReadings(team.Store);
        var readings = new HandOffReadings(counted);
        var told = 0;
        using var stop = new CancellationTokenSource(Eventually.Patience);
        var listeners = Enumerable.Range(0, 20).Select(number => HearTwoAsync(number % 2 == 0 ? null : "ana")).ToList();
        while (team.Feed.Listeners < listeners.Count) await Task.Delay(1, stop.Token);
        var id = await team.CaptureAsync();
        var offered = (await team.Desk.OfferAsync(id, "ana", null, Mia)).Value;
        while (Volatile.Read(ref told) < listeners.Count) await Task.Delay(1, stop.Token);
        await team.Desk.AcceptAsync(offered, "ana", Mia);

        Assert.All(await Task.WhenAll(listeners), heard => Assert.Equal([HandOffState.Offered, HandOffState.Accepted], heard));
        Assert.Equal(2, counted.Count);

        async Task<List<HandOffState>> HearTwoAsync(string? rep)
        {
            List<HandOffState> heard = [];
            await foreach (var handOff in HandOffSubscriptions.ListenToHandOffsAsync(rep, team.Feed, readings, stop.Token))
            {
                heard.Add(handOff.State);
                Interlocked.Increment(ref told);
                if (heard.Count == 2) break;
            }

            return heard;
        }
    }

    [Fact]
    public async Task WhenAHandOffCannotBeRead_ThenTheNextListenerTriesAgain()
    {
        await using var team = await HandOffFixture.OpenAsync(StorageKind.Memory);
        await using var ear = await Ear.OpenAsync(team.Feed);
        await team.Desk.OfferAsync(await team.CaptureAsync(), "ana", null, Mia);
        var change = (await ear.HearAsync(3))[^1];
        var readings = new HandOffReadings(new CountedReadings(team.Store) { Broken = 1 });

        await Assert.ThrowsAsync<InvalidOperationException>(() => readings.OfAsync(change, default));
        Assert.Equal("ana", (await readings.OfAsync(change, default))?.RepKey);
    }

    [Theory, EveryStorage]
    public async Task WhenTheLastSaveFails_ThenNobodyIsTold(StorageKind kind)
    {
        await using var team = await HandOffFixture.OpenAsync(kind);
        await using var ear = await Ear.OpenAsync(team.Feed);
        await Assert.ThrowsAnyAsync<Exception>(() => team.Store.WriteAsync(async (context, cancel) =>
        {
            await LeadIntake.CaptureLeadsAsync(context, "crm", [new LeadRow("1")], null, team.Now, team.Journal, cancel);
            throw new InvalidOperationException("After everything was saved.");
        }));
        var id = await team.CaptureAsync(ready: false);
        Assert.Equal(id, Assert.Single(await ear.HearAsync(1)).Entry.LeadId);
    }

    private static async Task RegisterAsync(HandOffFixture team) => Assert.True((await new WebhookEndpoints(
        team.Store, Api.Webhooks.Signing.SecretVault.Forgetful(), new WebhookSettings(), team.Clock).RegisterAsync("https://crm.example/hooks", ["alignment.lead.*"])).Succeeded);

    private sealed class CountedReadings(AlignmentStore store) : IDbContextFactory<AlignmentContext>
    {
        private int count;

        public int Count => count;

        public int Broken { get; init; }

        public AlignmentContext CreateDbContext() =>
            Interlocked.Increment(ref count) > Broken ? store.CreateDbContext() : throw new InvalidOperationException("The database cannot be reached.");
    }
}
