using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>A page of a work queue.</summary>
/// <param name="page">The leads.</param>
/// <param name="rankedAt">When the oldest total was computed that the order rests on.</param>
public sealed class WorkQueuePage(Connection<LeadView> page, Instant rankedAt) : Connection<LeadView>(page)
{
    /// <summary>
    /// The order is no older than this: at most 15 minutes before the first page was asked for. What each lead shows, its assessment
    /// first, is exact at the moment of reading.
    /// </summary>
    public Instant RankedAt { get; } = rankedAt;
}

[QueryType]
public static partial class WorkQueueQueries
{
    /// <summary>
    /// What to work on, best leads first. Pages follow the order of the totals as last kept, which a first page renews where they are
    /// older than 15 minutes. Following pages go on below the last lead by its total, so that leads that come, go or change neither repeat
    /// nor hide the others; only a first page that renews the order meanwhile may move leads past the place of somebody halfway through.
    /// </summary>
    /// <param name="repKey">The leads this rep was offered or took and was not yet in touch with; if left out, qualified leads that nobody has.</param>
    /// <param name="personaKey">Leads of this persona alone.</param>
    /// <param name="stageKey">Leads at this buying stage alone.</param>
    [UsePaging(ConnectionName = "WorkQueue")]
    public static async Task<WorkQueuePage?> GetWorkQueueAsync(
        PagingArguments paging,
        string? repKey,
        string? personaKey,
        string? stageKey,
        AlignmentStore store,
        LeadJournal journal,
        IClock clock,
        IResolverContext selected,
        WorkQueueReader reader,
        CancellationToken cancellationToken)
    {
        var queue = new WorkQueue(repKey, personaKey, stageKey);
        var now = clock.GetCurrentInstant().ToMicroseconds();
        var parts = LeadSelection.Parts(selected, "nodes.", "edges.node.");
        if (reader.CanRead(paging))
        {
            return await reader.ReadAsync(
                queue, paging, parts, () => queue.RenewAsync(store, journal, now, cancellationToken), store.Counting(queue.Listings), now);
        }

        if (paging is { After: null, Before: null }) await queue.RenewAsync(store, journal, now, cancellationToken);
        await using var context = store.CreateDbContext();
        var rankedAt = await queue.RankedAtAsync(context, cancellationToken);
        var page = await queue.Listings(context).ReadPageAsync(
            queue.Order,
            paging,
            LeadView.Listing(parts),
            store.Counting(queue.Listings),
            cancellationToken);
        return new WorkQueuePage(page, rankedAt ?? now);
    }
}
