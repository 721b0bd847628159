using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alignment.Api.Leads;

/// <summary>A lead, and the parts of it that are wanted.</summary>
public readonly record struct LeadWanted(LeadId Id, LeadParts Parts);

/// <summary>Leads by id, with what the client selected of them.</summary>
public sealed class LeadByIdDataLoader(
    IDbContextFactory<AlignmentContext> contexts, StatementDataLoader statements, KnownVersions known, IBatchScheduler scheduler)
    : DataLoaderBase<LeadWanted, LeadView>(scheduler)
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<LeadView?>> FetchAsync(IReadOnlyList<LeadWanted> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 1) return [(await ReadAsync([keys[0].Id], keys[0].Parts, cancellationToken)).FirstOrDefault()];
        var parts = keys.Aggregate(LeadParts.None, (all, key) => all | key.Parts);
        var rows = (await ReadAsync([.. keys.Select(key => key.Id).Distinct()], parts, cancellationToken)).ToDictionary(row => row.Id);
        return [.. keys.Select(key => rows.GetValueOrDefault(key.Id))];
    }

    private async Task<List<LeadView>> ReadAsync(List<LeadId> ids, LeadParts parts, CancellationToken cancellationToken)
    {
        if (statements.IsOpen)
        {
            var columns = new LeadColumns(parts, known);
            NpgsqlParameter wanted = ids.Count == 1
                ? new NpgsqlParameter<Guid> { TypedValue = ids[0].Value }
                : new NpgsqlParameter<Guid[]> { TypedValue = [.. ids.Select(id => id.Value)] };
            return await statements.ReadAsync(new Statement<LeadView>(
                ids.Count == 1 ? columns.OfOne : columns.OfMany, columns.Read, wanted));
        }

        await using var context = contexts.CreateDbContext();
        return await context.Set<Lead>().Where(lead => ids.Contains(lead.Id)).Select(LeadView.Reading(parts)).ToListAsync(cancellationToken);
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
