using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>A lead of a queue, at its place.</summary>
internal sealed class QueuedLead
{
    public required Lead Lead { get; init; }

    public required LeadId Id { get; init; }

    public required double Total { get; init; }
}

/// <summary>The leads that wait for sales: those a rep was offered or took and was not yet in touch with, or the qualified ones that nobody has.</summary>
/// <param name="RepKey">Whose; null: nobody's.</param>
/// <param name="PersonaKey">Of this persona alone.</param>
/// <param name="StageKey">At this buying stage alone.</param>
public sealed record WorkQueue(string? RepKey, string? PersonaKey, string? StageKey)
{
    /// <summary>How old the totals may be that the order rests on: 15 minutes.</summary>
    public static Duration OldestRanking { get; } = Duration.FromMinutes(15);

    private const int Batch = 500;
    private static readonly Keyset<QueuedLead, LeadView> OrderOfQualified = BestFirst(descending: true);
    private static readonly Keyset<QueuedLead, LeadView> OrderOfRep = BestFirst(descending: false);

    /// <summary>Best first; leads of the same total in an order that stays.</summary>
    /// <remarks>The direction of the last key is that of the index that serves the order.</remarks>
    internal Keyset<QueuedLead, LeadView> Order => RepKey is null ? OrderOfQualified : OrderOfRep;

    /// <summary>The whole queue of the rep, or of nobody, by which the age of the order is told.</summary>
    internal WorkQueue Whole => this with { PersonaKey = null, StageKey = null };

    /// <summary>Sorts rows that are at hand as <see cref="Order"/> does.</summary>
    internal IEnumerable<LeadView> Sorted(IEnumerable<LeadView> rows)
    {
        var best = rows.OrderByDescending(lead => lead.Listed.Total);
        return RepKey is null ? best.ThenByDescending(lead => lead.Id) : best.ThenBy(lead => lead.Id);
    }

    /// <summary>The leads of the queue by their present totals.</summary>
    internal IQueryable<QueuedLead> Leads(AlignmentContext context) => Queued(context, Standings(context));

    /// <summary>The leads of the queue that have kept their places since a moment, or came later.</summary>
    internal IQueryable<QueuedLead> Settled(AlignmentContext context, string moment)
    {
        var left = Left(context, moment);
        return Queued(context, Standings(context).Where(standing => !left.Any(place => place.LeadId == standing.LeadId)));
    }

    /// <summary>The leads of the queue that have given up the places that they had at a moment, at those places; without those that are not in the queue any more.</summary>
    internal IQueryable<QueuedLead> Moved(AlignmentContext context, string moment)
    {
        var (left, there) = (Left(context, moment), Standings(context));
        return left
            .Where(place => !left.Any(earlier => earlier.LeadId == place.LeadId && earlier.Position < place.Position) && there.Any(standing => standing.LeadId == place.LeadId))
            .Join(context.Leads, place => place.LeadId, lead => lead.Id, (place, lead) => new QueuedLead { Lead = lead, Id = place.LeadId, Total = place.Total });
    }

    /// <summary>Whether any lead has given up a place in the queue since a moment.</summary>
    internal Task<bool> HasMovedAsync(AlignmentContext context, string moment, CancellationToken cancel) => Left(context, moment).AnyAsync(cancel);

    /// <summary>When the oldest total was computed that the order rests on; null with nothing in the queue.</summary>
    public Task<Instant?> RankedAtAsync(AlignmentContext context, CancellationToken cancel = default) =>
        Standings(context).OrderBy(standing => standing.AssessedAt).Select(standing => (Instant?)standing.AssessedAt).FirstOrDefaultAsync(cancel);

    /// <summary>
    /// Looks anew at the leads whose totals are too old: points decay at different speeds, so that the order drifts with nothing recorded. A
    /// lead that no longer meets the definition leaves the queue.
    /// </summary>
    /// <param name="store">The store.</param>
    /// <param name="journal">Tells others which leads moved; null for nobody.</param>
    /// <param name="now">The present.</param>
    /// <param name="olderThan">How old is too old; <see cref="OldestRanking"/> if left out.</param>
    /// <param name="cancel">Stops after some.</param>
    /// <returns>How many were looked at.</returns>
    public async Task<int> RenewAsync(AlignmentStore store, LeadJournal? journal, Instant now, Duration? olderThan = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var oldest = now - (olderThan ?? OldestRanking);
        await using (var reading = store.CreateDbContext())
        {
            if (await RankedAtAsync(reading, cancel) is not { } ranked || ranked >= oldest) return 0;
        }

        for (var all = 0; ;)
        {
            var renewed = await store.WriteAsync(
                async (context, token) =>
                {
                    var stale = await TakeAsync(context, oldest, token);
                    var moved = await StandingsUpdate.RefreshAsync(context, stale, now, token);
                    if (journal is not null) await journal.TellAsync(context, moved, now, token);
                    return stale.Count;
                },
                cancel);
            all += renewed;
            if (renewed < Batch) return all;
        }
    }

    private static Keyset<QueuedLead, LeadView> BestFirst(bool descending) => new Keyset<QueuedLead, LeadView>()
        .By("total", queued => queued.Total, lead => lead.Listed.Total, descending: true)
        .By("lead", queued => queued.Id, lead => lead.Id, descending);

    private static IQueryable<QueuedLead> Queued(AlignmentContext context, IQueryable<LeadStanding> standings) => standings
        .Join(context.Leads, standing => standing.LeadId, lead => lead.Id, (standing, lead) => new QueuedLead { Lead = lead, Id = standing.LeadId, Total = standing.Total });

    // Literal statuses, so that the indexes over them serve.
    private IQueryable<LeadStanding> Standings(AlignmentContext context)
    {
        var standings = RepKey is { } rep
            ? context.LeadStandings.Where(standing => standing.RepKey == rep && (standing.Status == LeadStatus.Offered || standing.Status == LeadStatus.Accepted))
            : context.LeadStandings.Where(standing => standing.Status == LeadStatus.Qualified);
        if (PersonaKey is { } persona) standings = standings.Where(standing => standing.PersonaKey == persona);
        if (StageKey is { } stage) standings = standings.Where(standing => standing.StageKey == stage);
        return standings;
    }

    private IQueryable<FormerPlace> Left(AlignmentContext context, string moment)
    {
        var places = FormerPlaces.Since(context, moment);
        places = RepKey is { } rep
            ? places.Where(place => place.RepKey == rep && (place.Status == LeadStatus.Offered || place.Status == LeadStatus.Accepted))
            : places.Where(place => place.Status == LeadStatus.Qualified);
        if (PersonaKey is { } persona) places = places.Where(place => place.PersonaKey == persona);
        if (StageKey is { } stage) places = places.Where(place => place.StageKey == stage);
        return places;
    }

    // Rows stay locked until the unit of work ends: what a writer who has one of them stores is newer than what would be stored here.
    private async Task<IReadOnlyList<LeadId>> TakeAsync(AlignmentContext context, Instant oldest, CancellationToken cancel)
    {
        var stale = await Standings(context).AsNoTracking().Where(standing => standing.AssessedAt < oldest)
            .OrderBy(standing => standing.AssessedAt).Take(Batch).Select(standing => standing.LeadId).ToListAsync(cancel);
        if (!context.Database.IsNpgsql() || stale.Count == 0) return stale;
        var (ids, before) = (stale.Select(id => id.Value).ToArray(), oldest.ToDateTimeUtc());
        var taken = await context.Database.SqlQuery<Guid>(
            $"SELECT lead_id AS \"Value\" FROM lead_standings WHERE lead_id = ANY ({ids}) AND assessed_at < {before} FOR UPDATE SKIP LOCKED").ToListAsync(cancel);
        return [.. taken.Select(id => new LeadId(id))];
    }
}
