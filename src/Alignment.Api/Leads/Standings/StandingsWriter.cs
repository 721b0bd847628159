using Alignment.Api.Data;
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
