using Alignment.Api.Data;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>What could not be delivered, and sending it once more. Dead letters are kept for 30 days unless configured otherwise.</summary>
public sealed class DeadLetters
{
    private const int Batch = 500;
    private readonly AlignmentStore store;
    private readonly OutboxSignal signal;
    private readonly IClock clock;

    internal DeadLetters(AlignmentStore store, OutboxSignal signal, IClock clock) => (this.store, this.signal, this.clock) = (store, signal, clock);

    /// <summary>Sends one delivery once more, whether it was given up or arrived. It keeps its id, so a receiver that has it drops it.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="position">The event's position in the outbox.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<Result<WebhookDelivery>> ReplayAsync(WebhookEndpointId endpoint, long position, CancellationToken cancel = default) =>
        store.WriteAsync<Result<WebhookDelivery>>(
            async (context, token) =>
            {
                if (await FindFaultAsync(context, endpoint, token) is { } fault) return fault;
                var found = await context.Set<WebhookDelivery>().Include(delivery => delivery.Event)
                    .SingleOrDefaultAsync(delivery => delivery.EndpointId == endpoint && delivery.Position == position, token);
                if (found is null) return new Refusal(RefusalCode.NotFound, "There is no such delivery; it may have been too long ago.", "id");
                if (found.State == WebhookDeliveryState.Waiting) return new Refusal(RefusalCode.WrongState, "The delivery waits to be sent already.", "id");
                await ReplayAsync(context, [found], token);
                return found;
            },
            cancel);

    /// <summary>Sends all dead letters of an endpoint once more, in the order in which they happened.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="since">Only what happened at or after this instant; null for all.</param>
    /// <param name="cancel">Stops after some of them.</param>
    /// <returns>How many.</returns>
    public async Task<Result<int>> ReplayAllAsync(WebhookEndpointId endpoint, Instant? since = null, CancellationToken cancel = default)
    {
        var (replayed, after) = (0, 0L);
        var from = since ?? Instant.FromUnixTimeTicks(0);
        while (true)
        {
            var reached = after;
            var batch = await store.WriteAsync<Result<IReadOnlyList<long>>>(
                async (context, token) =>
                {
                    if (await FindFaultAsync(context, endpoint, token) is { } fault) return fault;
                    var dead = await context.Set<WebhookDelivery>()
                        .Where(delivery => delivery.EndpointId == endpoint && delivery.State == WebhookDeliveryState.Dead && delivery.Position > reached)
                        .Where(delivery => delivery.Event.OccurredAt >= from)
                        .OrderBy(delivery => delivery.Position).Take(Batch).ToListAsync(token);
                    await ReplayAsync(context, dead, token);
                    return dead.Select(delivery => delivery.Position).ToList();
                },
                cancel);
            if (!batch.TryGetValue(out var positions, out var refusals)) return Result.Refused<int>(refusals);
            replayed += positions.Count;
            if (positions.Count < Batch) return replayed;
            after = positions[^1];
        }
    }

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
        context.AfterCommit(signal.Raise);
        await context.SaveChangesAsync(cancel);
    }
}
