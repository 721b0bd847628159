using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>Reads pages of work queues, how old their order is included, in one trip to PostgreSQL.</summary>
public sealed class WorkQueueReader(StatementDataLoader statements, KnownVersions known) : IDataLoader
{
    /// <summary>Nothing is kept here.</summary>
    public void Clear()
    {
    }

    /// <summary>Whether the page is one that is read here: from the start, or after a lead, on PostgreSQL.</summary>
    internal bool CanRead(PagingArguments paging) => statements.IsOpen && paging is { Last: null, Before: null };

    /// <summary>Reads a page by the present order, how old that is, and what the page saw.</summary>
    internal async Task<(Instant? RankedAt, string? Moment, List<LeadView> Rows)> BeginAsync(
        WorkQueue queue, KeysetWindow<QueuedLead, LeadView> window, PagingArguments paging, LeadParts parts)
    {
        var statement = new WorkQueueStatement(queue);
        var ranked = statements.ReadAsync(new WorkQueueStatement(queue.Whole).RankedAt());
        var rows = await PageAsync(statement, window, paging, parts);
        return (await ranked is [var at, ..] ? at : null, statement.Moment, rows);
    }

    /// <summary>Reads a page by the order of a moment.</summary>
    /// <returns>Null where leads have given up their places since, so that it takes more to find out.</returns>
    internal async Task<List<LeadView>?> ContinueAsync(
        WorkQueue queue, KeysetWindow<QueuedLead, LeadView> window, PagingArguments paging, LeadParts parts, string moment)
    {
        // The page before the question, in this order: what has not moved when it is asked had not when the page was read.
        var statement = new WorkQueueStatement(queue);
        var page = PageAsync(statement, window, paging, parts);
        var moved = await statements.ReadAsync(statement.HasMoved(moment));
        var rows = await page;
        return moved.Count > 0 ? null : rows;
    }

    private Task<List<LeadView>> PageAsync(WorkQueueStatement statement, KeysetWindow<QueuedLead, LeadView> window, PagingArguments paging, LeadParts parts) =>
        statements.ReadAsync(statement.Page(new LeadColumns(parts, known), window.Take, window.After is null ? null : Place(window.After, paging)));

    private static (double, LeadId) Place(IReadOnlyList<string?> keys, PagingArguments paging) =>
        keys.Count == 2 && KeyText.TryRead(keys[0], typeof(double), out var total) && KeyText.TryRead(keys[1], typeof(LeadId), out var lead)
            ? ((double)total, (LeadId)lead)
            : throw PagingArguments.InvalidCursor(paging.After!);
}
