using Alignment.Api.Data;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>A line that this host alone may send from, until its lease runs out.</summary>
internal sealed record LineLease(WebhookEndpointId Endpoint, string OrderingKey, string Token);

/// <summary>The first delivery of a line, with all that an attempt needs.</summary>
internal sealed record Parcel(WebhookEndpoint Endpoint, OutboxEvent Event);

/// <summary>What waits in the database: takes lines, and writes down what came of attempts.</summary>
/// <param name="store">The database.</param>
/// <param name="settings">Lease, retries and patience.</param>
internal sealed class DeliveryQueue(AlignmentStore store, WebhookSettings settings)
{
    private readonly string host = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private long claims;

    /// <summary>Leases lines that are due, those that have waited longest first.</summary>
    /// <param name="room">How many more each endpoint may have under way here, and all of them together.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<IReadOnlyList<LineLease>> ClaimAsync(ClaimRoom room, Instant now, CancellationToken cancel)
    {
        var due = now.ToMicroseconds();
        await using (var look = store.CreateDbContext())
            if (!await DueAt(look.Set<DeliveryLine>(), room, due).AnyAsync(cancel)) return [];

        return await store.WriteAsync<IReadOnlyList<LineLease>>(
            async (context, token) =>
            {
                var candidates = await Candidates(context, room, due).ToListAsync(token);
                List<LineLease> leases = [];
                foreach (var line in room.Choose(candidates))
                {
                    var lease = new LineLease(line.EndpointId, line.OrderingKey, $"{host}/{Interlocked.Increment(ref claims)}");
                    line.Hold(lease.Token, now + settings.Lease);
                    leases.Add(lease);
                }

                await context.SaveChangesAsync(token);
                return leases;
            },
            cancel);
    }

    /// <summary>When the next line is due; null when nothing waits.</summary>
    public async Task<Instant?> NextDueAsync(CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        var next = await context.Set<DeliveryLine>().OrderBy(line => line.DueAt).FirstOrDefaultAsync(cancel);
        return next?.DueAt;
    }

    /// <summary>What is first in a line.</summary>
    /// <returns>Null when nothing is to be sent: the line is empty, or its endpoint is disabled or gone.</returns>
    public async Task<Parcel?> FirstAsync(LineLease lease, CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        var endpoint = await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == lease.Endpoint, cancel);
        if (endpoint is not { Enabled: true }) return null;
        var first = await Waiting(context, lease).OrderBy(delivery => delivery.Position).Include(delivery => delivery.Event).FirstOrDefaultAsync(cancel);
        return first is null ? null : new(endpoint, first.Event);
    }

    /// <summary>Writes down what came of an attempt, and what is to follow.</summary>
    /// <param name="lease">The line it was from.</param>
    /// <param name="parcel">What was sent.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="goOn">Whether to keep the line if more waits and the attempt succeeded or was the last.</param>
    /// <param name="chance">See <see cref="RetrySchedule.After"/>.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether the line is still leased and the next delivery may be sent.</returns>
    public Task<bool> RecordAsync(LineLease lease, Parcel parcel, AttemptOutcome outcome, bool goOn, double chance, Instant now, CancellationToken cancel) =>
        store.WriteAsync(
            async (context, token) =>
            {
                if (await HeldAsync(context, lease, token) is not { } line) return false;
                var endpoint = await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == lease.Endpoint, token);
                var delivery = await context.Set<WebhookDelivery>().SingleOrDefaultAsync(
                    delivery => delivery.EndpointId == lease.Endpoint && delivery.Position == parcel.Event.Position, token);
                var retry = delivery is { State: WebhookDeliveryState.Waiting } && endpoint is not null
                    ? Note(delivery, endpoint, outcome, chance, now)
                    : null;
                await context.SaveChangesAsync(token);
                return await FollowAsync(context, lease, line, endpoint, retry, goOn, now, token);
            },
            cancel);

    /// <summary>Ends the lease of a line from which nothing was to be sent.</summary>
    public Task SettleAsync(LineLease lease, Instant now, CancellationToken cancel) => store.WriteAsync(
        async (context, token) =>
        {
            if (await HeldAsync(context, lease, token) is not { } line) return;
            var endpoint = await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == lease.Endpoint, token);
            await FollowAsync(context, lease, line, endpoint, null, goOn: false, now, token);
        },
        cancel);

    /// <summary>Gives a line back as it is, for any host to take.</summary>
    public Task ReleaseAsync(LineLease lease, Instant due, CancellationToken cancel) => store.WriteAsync(
        async (context, token) =>
        {
            if (await HeldAsync(context, lease, token) is not { } line) return;
            line.Release(due);
            await context.SaveChangesAsync(token);
        },
        cancel);

    private static IQueryable<DeliveryLine> DueAt(IQueryable<DeliveryLine> lines, ClaimRoom room, Instant due)
    {
        var full = room.FullEndpoints;
        return lines.Where(line => line.DueAt <= due && !full.Contains(line.EndpointId));
    }

    // Hosts pass over each other's rows instead of waiting for them.
    private static IQueryable<DeliveryLine> Candidates(AlignmentContext context, ClaimRoom room, Instant due)
    {
        var lines = context.Set<DeliveryLine>();
        if (!context.Database.IsNpgsql()) return DueAt(lines, room, due).OrderBy(line => line.DueAt).Take(room.Candidates);
        var full = room.FullEndpoints.Select(endpoint => endpoint.Value).ToArray();
        return lines.FromSql(
            $"SELECT * FROM webhook_lines WHERE due_at <= {due.ToDateTimeUtc()} AND NOT endpoint_id = ANY ({full}) ORDER BY due_at LIMIT {room.Candidates} FOR UPDATE SKIP LOCKED");
    }

    private static Task<DeliveryLine?> HeldAsync(AlignmentContext context, LineLease lease, CancellationToken cancel) =>
        context.Set<DeliveryLine>().SingleOrDefaultAsync(
            line => line.EndpointId == lease.Endpoint && line.OrderingKey == lease.OrderingKey && line.Lease == lease.Token, cancel);

    private static IQueryable<WebhookDelivery> Waiting(AlignmentContext context, LineLease lease) => context.Set<WebhookDelivery>().Where(
        delivery => delivery.EndpointId == lease.Endpoint && delivery.OrderingKey == lease.OrderingKey && delivery.State == WebhookDeliveryState.Waiting);

    // When the same delivery is to be tried again; null when it has ended.
    private Instant? Note(WebhookDelivery delivery, WebhookEndpoint endpoint, AttemptOutcome outcome, double chance, Instant now)
    {
        if (outcome.Succeeded)
        {
            delivery.Deliver(outcome, now);
            endpoint.Succeeded();
            return null;
        }

        delivery.Fail(outcome, now);
        endpoint.Failed(outcome, settings.DisableAfter, now);
        if (settings.Retries.After(delivery.Attempts, outcome.RetryAfter, chance) is { } wait) return now + wait;
        delivery.GiveUp($"Given up after {delivery.Attempts} attempts; the last one: {outcome.Error}", now);
        return null;
    }

    private async Task<bool> FollowAsync(
        AlignmentContext context, LineLease lease, DeliveryLine line, WebhookEndpoint? endpoint, Instant? retry, bool goOn, Instant now, CancellationToken cancel)
    {
        if (endpoint is null) context.RemoveRange(await Waiting(context, lease).ToListAsync(cancel));
        else if (!endpoint.Enabled)
            foreach (var delivery in await Waiting(context, lease).ToListAsync(cancel)) delivery.GiveUp($"The endpoint was disabled: {endpoint.DisabledBecause}", now);

        var more = endpoint is { Enabled: true } && await Waiting(context, lease).AnyAsync(cancel);
        if (!more) context.Remove(line);
        else if (retry is { } due) line.Release(due);
        else if (goOn) line.Hold(lease.Token, now + settings.Lease);
        else line.Release(now);
        await context.SaveChangesAsync(cancel);
        return more && retry is null && goOn;
    }
}
