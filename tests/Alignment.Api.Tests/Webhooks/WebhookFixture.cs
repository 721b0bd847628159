using System.Diagnostics;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Webhooks;
using Alignment.Api.Webhooks.Delivery;
using Alignment.Api.Webhooks.Signing;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using NodaTime.Extensions;

namespace Alignment.Api.Tests.Webhooks;

/// <summary>A store with webhooks, receivers that are not on the network, and as many dispatchers as a test starts.</summary>
internal sealed class WebhookFixture : IAsyncDisposable
{
    private readonly List<WebhookDispatcher> running = [];

    private WebhookFixture(AlignmentStore store, WebhookSettings settings)
    {
        (Store, Settings) = (store, settings);
        Endpoints = new(store, Vault, settings, Clock);
        DeadLetters = new(store, Clock);
    }

    public AlignmentStore Store { get; }

    public WebhookSettings Settings { get; }

    public SkippingClock Clock { get; } = new();

    public SecretVault Vault { get; } = SecretVault.Forgetful();

    public Receiver Receiver { get; } = new();

    public WebhookEndpoints Endpoints { get; }

    public DeadLetters DeadLetters { get; }

    /// <summary>Retries follow within milliseconds, three attempts in all.</summary>
    public static WebhookSettings Quick { get; } = new() { Retries = new(Duration.FromMilliseconds(20), Duration.FromMilliseconds(40)) };

    public static async Task<WebhookFixture> OpenAsync(StorageKind kind, WebhookSettings? settings = null) =>
        new(await TestStore.OpenAsync(kind), settings ?? Quick);

    public async Task<WebhookEndpointId> RegisterAsync(string host = "crm", params string[] types)
    {
        var registered = await Endpoints.RegisterAsync($"https://{host}.example/hooks", types.Length > 0 ? types : ["*"]);
        Receiver.Trust(registered.Value.Secret!);
        return registered.Value.Endpoint.Id;
    }

    /// <summary>Starts a dispatcher, which is stopped with the fixture.</summary>
    /// <param name="store">What it reaches the database through; null for the fixture's own.</param>
    public async Task<WebhookDispatcher> StartAsync(AlignmentStore? store = null)
    {
        var through = store ?? Store;
        var dispatcher = new WebhookDispatcher(
            through, new DeliveryQueue(through, Settings), new WebhookSender(Settings, Vault, Receiver), Settings, Clock, NullLogger<WebhookDispatcher>.Instance);
        running.Add(dispatcher);
        await dispatcher.StartAsync(default);
        return dispatcher;
    }

    /// <summary>Writes events of a lead in a unit of work of their own.</summary>
    /// <param name="lead">The ordering key.</param>
    /// <param name="numbers">What each event carries.</param>
    public Task HappenAsync(string lead, params int[] numbers) => Store.WriteAsync(async (context, cancel) =>
    {
        await Outbox.AddAsync(context, [.. numbers.Select(number => Event(lead, number))], Clock.GetCurrentInstant(), cancel);
        await context.SaveChangesAsync(cancel);
    });

    public static OutgoingEvent Event(string lead, int number) =>
        new(lead, EventTypes.LeadUpdated, $"leads/{lead}", Instant.FromUtc(2026, 3, 1, 9, 0), $$"""{"number":{{number}}}""");

    public async Task<IReadOnlyList<WebhookDelivery>> DeliveriesAsync(WebhookDeliveryState? state = null)
    {
        await using var context = Store.CreateDbContext();
        return await context.Set<WebhookDelivery>().Include(delivery => delivery.Event)
            .Where(delivery => state == null || delivery.State == state).OrderBy(delivery => delivery.Position).ToListAsync();
    }

    public async Task<WebhookEndpoint> EndpointAsync(WebhookEndpointId id)
    {
        await using var context = Store.CreateDbContext();
        return await context.Set<WebhookEndpoint>().SingleAsync(endpoint => endpoint.Id == id);
    }

    public async Task<int> LinesAsync()
    {
        await using var context = Store.CreateDbContext();
        return await context.Set<DeliveryLine>().CountAsync();
    }

    /// <summary>Waits until nothing waits.</summary>
    public Task DrainedAsync() => Eventually.UntilAsync(async () => await LinesAsync() == 0);

    public async ValueTask DisposeAsync()
    {
        foreach (var dispatcher in running) await dispatcher.StopAsync(default);
        await Store.DisposeAsync();
    }
}

/// <summary>A clock that starts at a fixed instant, runs by itself whatever is done to the machine's, and can be put forward.</summary>
internal sealed class SkippingClock : IClock
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 9, 0);
    private readonly Stopwatch running = Stopwatch.StartNew();
    private long skipped;

    public Instant GetCurrentInstant() => Start + running.Elapsed.ToDuration() + Duration.FromTicks(Interlocked.Read(ref skipped));

    public void Skip(Duration time) => Interlocked.Add(ref skipped, (long)time.TotalTicks);
}
