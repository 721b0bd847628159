using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Standings;

/// <summary>
/// Keeps what leads are judged by from changing under a unit of work that judges them. Where one unit of work runs at a time, as on
/// SQLite, nothing is to be done.
/// </summary>
internal static class AgreementLock
{
    private const long Key = 0x616772656564; // "agreed"

    /// <summary>Holds what is in force until the unit of work ends. Others hold it too.</summary>
    public static Task HoldAsync(AlignmentContext context, CancellationToken cancel) => context.Database.IsNpgsql()
        ? context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock_shared({Key})", cancel)
        : Task.CompletedTask;

    /// <summary>
    /// Waits for everyone who judges leads by what was in force until now, and has everyone else wait for this unit of work: whoever comes
    /// after it judges by what it left.
    /// </summary>
    public static Task AwaitAllAsync(AlignmentContext context, CancellationToken cancel) => context.Database.IsNpgsql()
        ? context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Key})", cancel)
        : Task.CompletedTask;
}
