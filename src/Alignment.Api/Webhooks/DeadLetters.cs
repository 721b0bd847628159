using Alignment.Api.Data;
using Alignment.Api.Idempotency;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>What could not be delivered, and sending it once more. Dead letters are kept for 30 days unless configured otherwise.</summary>
public sealed class DeadLetters
{
    private const int Batch = 500;
    private readonly AlignmentStore store;
    private readonly IdempotencyKeys keys;
    private readonly IClock clock;

    internal DeadLetters(AlignmentStore store, IClock clock) => (this.store, this.clock, keys) = (store, clock, new IdempotencyKeys(store, clock));

    /// <summary>Sends one delivery once more, whether it was given up or arrived. It keeps its id, so a receiver that has it drops it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="position">The event's position in the outbox.</param>
    /// <param name="idempotencyKey">Chosen by the client; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<WebhookDelivery>> ReplayAsync(
        WebhookEndpointId endpoint, long position, string? idempotencyKey = null, CancellationToken cancel = default)
    {
        var replayed = await keys.OnceAsync<long>(
            idempotencyKey,
            "replayWebhookDelivery",
            new { endpoint, position },
            async (context, token) =>
            {
                if (await FindFaultAsync(context, endpoint, token) is { } fault) return fault;
                var found = await Deliveries(context, endpoint).SingleOrDefaultAsync(delivery => delivery.Position == position, token);
                if (found is null) return Gone;
                if (found.State == WebhookDeliveryState.Waiting) return new Refusal(RefusalCode.WrongState, "The delivery waits to be sent already.", "id");
                await ReplayAsync(context, [found], token);
                return position;
            },
            cancel);
        if (!replayed.TryGetValue(out _, out var refusals)) return Result.Refused<WebhookDelivery>(refusals);
        await using var reading = store.CreateDbContext();
        var delivery = await Deliveries(reading, endpoint).Include(delivery => delivery.Event).SingleOrDefaultAsync(delivery => delivery.Position == position, cancel);
        return delivery is null ? Gone : delivery;
    }

    /// <summary>Sends all dead letters of an endpoint once more, in the order in which they happened: all or, where it fails, none.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="since">Only what happened at or after this instant; null for all.</param>
    /// <param name="idempotencyKey">Chosen by the client; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many.</returns>
    public Task<Result<int>> ReplayAllAsync(
        WebhookEndpointId endpoint, Instant? since = null, string? idempotencyKey = null, CancellationToken cancel = default) => keys.OnceAsync<int>(
        idempotencyKey,
        "replayWebhookDeliveries",
        new { endpoint, since },
        async (context, token) =>
        {
            if (await FindFaultAsync(context, endpoint, token) is { } fault) return fault;
            var from = since ?? Instant.FromUnixTimeTicks(0);
            for (var (replayed, after) = (0, 0L); ;)
            {
                var reached = after;
                var dead = await Deliveries(context, endpoint)
                    .Where(delivery => delivery.State == WebhookDeliveryState.Dead && delivery.Position > reached && delivery.Event.OccurredAt >= from)
                    .OrderBy(delivery => delivery.Position).Take(Batch).ToListAsync(token);
                await ReplayAsync(context, dead, token);
                context.ChangeTracker.Clear();
                replayed += dead.Count;
                if (dead.Count < Batch) return replayed;
                after = dead[^1].Position;
            }
        },
        cancel);

    private static Refusal Gone => new(RefusalCode.NotFound, "There is no such delivery; it may have been too long ago.", "id");

    private static IQueryable<WebhookDelivery> Deliveries(AlignmentContext context, WebhookEndpointId endpoint) =>
        context.Set<WebhookDelivery>().Where(delivery => delivery.EndpointId == endpoint);

    private static async Task<Refusal?> FindFaultAsync(AlignmentContext context, WebhookEndpointId id, CancellationToken cancel)
    {
        var endpoint = await context.Set<WebhookEndpoint>().AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancel);
        if (endpoint is null) return WebhookEndpoints.NotFound(id);
        return endpoint.Enabled ? null : WebhookEndpoints.Disabled(endpoint);
    }

    private async Task ReplayAsync(AlignmentContext context, List<WebhookDelivery> deliveries, CancellationToken cancel)
    {
        if (deliveries.Count == 0) return;
        var now = clock.GetCurrentInstant();
        foreach (var delivery in deliveries) delivery.Replay();
        await DeliveryLines.HurryAsync(context, deliveries[0].EndpointId, now, cancel);
        await DeliveryLines.QueueAsync(context, [.. deliveries.Select(delivery => (delivery.EndpointId, delivery.OrderingKey))], now, cancel);
        context.Raise(StoreTopics.Outbox);
        await context.SaveChangesAsync(cancel);
    }
}
