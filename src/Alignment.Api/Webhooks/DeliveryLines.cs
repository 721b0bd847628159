using Alignment.Api.Data;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>Puts deliveries in line: each endpoint and ordering key under which something waits has one.</summary>
internal static class DeliveryLines
{
    /// <summary>
    /// Marks lines as added to, or begins them. Marking takes the rows until the unit of work ends, so that of two units that
    /// write under one key the second waits for the first, and a dispatcher that saw neither cannot take the line for empty.
    /// </summary>
    /// <param name="context">Of the unit of work that writes the deliveries.</param>
    /// <param name="lines">Where the deliveries wait.</param>
    /// <param name="now">When a line that begins is due.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task QueueAsync(
        AlignmentContext context, IReadOnlyCollection<(WebhookEndpointId Endpoint, string Key)> lines, Instant now, CancellationToken cancel)
    {
        var queued = context.Set<DeliveryLine>();
        var begun = queued.Local.Select(line => (line.EndpointId, line.OrderingKey)).ToHashSet();
        var open = lines.Where(line => !begun.Contains(line)).Distinct().ToList();
        if (open.Count == 0) return;

        WebhookEndpointId[] endpoints = [.. open.Select(line => line.Endpoint).Distinct()];
        string[] keys = [.. open.Select(line => line.Key).Distinct()];
        var there = queued.Where(line => endpoints.Contains(line.EndpointId) && keys.Contains(line.OrderingKey));
        if (context.Database.IsRelational())
        {
            await there.ExecuteUpdateAsync(set => set.SetProperty(line => line.Touched, line => line.Touched + 1), cancel);
            var known = await there.AsNoTracking().ToListAsync(cancel);
            open = [.. open.Except(known.Select(line => (line.EndpointId, line.OrderingKey)))];
        }
        else
        {
            foreach (var line in await there.ToListAsync(cancel))
            {
                line.Touch();
                open.Remove((line.EndpointId, line.OrderingKey));
            }
        }

        queued.AddRange(open.Select(line => DeliveryLine.Begin(line.Endpoint, line.Key, now)));
    }

    /// <summary>Makes all that waits for an endpoint due now, unless somebody is sending it.</summary>
    public static async Task HurryAsync(AlignmentContext context, WebhookEndpointId endpoint, Instant now, CancellationToken cancel)
    {
        var due = now.ToMicroseconds();
        var waiting = context.Set<DeliveryLine>().Where(line => line.EndpointId == endpoint && line.Lease == null && line.DueAt > due);
        if (context.Database.IsRelational())
            await waiting.ExecuteUpdateAsync(set => set.SetProperty(line => line.DueAt, due), cancel);
        else
            foreach (var line in await waiting.ToListAsync(cancel)) line.Release(due);
    }
}
