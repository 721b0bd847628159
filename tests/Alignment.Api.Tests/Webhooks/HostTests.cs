using System.Net;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Delivery;
using Alignment.Testing;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

/// <summary>Several hosts, and hosts that die at any moment.</summary>
public sealed class HostTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private const int Leads = 12;
    private const int EventsPerLead = 8;

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenHostsDieAtAnyMoment_ThenEveryEventArrivesInOrder(StorageKind kind)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}.");
        var dice = new Random(seed);
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync("crm");
        await world.RegisterAsync("bi");
        var writing = WriteAsync(world, dice.Next());
        var deaths = 0;
        while (!writing.IsCompleted || await world.LinesAsync() > 0)
        {
            Assert.True(deaths++ < 500, "It never gets through.");
            await using var host = new MortalStore(world.Store, dice.Next(3, 60), dice.Next());
            var dispatcher = await world.StartAsync(host);
            await Eventually.UntilAsync(async () => host.Dead || (writing.IsCompleted && await world.LinesAsync() == 0));
            host.Die();
            await dispatcher.StopAsync(default);
            world.Clock.Skip(world.Settings.Lease);
        }

        await writing;
        output.WriteLine($"{deaths} deaths.");
        Assert.True(deaths > 5, $"Only {deaths} deaths: the test proves nothing.");
        AssertEachArrivedInOrder(world.Receiver);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenManyHostsSend_ThenNoLeadIsSentByTwoAtOnce(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind, WebhookFixture.Quick with { Retries = new([.. Enumerable.Repeat(Duration.FromMilliseconds(5), 50)]) });
        await world.RegisterAsync("crm");
        await world.RegisterAsync("bi");
        world.Receiver.Answer = async (_, cancel) =>
        {
            await Task.Delay(Random.Shared.Next(0, 4), cancel);
            return new(Random.Shared.Next(5) == 0 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK);
        };
        for (var host = 0; host < 3; host++) await world.StartAsync();
        await WriteAsync(world, seed: 4);
        await world.DrainedAsync();
        AssertEachArrivedInOrder(world.Receiver);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenManyWriteAboutOneLeadAtOnce_ThenNoEventIsLeftBehind(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync();
        await world.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(number => Task.Run(() => world.HappenAsync("a", number))));
        await world.DrainedAsync();
        Assert.Equal(Enumerable.Range(0, 60), world.Receiver.NumbersOf("a").Order());
        Assert.Empty(world.Receiver.Faults);
    }

    [Theory, EveryStorage]
    public async Task WhenAHostWakesAfterItsLease_ThenWhatItWritesCountsForNothing(StorageKind kind)
    {
        await using var world = await WebhookFixture.OpenAsync(kind);
        await world.RegisterAsync();
        await world.HappenAsync("a", 1, 2);
        var (sleeper, other) = (new DeliveryQueue(world.Store, world.Settings), new DeliveryQueue(world.Store, world.Settings));
        var room = new ClaimRoom(10, 10, new Dictionary<WebhookEndpointId, int>());
        Instant Now() => world.Clock.GetCurrentInstant();

        var lost = Assert.Single(await sleeper.ClaimAsync(room, Now(), default));
        Assert.Empty(await other.ClaimAsync(room, Now(), default));
        var parcel = (await sleeper.FirstAsync(lost, default))!;
        world.Clock.Skip(world.Settings.Lease);
        var held = Assert.Single(await other.ClaimAsync(room, Now(), default));

        Assert.False(await sleeper.RecordAsync(lost, parcel, AttemptOutcome.Answered(200, null), goOn: true, 0, Now(), default));
        await sleeper.SettleAsync(lost, Now(), default);
        await sleeper.ReleaseAsync(lost, Now(), default);
        Assert.Equal(2, (await world.DeliveriesAsync(WebhookDeliveryState.Waiting)).Count);
        Assert.Empty(await sleeper.ClaimAsync(room, Now(), default));
        Assert.True(await other.RecordAsync(held, parcel, AttemptOutcome.Answered(200, null), goOn: true, 0, Now(), default));
        Assert.Single(await world.DeliveriesAsync(WebhookDeliveryState.Waiting));
    }

    private static async Task WriteAsync(WebhookFixture world, int seed)
    {
        var dice = new Random(seed);
        var next = new int[Leads];
        while (next.Any(number => number < EventsPerLead))
        {
            var lead = dice.Next(Leads);
            var count = Math.Min(dice.Next(1, 4), EventsPerLead - next[lead]);
            if (count == 0) continue;
            await world.HappenAsync($"{lead}", [.. Enumerable.Range(next[lead], count)]);
            next[lead] += count;
            await Task.Delay(dice.Next(0, 5));
        }
    }

    // At least once and in order: each message is the one before it again, or the next.
    private static void AssertEachArrivedInOrder(Receiver receiver)
    {
        Assert.Empty(receiver.Faults);
        foreach (var line in receiver.All.GroupBy(message => (message.Host, message.Lead)))
        {
            var last = -1;
            foreach (var message in line)
            {
                Assert.True(message.Number == last || message.Number == last + 1, $"{line.Key}: {message.Number} came after {last}.");
                last = message.Number;
            }

            Assert.Equal(EventsPerLead - 1, last);
        }

        Assert.Equal(2 * Leads, receiver.All.Select(message => (message.Host, message.Lead)).Distinct().Count());
    }

    /// <summary>The database as seen by a host that dies after so many uses: in the midst of one, before or after its commit; then nothing works.</summary>
    private sealed class MortalStore(AlignmentStore inner, int uses, int seed) : AlignmentStore(inner.Settings, inner.Signals)
    {
        private readonly Random dice = new(seed);
        private int left = uses;

        public bool Dead => Volatile.Read(ref left) <= 0;

        public void Die() => Volatile.Write(ref left, 0);

        public override AlignmentContext CreateDbContext()
        {
            Use();
            return inner.CreateDbContext();
        }

        public override async Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default)
        {
            Use();
            var afterwards = Chance();
            var result = await inner.WriteAsync(
                async (context, token) =>
                {
                    var done = await work(context, token);
                    return Dead && !afterwards ? throw Death() : done;
                },
                cancel);
            return Dead ? throw Death() : result;
        }

        public override Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default) => throw new NotSupportedException();

        public override Task PrepareAsync(CancellationToken cancel = default) => throw new NotSupportedException();

        public override Task<string?> FindFaultAsync(CancellationToken cancel = default) => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static TimeoutException Death() => new("This host has died.");

        private bool Chance()
        {
            lock (dice) return dice.Next(2) == 0;
        }

        private void Use()
        {
            if (Interlocked.Decrement(ref left) < 0) throw Death();
        }
    }
}
