using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

[QueryType]
public static partial class SalesRepQueries
{
    /// <summary>The salespeople, by key, with their hours and holidays.</summary>
    [UsePaging(ConnectionName = "SalesReps")]
    public static async Task<Connection<SalesRep>> GetSalesRepsAsync(
        PagingArguments paging, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<SalesRep>().ReadPageAsync(
            new Keyset<SalesRep, SalesRep>().By("key", rep => rep.Key, rep => rep.Key), paging, contexts.Counting(counted => counted.Set<SalesRep>()), cancellationToken);
    }
}

/// <summary>Salespeople by key.</summary>
public sealed class SalesRepByKeyDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<string, SalesRep>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, SalesRep>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<SalesRep>().Where(rep => keys.Contains(rep.Key)).ToDictionaryAsync(rep => rep.Key, cancellationToken);
    }
}

/// <summary>How many hand-offs in force each rep has.</summary>
public sealed class OpenHandOffsDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<string, int>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, int>> LoadBatchAsync(
        IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<HandOff>().Where(handOff => handOff.EndedAt == null && keys.Contains(handOff.RepKey))
            .GroupBy(handOff => handOff.RepKey)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, cancellationToken);
    }
}
