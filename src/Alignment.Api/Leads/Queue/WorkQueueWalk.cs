using System.Data;
using System.Text;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.GraphQL;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>
/// Reads the pages of a queue in the order in which the first was read, however leads change and rankings are renewed meanwhile: a lead that
/// gave up its place since is looked for where it was. A cursor says when that was; when the order is too old, the walk goes on by the newest.
/// </summary>
/// <param name="queue">The queue.</param>
/// <param name="store">Where it is.</param>
/// <param name="reader">Reads what it can in one trip.</param>
/// <param name="parts">What to read of the leads.</param>
internal sealed class WorkQueueWalk(WorkQueue queue, AlignmentStore store, WorkQueueReader reader, LeadParts parts)
{
    /// <summary>Reads a page.</summary>
    /// <param name="paging">Which.</param>
    /// <param name="renew">Renews the order where it is too old, before it is gone by.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<WorkQueuePage> ReadAsync(PagingArguments paging, Func<Task<int>> renew, Instant now, CancellationToken cancel)
    {
        var (after, before) = (Start.Read(paging.After), Start.Read(paging.Before));
        var inner = paging with { After = after?.Cursor ?? paging.After, Before = before?.Cursor ?? paging.Before };
        if ((after ?? before) is { } begun && now - begun.RankedAt <= WorkQueue.OldestRanking)
            return await ContinueAsync(inner, begun, cancel);
        var page = await BeginAsync(inner, now, cancel);
        if (now - page.RankedAt <= WorkQueue.OldestRanking) return page;
        await renew();
        return await BeginAsync(inner, now, cancel);
    }

    private async Task<WorkQueuePage> BeginAsync(PagingArguments paging, Instant now, CancellationToken cancel)
    {
        var window = queue.Order.Window(paging);
        if (reader.CanRead(paging))
        {
            var read = await reader.BeginAsync(queue, window, paging, parts);
            return Page(window, read.Rows, new Start("", read.Moment ?? "", read.RankedAt ?? now));
        }

        await using var context = store.CreateDbContext();
        await using var transaction = await SnapshotAsync(context, cancel);
        var rankedAt = await queue.Whole.RankedAtAsync(context, cancel) ?? now;
        var rows = await ReadAsync(window, queue.Leads(context), cancel);
        var start = new Start("", await FormerPlaces.MomentAsync(context, cancel), rankedAt);
        return Page(window, rows, start);
    }

    private async Task<WorkQueuePage> ContinueAsync(PagingArguments paging, Start start, CancellationToken cancel)
    {
        if (!FormerPlaces.IsMoment(store, start.Moment)) throw PagingArguments.InvalidCursor(paging.After ?? paging.Before!);
        var window = queue.Order.Window(paging);
        if (reader.CanRead(paging) && await reader.ContinueAsync(queue, window, paging, parts, start.Moment) is { } still)
            return Page(window, still, start);
        await using var context = store.CreateDbContext();
        await using var transaction = await SnapshotAsync(context, cancel);
        if (!await queue.HasMovedAsync(context, start.Moment, cancel))
            return Page(window, await ReadAsync(window, queue.Leads(context), cancel), start);
        var rows = await ReadAsync(window, queue.Settled(context, start.Moment), cancel);
        rows.AddRange(await ReadAsync(window, queue.Moved(context, start.Moment), cancel));
        var sorted = queue.Sorted(rows);
        return Page(window, [.. (paging.IsBackward ? sorted.Reverse() : sorted).Take(window.Take)], start);
    }

    private Task<List<LeadView>> ReadAsync(KeysetWindow<QueuedLead, LeadView> window, IQueryable<QueuedLead> leads, CancellationToken cancel) =>
        window.Cut(leads).Take(window.Take).Select(LeadView.Listing<QueuedLead>(
            parts, queued => queued.Lead, queued => new ValueTuple<string, double>("", queued.Total))).ToListAsync(cancel);

    private WorkQueuePage Page(KeysetWindow<QueuedLead, LeadView> window, IReadOnlyList<LeadView> rows, Start start)
    {
        var count = store.Counting(queue.Leads);
        var page = window.ToConnection(rows, count);
        return new WorkQueuePage(
            new Connection<LeadView>(page.Items, page.HasNextPage, page.HasPreviousPage, lead => (start with { Cursor = window.Cursor(lead) }).Write(), count), start.RankedAt);
    }

    // All statements of a page see the same.
    private static async Task<IDbContextTransaction?> SnapshotAsync(AlignmentContext context, CancellationToken cancel)
    {
        if (!context.Database.IsRelational()) return null;
        if (!context.Database.IsSqlite()) return await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        await context.Database.OpenConnectionAsync(cancel);
        return await context.Database.UseTransactionAsync(((SqliteConnection)context.Database.GetDbConnection()).BeginTransaction(deferred: true), cancel);
    }

    /// <summary>Where a walk began.</summary>
    /// <param name="Cursor">A place in the order.</param>
    /// <param name="Moment">What the first page saw.</param>
    /// <param name="RankedAt">How old the order was.</param>
    private sealed record Start(string Cursor, string Moment, Instant RankedAt)
    {
        public string Write() => WebEncoders.Base64UrlEncode(
            JsonSerializer.SerializeToUtf8Bytes<object[]>([Cursor, Moment, RankedAt.ToUnixTimeTicks()]));

        /// <exception cref="GraphQLException">The text is no such cursor.</exception>
        public static Start? Read(string? cursor)
        {
            if (cursor is null) return null;
            try
            {
                return JsonSerializer.Deserialize<JsonElement[]>(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(cursor))) is [var place, var moment, var ticks]
                    ? new Start(place.GetString()!, moment.GetString()!, Instant.FromUnixTimeTicks(ticks.GetInt64()))
                    : throw PagingArguments.InvalidCursor(cursor);
            }
            catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
            {
                throw PagingArguments.InvalidCursor(cursor);
            }
        }
    }
}
