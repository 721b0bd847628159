using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Webhooks;

/// <summary>Puts deliveries in line: each endpoint and ordering key under which something waits has one.</summary>
internal static class DeliveryLines
{
    private const string MarkOrBegin = "ON CONFLICT (endpoint_id, ordering_key) DO UPDATE SET touched = webhook_lines.touched + 1";

    /// <summary>
    /// Begins lines, or marks those that are there as added to. Either takes the rows until the unit of work ends: of two units that
    /// write under one key the second waits for the first, and a dispatcher that saw neither cannot take the line for empty.
    /// </summary>
    /// <param name="context">Of the unit of work that writes the deliveries.</param>
    /// <param name="lines">Where the deliveries wait.</param>
    /// <param name="now">When a line that begins is due.</param>
    /// <param name="cancel">Stops waiting.</param>
    public static async Task QueueAsync(
        AlignmentContext context, IEnumerable<(WebhookEndpointId Endpoint, string Key)> lines, Instant now, CancellationToken cancel)
    {
        // In one order everywhere, so that two units of work do not wait for each other.
        var ordered = lines.Distinct().OrderBy(line => line.Endpoint.Value).ThenBy(line => line.Key, StringComparer.Ordinal).ToList();
        if (context.Database.IsNpgsql())
            await UpsertAsync(context, ordered, now.ToMicroseconds(), cancel);
        else if (context.Database.IsSqlite())
            await SqliteRows.InsertAsync(context, [.. ordered.Select(line => DeliveryLine.Begin(line.Endpoint, line.Key, now))], cancel, MarkOrBegin);
        else
            foreach (var (endpoint, key) in ordered) await BeginOrTouchAsync(context, endpoint, key, now, cancel);
    }

    /// <summary>
    /// Makes all that waits for an endpoint due now. A line that is being sent from is marked as added to: whoever is about to write down
    /// when it is due next saw the endpoint as it was, fails, and looks again.
    /// </summary>
    public static async Task HurryAsync(AlignmentContext context, WebhookEndpointId endpoint, Instant now, CancellationToken cancel)
    {
        var due = now.ToMicroseconds();
        var lines = context.Set<DeliveryLine>().Where(line => line.EndpointId == endpoint);
        if (context.Database.IsRelational())
            await lines.ExecuteUpdateAsync(
                set => set
                    .SetProperty(line => line.Touched, line => line.Touched + 1)
                    .SetProperty(line => line.DueAt, line => line.Lease == null && line.DueAt > due ? due : line.DueAt),
                cancel);
        else
            foreach (var line in await lines.ToListAsync(cancel)) line.Hurry(due);
    }

    private static async Task UpsertAsync(
        AlignmentContext context, IReadOnlyList<(WebhookEndpointId Endpoint, string Key)> lines, Instant due, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            $"INSERT INTO webhook_lines (endpoint_id, ordering_key, due_at, touched) SELECT endpoint, key, $3, 0 FROM unnest($1, $2) AS lines (endpoint, key) {MarkOrBegin}",
            (NpgsqlConnection)context.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. lines.Select(line => line.Endpoint.Value)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. lines.Select(line => line.Key)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = due.ToDateTimeUtc() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task BeginOrTouchAsync(AlignmentContext context, WebhookEndpointId endpoint, string key, Instant now, CancellationToken cancel)
    {
        if (await context.Set<DeliveryLine>().FindAsync([endpoint, key], cancel) is { } line) line.Touch();
        else context.Add(DeliveryLine.Begin(endpoint, key, now));
    }
}
