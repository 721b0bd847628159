using Alignment.Api.Data;
using Alignment.Core;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>A page of a work queue.</summary>
/// <param name="page">The leads.</param>
/// <param name="rankedAt">When the oldest total was computed that the order rests on.</param>
public sealed class WorkQueuePage(Connection<LeadView> page, Instant rankedAt) : Connection<LeadView>(page)
{
    /// <summary>
    /// How old the order is: at most 15 minutes. It stays the same while pages follow one another by cursor; another value says that the
    /// order has been renewed in between. What each lead shows, its assessment first, is exact at the moment of reading.
    /// </summary>
    public Instant RankedAt { get; } = rankedAt;
}

[QueryType]
public static partial class WorkQueueQueries
{
    /// <summary>
    /// What to work on, best leads first. Pages that follow one another by cursor keep the order of the first of them: whatever changes
    /// meanwhile, no lead comes twice and none that stays in the queue is left out. A page asked for when that order is older than 15 minutes
    /// goes on from its cursor by the newest order; its `rankedAt` says so. A definition that comes into force orders everything anew.
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
        QueuesInUse inUse,
        IClock clock,
        IResolverContext selected,
        WorkQueueReader reader,
        CancellationToken cancellationToken)
    {
        var queue = new WorkQueue(repKey, personaKey, stageKey);
        var now = clock.GetCurrentInstant().ToMicroseconds();
        inUse.Note(queue, now);
        var walk = new WorkQueueWalk(queue, store, reader, LeadSelection.Parts(selected, "nodes.", "edges.node."));
        return await walk.ReadAsync(paging, () => queue.Whole.RenewAsync(store, journal, now, cancel: cancellationToken), now, cancellationToken);
    }
}
