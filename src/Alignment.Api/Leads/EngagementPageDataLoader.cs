using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Paging;
using Alignment.Api.Stories;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

/// <summary>The parts of log entries that are read only when somebody asks for them.</summary>
[Flags]
public enum EngagementParts
{
    None = 0,
    Properties = 1,
    Content = 2,
}

/// <summary>A part of a lead's log.</summary>
/// <param name="Lead">Whose log.</param>
/// <param name="Count">How long the log is.</param>
/// <param name="Paging">Which part.</param>
/// <param name="Parts">What of its entries.</param>
public readonly record struct LogPart(LeadId Lead, long Count, PagingArguments Paging, EngagementParts Parts);

/// <summary>Parts of logs, those of many leads in one statement, ordered by (instant, place in the log).</summary>
public sealed class EngagementPageDataLoader(
    IDbContextFactory<AlignmentContext> contexts,
    StatementDataLoader statements,
    KnownVersions known,
    AssetByExternalIdDataLoader assets,
    IBatchScheduler scheduler) : BatchDataLoader<LogPart, Connection<EngagementView>>(scheduler)
{
    private static readonly Keyset<LoggedEngagement, EngagementView> Order = new Keyset<LoggedEngagement, EngagementView>()
        .By("at", entry => entry.At, entry => entry.At)
        .By("position", entry => entry.Position, entry => entry.Position);

    protected override async Task<IReadOnlyDictionary<LogPart, Connection<EngagementView>>> LoadBatchAsync(
        IReadOnlyList<LogPart> keys, CancellationToken cancellationToken)
    {
        var pages = new Dictionary<LogPart, Connection<EngagementView>>(keys.Count);
        foreach (var alike in keys.GroupBy(key => (key.Paging, key.Parts)))
        {
            var window = Order.Window(alike.Key.Paging);
            var byLead = (await ReadAsync([.. alike.Select(key => key.Lead)], alike.Key.Paging, alike.Key.Parts, window, cancellationToken)).ToLookup(entry => entry.LeadId);
            foreach (var key in alike)
                pages[key] = window.ToConnection([.. byLead[key.Lead]], _ => ValueTask.FromResult<TotalCount>((int)Math.Min(key.Count, int.MaxValue)));
        }

        return pages;
    }

    private async Task<List<EngagementView>> ReadAsync(
        List<LeadId> leads, PagingArguments paging, EngagementParts parts, KeysetWindow<LoggedEngagement, EngagementView> window, CancellationToken cancellationToken)
    {
        if (statements.IsOpen && paging is { After: null, Before: null })
            return await statements.ReadAsync(new EngagementStatement(parts, known, assets).Of(leads, window.Take, paging.IsBackward));

        // Said twice whose they are: the database numbers the entries of each lead before it joins, and would number everybody's.
        await using var context = contexts.CreateDbContext();
        var (all, take) = (window.Cut(context.Set<LoggedEngagement>().Where(entry => leads.Contains(entry.LeadId))), window.Take);
        var entries = await context.Set<Lead>().Where(lead => leads.Contains(lead.Id))
            .SelectMany(lead => all.Where(entry => entry.LeadId == lead.Id).Take(take))
            .ToListAsync(cancellationToken);

        // The join keeps no order.
        var ordered = paging.IsBackward
            ? entries.OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Position)
            : entries.OrderBy(entry => entry.At).ThenBy(entry => entry.Position);
        return [.. ordered.Select(EngagementView.Of)];
    }
}
