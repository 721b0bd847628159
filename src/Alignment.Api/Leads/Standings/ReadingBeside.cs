using System.Data;
using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Standings;

/// <summary>
/// Reads beside a unit of work what that saw when it began, on a connection of its own: reading goes on while the unit of work writes.
/// On PostgreSQL both share a snapshot; on SQLite the unit of work is the only writer, and what it has not committed is not seen.
/// </summary>
internal sealed class ReadingBeside : IAsyncDisposable
{
    private ReadingBeside(AlignmentContext context, bool isApart) => (Context, IsApart) = (context, isApart);

    /// <summary>What to read through.</summary>
    public AlignmentContext Context { get; }

    /// <summary>Whether it may be read through while the unit of work writes; in memory there is one context for both.</summary>
    public bool IsApart { get; }

    /// <param name="store">The database.</param>
    /// <param name="writing">The context of the unit of work: on PostgreSQL, one that reads repeatably.</param>
    /// <param name="cancel">Stops waiting for a connection.</param>
    public static async Task<ReadingBeside> OpenAsync(AlignmentStore store, AlignmentContext writing, CancellationToken cancel)
    {
        if (!writing.Database.IsRelational()) return new(writing, isApart: false);
        var reading = store.CreateDbContext();
        if (!writing.Database.IsNpgsql()) return new(reading, isApart: true);
        var snapshot = await writing.Database.SqlQuery<string>($"SELECT pg_export_snapshot() AS \"Value\"").SingleAsync(cancel);
        await reading.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        var sameSnapshot = $"SET TRANSACTION SNAPSHOT '{snapshot}'";    // the name is the server's own; the statement takes no parameter
        await reading.Database.ExecuteSqlRawAsync(sameSnapshot, cancel);
        return new(reading, isApart: true);
    }

    public ValueTask DisposeAsync() => IsApart ? Context.DisposeAsync() : ValueTask.CompletedTask;
}
