using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>
/// Where changes leave word for other systems, in the same unit of work: either both are kept or neither is. What nobody subscribes
/// to is not written.
/// </summary>
public static class Outbox
{
    /// <summary>Adds events to a unit of work, which must still be saved. They go out after it has been committed.</summary>
    /// <param name="context">The context of <see cref="AlignmentStore.WriteAsync{T}"/>.</param>
    /// <param name="events">In the order in which they happened.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops waiting for another unit of work that writes about the same lead.</param>
    public static Task AddAsync(AlignmentContext context, IReadOnlyList<OutgoingEvent> events, Instant now, CancellationToken cancel = default) =>
        AddAsync(context, () => events, now, cancel);

    /// <param name="context">The context of <see cref="AlignmentStore.WriteAsync{T}"/>.</param>
    /// <param name="events">Makes them, in the order in which they happened; not asked while there is no endpoint.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops waiting for another unit of work that writes about the same lead.</param>
    /// <inheritdoc cref="AddAsync(AlignmentContext, IReadOnlyList{OutgoingEvent}, Instant, CancellationToken)"/>
    public static async Task AddAsync(AlignmentContext context, Func<IEnumerable<OutgoingEvent>> events, Instant now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(events);
        var endpoints = await context.Set<WebhookEndpoint>().AsNoTracking().ToListAsync(cancel);
        if (endpoints.Count > 0) await AddAsync(context, events(), endpoints, (endpoint, type) => endpoint.Wants(type), now, cancel);
    }

    /// <summary>Adds an event for one endpoint alone, whatever it subscribes to.</summary>
    internal static Task AddForAsync(AlignmentContext context, WebhookEndpoint endpoint, OutgoingEvent happened, Instant now, CancellationToken cancel) =>
        AddAsync(context, [happened], [endpoint], (_, _) => true, now, cancel);

    private static async Task AddAsync(
        AlignmentContext context, IEnumerable<OutgoingEvent> events, IReadOnlyList<WebhookEndpoint> endpoints,
        Func<WebhookEndpoint, string, bool> wants, Instant now, CancellationToken cancel)
    {
        List<(WebhookEndpointId, string)> lines = [];
        foreach (var happened in events)
        {
            var listeners = endpoints.Where(endpoint => wants(endpoint, happened.Type)).ToList();
            if (listeners.Count == 0) continue;
            var written = OutboxEvent.Write(happened, now);
            context.Add(written);
            context.AddRange(listeners.Select(endpoint => WebhookDelivery.Of(written, endpoint, now)));
            lines.AddRange(listeners.Where(endpoint => endpoint.Enabled).Select(endpoint => (endpoint.Id, happened.OrderingKey)));
        }

        if (lines.Count == 0) return;
        await DeliveryLines.QueueAsync(context, lines, now, cancel);
        context.Raise(StoreTopics.Outbox);
    }
}
