using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>
/// Where changes leave word for other systems, in the same unit of work: either both are kept or neither is. What nobody subscribes
/// to is not written.
/// </summary>
public static class Outbox
{
    /// <summary>Writes events in a unit of work. They go out after it has been committed.</summary>
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
        var heard = events.Select(happened => (Happened: happened, By: endpoints.Where(endpoint => wants(endpoint, happened.Type)).ToList()))
            .Where(one => one.By.Count > 0).ToList();
        if (heard.Count == 0) return;
        var lines = heard.SelectMany(one => one.By.Where(endpoint => endpoint.Enabled), (one, endpoint) => (endpoint.Id, one.Happened.OrderingKey)).ToList();
        if (lines.Count > 0) await DeliveryLines.QueueAsync(context, lines, now, cancel);

        // Only now that the lines are held: events under one key have their positions in the order in which they are committed.
        var positions = await PositionsAsync(context, heard.Count, cancel);
        List<OutboxEvent> written = [.. heard.Select((one, place) => OutboxEvent.Write(one.Happened, now, positions[place]))];
        await RowWriter.InsertAsync(context, written, cancel);
        await RowWriter.InsertAsync(context, [.. heard.SelectMany((one, place) => one.By.Select(endpoint => WebhookDelivery.Of(written[place], endpoint, now)))], cancel);
        if (lines.Count > 0) context.Raise(StoreTopics.Outbox);
    }

    // The next of the table's own numbers, growing; zeros where the change tracker gives them.
    private static async Task<IReadOnlyList<long>> PositionsAsync(AlignmentContext context, int count, CancellationToken cancel)
    {
        if (context.Database.IsNpgsql())
            return await context.Database.SqlQuery<long>($"SELECT nextval(pg_get_serial_sequence('outbox', 'position')) AS \"Value\" FROM generate_series(1, {count})").ToListAsync(cancel);
        if (!context.Database.IsSqlite()) return new long[count];
        var last = await context.Database.SqlQuery<long>($"SELECT seq AS Value FROM sqlite_sequence WHERE name = 'outbox'").FirstOrDefaultAsync(cancel);
        return [.. Enumerable.Range(1, count).Select(place => last + place)];
    }
}
