using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>A part of what belongs to a lead.</summary>
/// <param name="Lead">The lead.</param>
/// <param name="Paging">Which part.</param>
/// <param name="More">Whether somebody asks if there are more beyond it.</param>
/// <param name="IsBrief">Whether of hand-offs nobody asks for more than which they are, when they were offered and how far they have come.</param>
public readonly record struct LeadPart(LeadId Lead, PagingArguments Paging, bool More, bool IsBrief = false)
{
    /// <inheritdoc/>
    public override int GetHashCode() => Lead.GetHashCode();

    /// <summary>The part that a client asks for.</summary>
    /// <param name="lead">Whose.</param>
    /// <param name="paging">Which part.</param>
    /// <param name="isSelected">What is selected below the connection.</param>
    internal static LeadPart Of(LeadId lead, PagingArguments paging, Func<string, bool> isSelected) => new(lead, paging, isSelected("pageInfo"));

    /// <summary>The part of a lead's hand-offs that a client asks for.</summary>
    /// <inheritdoc cref="Of"/>
    internal static LeadPart OfHandOffs(LeadId lead, PagingArguments paging, Func<string, bool> isSelected) =>
        Of(lead, paging, isSelected) with { IsBrief = HandOffStatement.IsBrief(isSelected) };
}

/// <summary>Parts of lists that leads have, cut in the database; those of many leads in one statement.</summary>
/// <typeparam name="T">What is in the list; it names its lead.</typeparam>
public abstract class LeadPartDataLoader<T>(
    IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler, LeadPartCountDataLoader<T> counts, Keyset<T, T> order)
    : DataLoaderBase<LeadPart, Connection<T>>(scheduler)
    where T : class
{
    /// <summary>Where they are read.</summary>
    protected IDbContextFactory<AlignmentContext> Contexts { get; } = contexts;

    /// <summary>Whose it is.</summary>
    protected abstract LeadId LeadOf(T row);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Connection<T>?>> FetchAsync(IReadOnlyList<LeadPart> keys, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        await using var context = Contexts.CreateDbContext();
        var pages = new Connection<T>?[keys.Count];
        foreach (var alike in Enumerable.Range(0, keys.Count).GroupBy(place => keys[place].Paging))
        {
            var window = order.Window(alike.Key);
            var (ids, take) = (alike.Select(place => keys[place].Lead).ToList(), window.Take);

            // Without LATERAL, SQLite numbers all rows that it is shown.
            IQueryable<T> rows = context.Set<T>();
            if (context.Database.IsSqlite()) rows = rows.Where(row => ids.Contains(EF.Property<LeadId>(row, nameof(HandOff.LeadId))));
            var cut = window.Cut(rows);
            var read = await context.Leads.Where(lead => ids.Contains(lead.Id))
                .SelectMany(lead => cut.Where(row => EF.Property<LeadId>(row, nameof(HandOff.LeadId)) == lead.Id).Take(take))
                .ToListAsync(cancellationToken);

            // The rows of many leads come in any order.
            var byLead = order.Sort(read.AsQueryable(), alike.Key.IsBackward).ToLookup(LeadOf);
            foreach (var place in alike)
                pages[place] = Page(window, [.. byLead[keys[place].Lead]], keys[place].Lead);
        }

        return pages;
    }

    /// <summary>A part that was read.</summary>
    /// <param name="window">Which part.</param>
    /// <param name="rows">What was read, at most as many as the window takes.</param>
    /// <param name="lead">Whose.</param>
    protected Connection<T> Page(KeysetWindow<T, T> window, IReadOnlyList<T> rows, LeadId lead)
    {
        ArgumentNullException.ThrowIfNull(window);
        return window.ToConnection(rows, async token => await counts.LoadAsync(lead, token));
    }
}

/// <summary>How long lists are that leads have; those of many leads in one statement.</summary>
/// <typeparam name="T">What is in the list; it names its lead.</typeparam>
public abstract class LeadPartCountDataLoader<T>(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler) : BatchDataLoader<LeadId, int>(scheduler)
    where T : class
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<LeadId, int>> LoadBatchAsync(IReadOnlyList<LeadId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<T>().Where(row => keys.Contains(EF.Property<LeadId>(row, nameof(HandOff.LeadId))))
            .GroupBy(row => EF.Property<LeadId>(row, nameof(HandOff.LeadId)))
            .Select(rows => new { Lead = rows.Key, Count = rows.Count() })
            .ToDictionaryAsync(rows => rows.Lead, rows => rows.Count, cancellationToken);
    }
}
