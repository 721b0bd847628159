using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Paging;
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
        (isSelected("nodes.content") || isSelected("edges.node.content") ? EngagementParts.Content : 0)
        | (isSelected("nodes.properties") || isSelected("edges.node.properties") ? EngagementParts.Properties : 0)
        | (isSelected("nodes.by|stage|externalId") || isSelected("edges.node.by|stage|externalId") ? EngagementParts.Origin : 0)
        | (isSelected("pageInfo") ? EngagementParts.More : 0));
}

/// <summary>Parts of logs, those of many leads in one statement, ordered by (instant, place in the log).</summary>
public sealed class EngagementPageDataLoader(
    IDbContextFactory<AlignmentContext> contexts, StatementDataLoader statements, KnownVersions known, IBatchScheduler scheduler)
    : DataLoaderBase<LogPart, Connection<EngagementView>>(scheduler)
{
    private static readonly Keyset<LoggedEngagement, EngagementView> Order = new Keyset<LoggedEngagement, EngagementView>()
        .By("at", entry => entry.At, entry => entry.At)
        .By("position", entry => entry.Position, entry => entry.Position);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Connection<EngagementView>?>> FetchAsync(IReadOnlyList<LogPart> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var first = keys[0];
        if (keys.All(key => key.Parts == first.Parts && key.Paging == first.Paging)) return await PagesAsync(keys, cancellationToken);

        // Several fields ask for different parts.
        var pages = new Connection<EngagementView>?[keys.Count];
        foreach (var alike in Enumerable.Range(0, keys.Count).GroupBy(place => (keys[place].Paging, keys[place].Parts)).Select(alike => alike.ToList()))
        {
            var read = await PagesAsync([.. alike.Select(place => keys[place])], cancellationToken);
            for (var i = 0; i < alike.Count; i++) pages[alike[i]] = read[i];
        }

        return pages;
    }

    private async Task<IReadOnlyList<Connection<EngagementView>>> PagesAsync(IReadOnlyList<LogPart> alike, CancellationToken cancellationToken)
    {
        var (paging, parts) = (alike[0].Paging, alike[0].Parts);
        var window = Order.Window(paging);
        var entries = await ReadAsync(alike.Count == 1 ? [alike[0].Lead] : [.. alike.Select(key => key.Lead)], paging, parts, window, cancellationToken);
        if (alike.Count == 1) return [Page(alike[0], entries)];
        var byLead = entries.ToLookup(entry => entry.LeadId);
        return [.. alike.Select(key => Page(key, [.. byLead[key.Lead]]))];

        Connection<EngagementView> Page(LogPart part, IReadOnlyList<EngagementView> read) => window.ToConnection(read, cancel => CountAsync(part, cancel));
    }

    private async Task<List<EngagementView>> ReadAsync(
        List<LeadId> leads, PagingArguments paging, EngagementParts parts, KeysetWindow<LoggedEngagement, EngagementView> window, CancellationToken cancellationToken)
    {
        if (statements.IsOpen && paging is { After: null, Before: null })
            return EngagementStatement.Sort(await statements.ReadAsync(new EngagementStatement(parts, known).Of(leads, parts.HasFlag(EngagementParts.More) ? window.Take : paging.Size, paging.IsBackward)), paging.IsBackward);

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
