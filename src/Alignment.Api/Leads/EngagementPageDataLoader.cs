using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>A part of a lead's log.</summary>
/// <param name="Lead">Whose log.</param>
/// <param name="Count">How long the log is.</param>
/// <param name="Paging">Which part.</param>
public readonly record struct LogPart(LeadId Lead, long Count, PagingArguments Paging);

/// <summary>Parts of logs, those of many leads in one statement, ordered by (instant, place in the log).</summary>
public sealed class EngagementPageDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LogPart, Connection<EngagementView>>(scheduler)
{
    private static readonly Keyset<LoggedEngagement, EngagementView> Order = new Keyset<LoggedEngagement, EngagementView>()
        .By("at", entry => entry.At, entry => entry.At)
        .By("position", entry => entry.Position, entry => entry.Position);

    protected override async Task<IReadOnlyDictionary<LogPart, Connection<EngagementView>>> LoadBatchAsync(
        IReadOnlyList<LogPart> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var pages = new Dictionary<LogPart, Connection<EngagementView>>();
        foreach (var alike in keys.GroupBy(key => key.Paging))
        {
            var window = Order.Window(alike.Key);
            var ids = alike.Select(key => key.Lead).ToList();
            var (all, take) = (window.Cut(context.Set<LoggedEngagement>()), window.Take);
            var entries = await context.Set<Lead>().Where(lead => ids.Contains(lead.Id))
                .SelectMany(lead => all.Where(entry => entry.LeadId == lead.Id).Take(take))
                .ToListAsync(cancellationToken);
            var byLead = entries.ToLookup(entry => entry.LeadId);
            foreach (var key in alike)
                pages[key] = window.ToConnection(
                    [.. byLead[key.Lead].Select(EngagementView.Of)], _ => ValueTask.FromResult<TotalCount>((int)Math.Min(key.Count, int.MaxValue)));
        }

        return pages;
    }
}
