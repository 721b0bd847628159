using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>Looks at the leads whose instant has come, and at no others.</summary>
internal static class DueReview
{
    /// <summary>How many leads a transaction takes.</summary>
    public const int Most = 500;

    /// <summary>
    /// Looks at some of the leads that are due, earliest first. Hosts that do so at once each take others: a lead is looked at once.
    /// </summary>
    /// <returns>How many were looked at; fewer than <see cref="Most"/> when none is left for this host.</returns>
    public static Task<int> ReviewAsync(AlignmentStore store, LeadJournal? journal, Instant now, CancellationToken cancel) => store.WriteAsync(
        async (context, token) =>
        {
            var due = await TakeAsync(context, now, token);
            var moved = await StandingsUpdate.RefreshAsync(context, due, now, token);
            if (journal is not null) await journal.TellAsync(context, moved, now, token);
            return due.Count;
        },
        cancel);

    /// <summary>When the next lead is due; null if none ever is.</summary>
    public static async Task<Instant?> NextAsync(AlignmentStore store, CancellationToken cancel)
    {
        await using var reading = store.CreateDbContext();
        return await reading.LeadStandings.Where(standing => standing.NextChangeAt != null).OrderBy(standing => standing.NextChangeAt)
            .Select(standing => standing.NextChangeAt).FirstOrDefaultAsync(cancel);
    }

    // The rows stay locked until the unit of work ends, or its host does.
    private static async Task<List<LeadId>> TakeAsync(AlignmentContext context, Instant now, CancellationToken cancel)
    {
        if (!context.Database.IsNpgsql())
        {
            return await context.LeadStandings.AsNoTracking().Where(standing => standing.NextChangeAt <= now)
                .OrderBy(standing => standing.NextChangeAt).Take(Most).Select(standing => standing.LeadId).ToListAsync(cancel);
        }

        var present = now.ToDateTimeUtc();
        var ids = await context.Database.SqlQuery<Guid>(
            $"SELECT lead_id AS \"Value\" FROM lead_standings WHERE next_change_at <= {present} ORDER BY next_change_at LIMIT {Most} FOR UPDATE SKIP LOCKED").ToListAsync(cancel);
        return [.. ids.Select(id => new LeadId(id))];
    }
}
