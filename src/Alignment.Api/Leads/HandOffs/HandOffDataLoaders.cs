using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Hand-offs by id.</summary>
public sealed class HandOffByIdDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<HandOffId, HandOff>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<HandOffId, HandOff>> LoadBatchAsync(
        IReadOnlyList<HandOffId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.HandOffs.Where(handOff => keys.Contains(handOff.Id)).ToDictionaryAsync(handOff => handOff.Id, cancellationToken);
    }
}

/// <summary>A part of what belongs to a lead.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="Paging">Which part.</param>
public readonly record struct LeadPart(LeadId Lead, PagingArguments Paging);

/// <summary>The hand-offs of leads, oldest first, those of many leads in one statement: a lead has few.</summary>
public sealed class HandOffPageDataLoader(IDbContextFactory<AlignmentContext> contexts, StatementDataLoader statements, IBatchScheduler scheduler)
    : BatchDataLoader<LeadPart, Connection<HandOff>>(scheduler)
{
    private static readonly Keyset<HandOff, HandOff> Order = new Keyset<HandOff, HandOff>()
        .By("offeredAt", handOff => handOff.OfferedAt, handOff => handOff.OfferedAt)
        .By("id", handOff => handOff.Id, handOff => handOff.Id);

    protected override async Task<IReadOnlyDictionary<LeadPart, Connection<HandOff>>> LoadBatchAsync(
        IReadOnlyList<LeadPart> keys, CancellationToken cancellationToken)
    {
        if (statements.IsOpen && keys[0].Paging is { After: null, Before: null } paging && keys.All(key => key.Paging == paging))
        {
            var window = Order.Window(paging);
            var page = await statements.ReadAsync(HandOffStatement.Of(contexts, keys.Select(key => key.Lead), window.Take, paging.IsBackward));
            var byLead = page.ToLookup(handOff => handOff.LeadId);
            return keys.ToDictionary(key => key, key => window.ToConnection([.. byLead[key.Lead]], cancel => CountAsync(key.Lead, cancel)));
        }

        await using var context = contexts.CreateDbContext();
        var ids = keys.Select(key => key.Lead).Distinct().ToList();
        var read = await context.HandOffs.Where(handOff => ids.Contains(handOff.LeadId)).ToListAsync(cancellationToken);
        return Order.Pages(keys, read.ToLookup(handOff => handOff.LeadId));
    }

    private async ValueTask<TotalCount> CountAsync(LeadId lead, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.HandOffs.CountAsync(handOff => handOff.LeadId == lead, cancellationToken);
    }
}

/// <summary>The histories of leads, oldest first, those of many leads in one statement.</summary>
public sealed class HistoryPageDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadPart, Connection<LeadHistoryEntry>>(scheduler)
{
    private static readonly Keyset<LeadHistoryEntry, LeadHistoryEntry> Order = new Keyset<LeadHistoryEntry, LeadHistoryEntry>()
        .By("sequence", entry => entry.Sequence, entry => entry.Sequence);

    protected override async Task<IReadOnlyDictionary<LeadPart, Connection<LeadHistoryEntry>>> LoadBatchAsync(
        IReadOnlyList<LeadPart> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var ids = keys.Select(key => key.Lead).Distinct().ToList();
        var read = await context.LeadHistory.Where(entry => ids.Contains(entry.LeadId)).ToListAsync(cancellationToken);
        return Order.Pages(keys, read.ToLookup(entry => entry.LeadId));
    }
}

internal static class LeadPartPages
{
    /// <summary>The parts of lists that are at hand.</summary>
    public static Dictionary<LeadPart, Connection<T>> Pages<T>(this Keyset<T, T> order, IReadOnlyList<LeadPart> keys, ILookup<LeadId, T> rows)
    {
        var pages = new Dictionary<LeadPart, Connection<T>>();
        foreach (var key in keys)
        {
            var (window, all) = (order.Window(key.Paging), rows[key.Lead].ToList());
            pages[key] = window.ToConnection([.. window.Cut(all.AsQueryable()).Take(window.Take)], _ => ValueTask.FromResult<TotalCount>(all.Count));
        }

        return pages;
    }
}
