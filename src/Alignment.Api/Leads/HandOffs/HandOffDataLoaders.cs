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

/// <summary>The hand-offs of leads, oldest first.</summary>
public sealed class HandOffPageDataLoader(
    IDbContextFactory<AlignmentContext> contexts, StatementDataLoader statements, IBatchScheduler scheduler, HandOffCountDataLoader counts)
    : LeadPartDataLoader<HandOff>(contexts, scheduler, counts, Order)
{
    private static readonly Keyset<HandOff, HandOff> Order = new Keyset<HandOff, HandOff>()
        .By("offeredAt", handOff => handOff.OfferedAt, handOff => handOff.OfferedAt)
        .By("id", handOff => handOff.Id, handOff => handOff.Id);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Connection<HandOff>?>> FetchAsync(IReadOnlyList<LeadPart> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (!statements.IsOpen || keys[0].Paging is not { After: null, Before: null } paging || keys.Any(key => key.Paging != paging))
            return await base.FetchAsync(keys, cancellationToken);
        var window = Order.Window(paging);
        var page = await statements.ReadAsync(HandOffStatement.Of(Contexts, keys.Count == 1 ? [keys[0].Lead] : [.. keys.Select(key => key.Lead).Distinct()], keys.All(key => key.IsBrief), keys.Any(key => key.More) ? window.Take : paging.Size, paging.IsBackward));
        HandOffStatement.Sort(page, paging.IsBackward);
        if (keys.Count == 1) return [Page(window, page, keys[0].Lead)];
        var byLead = page.ToLookup(handOff => handOff.LeadId);
        return [.. keys.Select(key => Page(window, [.. byLead[key.Lead]], key.Lead))];
    }

    /// <inheritdoc/>
    protected override LeadId LeadOf(HandOff row) => row.LeadId;
}

/// <summary>How many hand-offs leads have had.</summary>
public sealed class HandOffCountDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : LeadPartCountDataLoader<HandOff>(contexts, scheduler);

/// <summary>The histories of leads, oldest first.</summary>
public sealed class HistoryPageDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler, HistoryCountDataLoader counts)
    : LeadPartDataLoader<LeadHistoryEntry>(contexts, scheduler, counts, Order)
{
    private static readonly Keyset<LeadHistoryEntry, LeadHistoryEntry> Order = new Keyset<LeadHistoryEntry, LeadHistoryEntry>()
        .By("sequence", entry => entry.Sequence, entry => entry.Sequence);

    protected override LeadId LeadOf(LeadHistoryEntry row) => row.LeadId;
}

/// <summary>How long the histories of leads are.</summary>
public sealed class HistoryCountDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : LeadPartCountDataLoader<LeadHistoryEntry>(contexts, scheduler);
