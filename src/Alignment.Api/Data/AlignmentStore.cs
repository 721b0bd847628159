using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Alignment.Api.Data;

/// <summary>
/// An open database. Reads take a context each and run side by side; writes go through <see cref="WriteAsync{T}"/>, one unit of work
/// at a time where the database wants that. One instance per process; thread-safe.
/// </summary>
public abstract class AlignmentStore(StorageSettings settings, StoreSignals? signals = null) : IDbContextFactory<AlignmentContext>, IAsyncDisposable
{
    /// <summary>Which database this is.</summary>
    public StorageSettings Settings { get; } = settings;

    /// <summary>Wakes those who wait for what is committed, by this host or another.</summary>
    public StoreSignals Signals { get; } = signals ?? new StoreSignals();

    /// <summary>Opens the database; its tables may still be missing or old (<see cref="PrepareAsync"/>).</summary>
    /// <param name="settings">Which database.</param>
    /// <param name="cancel">Stops waiting for a server.</param>
    /// <param name="interceptors">EF interceptors for every context, such as a counter of statements.</param>
    /// <exception cref="WrongInputException">It cannot be opened, or another process has the SQLite file.</exception>
    public static async Task<AlignmentStore> ConnectAsync(
        StorageSettings settings, CancellationToken cancel = default, params IReadOnlyList<IInterceptor> interceptors) => settings.Kind switch
    {
        StorageKind.Sqlite => await Sqlite.SqliteStore.ConnectAsync(settings, interceptors, cancel),
        StorageKind.Postgres => await Postgres.PostgresStore.ConnectAsync(settings, interceptors, cancel),
        _ => new Memory.MemoryStore(settings, interceptors),
    };

    /// <summary>A context for reading, without tracking; the caller disposes it. Saving through it throws.</summary>
    public abstract AlignmentContext CreateDbContext();

    /// <summary>
    /// Runs one unit of work in a transaction, saves what it changed in its context and commits it, or none of it. The work loads what it decides on through the context
    /// it is given, and may be run again from the start when another host was in the way: it must have no effect but on its context.
    /// Units of work do not nest.
    /// </summary>
    /// <returns>What the work returned.</returns>
    /// <exception cref="DbUpdateConcurrencyException">Others kept changing the same rows.</exception>
    public abstract Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<AlignmentContext, CancellationToken, Task> work, CancellationToken cancel = default) => WriteAsync(
        async (context, token) =>
        {
            await work(context, token);
            return true;
        },
        cancel);

    /// <summary>Brings the tables up to this version.</summary>
    /// <returns>The migrations that were applied, in order; empty when there was nothing to do.</returns>
    public abstract Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default);

    /// <summary>Makes ready for use: an embedded database is migrated; a server's must have been, by <c>alignment migrate</c>.</summary>
    /// <exception cref="WrongInputException">The server's tables are missing or of another version.</exception>
    public abstract Task PrepareAsync(CancellationToken cancel = default);

    /// <summary>Why the store cannot be used now; null when it can.</summary>
    public abstract Task<string?> FindFaultAsync(CancellationToken cancel = default);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
