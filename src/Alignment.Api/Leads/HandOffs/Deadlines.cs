using Alignment.Api.Data;
using Alignment.Core.Leads.HandOffs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>
/// What falls due by itself. Each lead is a unit of work that looks again at what it does: of many hosts that wake at once, one
/// takes it back and the others find nothing left to do.
/// </summary>
public sealed class Deadlines(AlignmentStore store, LeadJournal journal)
{
    /// <summary>The next deadline of all; null when no clock runs.</summary>
    public async Task<Instant?> NextAsync(CancellationToken cancel = default)
    {
        await using var context = store.CreateDbContext();
        return await context.HandOffs.Where(handOff => handOff.NextDeadlineAt != null).MinAsync(handOff => handOff.NextDeadlineAt, cancel);
    }

    /// <summary>Hand-offs of which something is due, the longest overdue first.</summary>
    /// <param name="now">The present.</param>
    /// <param name="most">How many.</param>
    /// <param name="but">Those to leave out.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<IReadOnlyList<HandOffId>> DueAsync(
        Instant now, int most, IReadOnlyCollection<HandOffId> but, CancellationToken cancel = default)
    {
        await using var context = store.CreateDbContext();
        return await context.HandOffs.Where(handOff => handOff.NextDeadlineAt <= now && !but.Contains(handOff.Id))
            .OrderBy(handOff => handOff.NextDeadlineAt).Select(handOff => handOff.Id).Take(most).ToListAsync(cancel);
    }

    /// <summary>Does what has fallen due of one hand-off, if nobody has yet.</summary>
    /// <param name="id">The hand-off.</param>
    /// <param name="now">The present.</param>
    /// <param name="cancel">Stops before it is done.</param>
    /// <returns>What was done; null if nothing was left to do.</returns>
    public Task<HandOffDeadlineKind?> MeetAsync(HandOffId id, Instant now, CancellationToken cancel = default) => store.WriteAsync(
        async (context, token) =>
        {
            if (!await ClaimAsync(context, id, token))
                return null;
            var lead = await context.Leads.Include(lead => lead.HandOff).SingleOrDefaultAsync(lead => lead.CurrentHandOffId == id, token);
            if (lead is null)
                return null;
            var before = lead.HandOff;
            var met = lead.MeetDeadline(now);
            if (met is not null)
                await journal.KeepAsync(context, lead, before, now, token);
            return met;
        },
        cancel);

    // Where several hosts share a database, the one that holds the row does the work and the others pass it by.
    private static async Task<bool> ClaimAsync(AlignmentContext context, HandOffId id, CancellationToken cancel) =>
        !context.Database.IsNpgsql()
        || (await context.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM leads WHERE current_hand_off_id = {id.Value} FOR UPDATE SKIP LOCKED").ToListAsync(cancel)).Count > 0;
}
