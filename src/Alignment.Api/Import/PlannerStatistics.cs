using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Import;

/// <summary>
/// Tells PostgreSQL's planner of tables that an import is filling. It keeps to the plans it made when they were empty, and reads them whole for
/// every batch, until it hears of their growth; its own looking around, once a minute, comes too late.
/// </summary>
internal static class PlannerStatistics
{
    /// <summary>Renews them after the first batch, the second, the fourth, and so on.</summary>
    /// <param name="context">The unit of work of the batch.</param>
    /// <param name="batch">How many batches there have been, this one included.</param>
    /// <param name="cancel">Stops the unit of work.</param>
    public static Task RenewAsync(AlignmentContext context, int batch, CancellationToken cancel) =>
        context.Database.IsNpgsql() && int.IsPow2(batch)
            ? context.Database.ExecuteSqlRawAsync("ANALYZE leads, engagements, lead_history, lead_standings, forward_moves", cancel)
            : Task.CompletedTask;
}
