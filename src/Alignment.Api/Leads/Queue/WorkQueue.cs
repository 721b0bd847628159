using Alignment.Api.Data;
using Alignment.Api.Leads.Filters;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>The leads that wait for sales: those a rep was offered or took and was not yet in touch with, or the qualified ones that nobody has.</summary>
/// <param name="RepKey">Whose; null: nobody's.</param>
/// <param name="PersonaKey">Of this persona alone.</param>
/// <param name="StageKey">At this buying stage alone.</param>
public sealed record WorkQueue(string? RepKey, string? PersonaKey, string? StageKey)
{
    /// <summary>How old the totals may be that the order rests on: 15 minutes.</summary>
    public static Duration OldestRanking { get; } = Duration.FromMinutes(15);

    private const int Batch = 500;

    /// <summary>Best first; leads of the same total in an order that stays.</summary>
    /// <remarks>The direction of the last key is that of the index that serves the order.</remarks>
    internal Keyset<LeadListing, LeadView> Order => new Keyset<LeadListing, LeadView>()
        .By("total", listing => listing.Standing!.Total, lead => lead.Listed.Total, descending: true)
        .By("lead", listing => listing.Standing!.LeadId, lead => lead.Id, descending: RepKey is null);

    /// <summary>The leads of the queue beside how they stand.</summary>
    internal IQueryable<LeadListing> Listings(AlignmentContext context) => Standings(context)
        .Join(context.Leads, standing => standing.LeadId, lead => lead.Id, (standing, lead) => new LeadListing { Lead = lead, Standing = standing });

    /// <summary>When the oldest total was computed that the order rests on; null with nothing in the queue.</summary>
    public Task<Instant?> RankedAtAsync(AlignmentContext context, CancellationToken cancel = default) =>
        Standings(context).OrderBy(standing => standing.AssessedAt).Select(standing => (Instant?)standing.AssessedAt).FirstOrDefaultAsync(cancel);

    /// <summary>
    /// Looks anew at the leads whose totals are older than <see cref="OldestRanking"/>: points decay at different speeds, so that the order
    /// drifts with nothing recorded. A lead that no longer meets the definition leaves the queue.
    /// </summary>
    /// <returns>How many were looked at.</returns>
    public async Task<int> RenewAsync(AlignmentStore store, LeadJournal? journal, Instant now, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var oldest = now - OldestRanking;
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
