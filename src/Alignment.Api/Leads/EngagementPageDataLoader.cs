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

    /// <summary>Whether there are more beyond the page.</summary>
    More = 4,

    /// <summary>Where it comes from and what it speaks for: the function, the stage, the source's name for it.</summary>
    Origin = 8,
}

/// <summary>A part of a lead's log.</summary>
/// <param name="Lead">Whose log.</param>
/// <param name="Paging">Which part.</param>
/// <param name="Parts">What of its entries.</param>
public readonly record struct LogPart(LeadId Lead, PagingArguments Paging, EngagementParts Parts)
{
    /// <summary>How long the log is, if that is at hand; no part of what is asked for.</summary>
    internal long? Count { get; init; }

    /// <summary>Whether the same is asked for.</summary>
    public bool Equals(LogPart other) => (Lead, Paging, Parts) == (other.Lead, other.Paging, other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Lead.GetHashCode();

    /// <summary>The part that a client asks for.</summary>
    /// <param name="lead">Whose log.</param>
    /// <param name="paging">Which part.</param>
    /// <param name="isSelected">What is selected below the connection.</param>
    internal static LogPart Of(LeadId lead, PagingArguments paging, Func<string, bool> isSelected) => new(lead, paging,
        (ContentFields.Any(isSelected) ? EngagementParts.Content : 0)
        | (PropertyFields.Any(isSelected) ? EngagementParts.Properties : 0)
        | (OriginFields.Any(isSelected) ? EngagementParts.Origin : 0)
        | (isSelected("pageInfo") ? EngagementParts.More : 0));

    // Made once: it is asked for each lead of a page.
    private static readonly string[] ContentFields = Below("content");
    private static readonly string[] PropertyFields = Below("properties");
    private static readonly string[] OriginFields = Below("by", "stage", "externalId");

    private static string[] Below(params string[] fields) => [.. fields.SelectMany(field => (string[])[$"nodes.{field}", $"edges.node.{field}"])];
}

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
        foreach (var alike in Alike(keys))
        {
            var (paging, parts) = (alike[0].Paging, alike[0].Parts);
            var window = Order.Window(paging);
            var byLead = (await ReadAsync([.. alike.Select(key => key.Lead)], paging, parts, window, cancellationToken)).ToLookup(entry => entry.LeadId);
            foreach (var key in alike)
                pages[key] = window.ToConnection([.. byLead[key.Lead]], cancel => CountAsync(key, cancel));
        }

        return pages;
    }

    // What one field asks for of many leads is alike: mostly there is nothing to sort out.
    private static IEnumerable<IReadOnlyList<LogPart>> Alike(IReadOnlyList<LogPart> keys)
    {
        var first = keys[0];
        return keys.All(key => key.Parts == first.Parts && key.Paging == first.Paging)
            ? [keys]
            : keys.GroupBy(key => (key.Paging, key.Parts)).Select(alike => alike.ToList());
    }

    private async Task<List<EngagementView>> ReadAsync(
        List<LeadId> leads, PagingArguments paging, EngagementParts parts, KeysetWindow<LoggedEngagement, EngagementView> window, CancellationToken cancellationToken)
    {
        if (statements.IsOpen && paging is { After: null, Before: null })
            return EngagementStatement.Sort(await statements.ReadAsync(new EngagementStatement(parts, known, assets).Of(leads, parts.HasFlag(EngagementParts.More) ? window.Take : paging.Size, paging.IsBackward)), paging.IsBackward);

        // Said twice whose they are: the database numbers the entries of each lead before it joins, and would number everybody's.
        await using var context = contexts.CreateDbContext();
        var (all, take) = (window.Cut(context.Set<LoggedEngagement>().Where(entry => leads.Contains(entry.LeadId))), window.Take);
        var entries = await context.Set<Lead>().Where(lead => leads.Contains(lead.Id))
            .SelectMany(lead => all.Where(entry => entry.LeadId == lead.Id).Take(take))
            .ToListAsync(cancellationToken);

        // The join keeps no order.
        return EngagementStatement.Sort(entries.ConvertAll(EngagementView.Of), paging.IsBackward);
    }

    private async ValueTask<TotalCount> CountAsync(LogPart part, CancellationToken cancellationToken)
    {
        if (part.Count is not { } length)
        {
            await using var context = contexts.CreateDbContext();
            length = await context.Set<Lead>().Where(one => one.Id == part.Lead).Select(one => one.LastEngagementPosition).SingleOrDefaultAsync(cancellationToken);
        }

        return (int)Math.Min(length, int.MaxValue);
    }
}
