using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Paging;
using Alignment.Api.Personas;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>Reads pages of work queues, how old their order is included, in one trip to PostgreSQL.</summary>
public sealed class WorkQueueReader(
    StatementDataLoader statements, KnownVersions known, StandingDataLoader standings, PersonaByKeyDataLoader personas) : IDataLoader
{
    /// <summary>Nothing is kept here.</summary>
    public void Clear()
    {
    }

    /// <summary>Whether the page is one that is read here: from the start, or after a lead, on PostgreSQL.</summary>
    internal bool CanRead(PagingArguments paging) => statements.IsOpen && paging is { Last: null, Before: null };

    /// <summary>Reads a page; the first one of an order that is too old is read again after the order was renewed.</summary>
    internal async Task<WorkQueuePage> ReadAsync(
        WorkQueue queue, PagingArguments paging, LeadParts parts, Func<Task> renew, Func<CancellationToken, ValueTask<TotalCount>> totalCount, Instant now)
    {
        var window = queue.Order.Window(paging);
        var after = window.After is null ? ((double, LeadId)?)null : Place(window.After, paging);
        var (rankedAt, rows) = await ReadAsync(queue, window.Take, parts, after);
        if (after is null && rankedAt < now - WorkQueue.OldestRanking)
        {
            await renew();
            standings.Clear();
            (rankedAt, rows) = await ReadAsync(queue, window.Take, parts, after);
        }

        return new WorkQueuePage(window.ToConnection(rows, totalCount), rankedAt ?? now);
    }

    private async Task<(Instant? RankedAt, List<LeadView> Rows)> ReadAsync(WorkQueue queue, int take, LeadParts parts, (double, LeadId)? after)
    {
        var statement = new WorkQueueStatement(queue);
        var ranked = statements.ReadAsync(statement.RankedAt());
        var rows = await statements.ReadAsync(statement.Page(new LeadColumns(parts, known, standings, personas), take, after));
        return (await ranked is [var at, ..] ? at : null, rows);
    }

    private static (double, LeadId) Place(IReadOnlyList<string?> keys, PagingArguments paging) =>
        keys.Count == 2 && KeyText.TryRead(keys[0], typeof(double), out var total) && KeyText.TryRead(keys[1], typeof(LeadId), out var lead)
            ? ((double)total, (LeadId)lead)
            : throw PagingArguments.InvalidCursor(paging.After!);
}
