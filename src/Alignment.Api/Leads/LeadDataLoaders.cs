using Alignment.Api.Data;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>A lead, and the parts of it that are wanted.</summary>
public readonly record struct LeadWanted(LeadId Id, LeadParts Parts);

/// <summary>Leads by id, with what the client selected of them.</summary>
public sealed class LeadByIdDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadWanted, LeadView>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<LeadWanted, LeadView>> LoadBatchAsync(
        IReadOnlyList<LeadWanted> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var parts = keys.Aggregate(LeadParts.None, (all, key) => all | key.Parts);
        var ids = keys.Select(key => key.Id).Distinct().ToList();
        var rows = await context.Set<Lead>().Where(lead => ids.Contains(lead.Id)).Select(LeadView.Reading(parts))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        return keys.Where(key => rows.ContainsKey(key.Id)).ToDictionary(key => key, key => rows[key.Id]);
    }
}

/// <summary>Everything that assessments and stage readings look at, by lead.</summary>
public sealed class LeadFactsDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadId, LeadFacts>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<LeadId, LeadFacts>> LoadBatchAsync(
        IReadOnlyList<LeadId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await LeadFactsReader.ReadAsync(context, keys, cancellationToken);
    }
}
