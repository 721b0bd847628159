using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Standings;

/// <summary>Stores how leads stand, whether or not a lead has a row already, past the change tracker.</summary>
internal static class StandingsWriter
{
    /// <summary>Writes rows within the transaction of a context.</summary>
    /// <param name="context">The context of a unit of work; what it has pending of the leads themselves is saved.</param>
    /// <param name="standings">At most one a lead.</param>
    /// <param name="cancel">Stops writing.</param>
    public static Task WriteAsync(AlignmentContext context, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        if (standings.Count == 0) return Task.CompletedTask;
        if (context.Database.IsNpgsql()) return PostgresStandings.WriteAsync(context, standings, cancel);
        if (context.Database.IsSqlite()) return SqliteStandings.WriteAsync(context, standings, cancel);
        return SaveAsync(context, standings, cancel);
    }

    /// <summary>
    /// Has the unit of work of a stretch start over rather than wait for others for long, who may be waiting for it. What it commits is one with where
    /// to go on, so that it need not wait for the disk: what a crash of the database takes back is done again.
    /// </summary>
    public static Task GiveWayAsync(AlignmentContext context, CancellationToken cancel) =>
        context.Database.IsNpgsql() ? context.Database.ExecuteSqlRawAsync(PostgresStandings.GiveWay, cancel) : Task.CompletedTask;

    /// <summary>
    /// Writes a stretch of leads within the transaction of a context, in place of what is kept of them; the stretch is read meanwhile, so nothing
    /// else may go through the context.
    /// </summary>
    /// <param name="context">The context of a unit of work that sees nothing that others commit meanwhile.</param>
    /// <param name="stretch">Which leads: so many after one, or from the first on.</param>
    /// <param name="parts">How all of them stand, in the order of their ids.</param>
    /// <param name="cancel">Stops writing.</param>
    public static async Task ReplaceAsync(AlignmentContext context, (LeadId? After, int Limit) stretch, IAsyncEnumerable<LeadStanding[]> parts, CancellationToken cancel)
    {
        if (context.Database.IsNpgsql()) await PostgresStandings.ReplaceAsync(context, stretch, parts, cancel);
        else await foreach (var part in parts) await WriteAsync(context, part, cancel);
    }

    /// <summary>Clears away the rows that were replaced; later ones would be looked up among them.</summary>
    public static async Task ClearAsync(AlignmentStore store, CancellationToken cancel)
    {
        if (store.Settings.Kind == StorageKind.Postgres) await PostgresStandings.ClearAsync(store, cancel);
    }

    private static async Task SaveAsync(AlignmentContext context, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        var ids = standings.Select(standing => standing.LeadId).ToList();
        var known = await context.LeadStandings.AsTracking().Where(standing => ids.Contains(standing.LeadId)).ToDictionaryAsync(standing => standing.LeadId, cancel);
        foreach (var standing in standings)
        {
            if (known.TryGetValue(standing.LeadId, out var row)) context.Entry(row).CurrentValues.SetValues(standing);
            else context.Add(standing);
        }

        await context.SaveChangesAsync(cancel);
    }
}
