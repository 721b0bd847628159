using Alignment.Api.Data.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Alignment.Api.Data.Postgres;

/// <summary>A PostgreSQL database, which any number of hosts may share.</summary>
internal sealed class PostgresStore : AlignmentStore
{
    private const int Attempts = 6;
    private const long MigrationLock = 0x616C69676E; // "align": one host migrates at a time.
    private static readonly NpgsqlConnectionStringBuilder Untuned = new();
    private readonly NpgsqlDataSource source;
    private readonly PooledDbContextFactory<AlignmentContext> readers;
    private readonly DbContextOptions<AlignmentContext> writing;
    private readonly MigrationScripts migrations = MigrationScripts.For(StorageKind.Postgres);

    private PostgresStore(StorageSettings settings, IReadOnlyList<IInterceptor> interceptors, NpgsqlDataSource source)
        : base(settings, new PostgresSignals(source, Listening(settings.Database)))
    {
        this.source = source;
        readers = new PooledDbContextFactory<AlignmentContext>(ContextOptions.ForReading(interceptors, options => options.UseNpgsql(source)));
        writing = ContextOptions.ForWriting(interceptors, options => options.UseNpgsql(source));
    }

    public static async Task<AlignmentStore> ConnectAsync(StorageSettings settings, IReadOnlyList<IInterceptor> interceptors, CancellationToken cancel)
    {
        var source = NpgsqlDataSource.Create(Tuned(settings.Database));
        try
        {
            await using var probe = await source.OpenConnectionAsync(cancel);
            return new PostgresStore(settings, interceptors, source);
        }
        catch (NpgsqlException unreachable)
        {
            await source.DisposeAsync();
            throw new WrongInputException($"{settings.Describe()} cannot be reached: {unreachable.Message}");
        }
    }

    /// <summary>For statements written by hand.</summary>
    public NpgsqlDataSource Source => source;

    public override AlignmentContext CreateDbContext() => readers.CreateDbContext();

    public override async Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var context = new AlignmentContext(writing);
                await using var transaction = await context.Database.BeginTransactionAsync(cancel);
                var result = await work(context, cancel);
                await context.SaveChangesAsync(cancel);
                await transaction.CommitAsync(cancel);
                context.Committed(Signals);
                return result;
            }
            catch (Exception failure) when (attempt < Attempts && MayPass(failure))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(5, 20 << attempt)), cancel);
            }
        }
    }

    public override async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({MigrationLock})", cancel);
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS schema_versions (version integer NOT NULL PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())", cancel);
        var pending = migrations.Lacking(await AppliedAsync(connection, cancel));
        foreach (var migration in pending)
        {
            await ExecuteAsync(connection, migration.Sql, cancel);
            await ExecuteAsync(connection, $"INSERT INTO schema_versions (version, name) VALUES ({migration.Version}, '{migration.Name}')", cancel);
        }

        await transaction.CommitAsync(cancel);
        return [.. pending.Select(migration => migration.Name)];
    }

    public override async Task PrepareAsync(CancellationToken cancel = default)
    {
        if (await FindFaultAsync(cancel) is { } fault) throw new WrongInputException($"{Settings.Describe()}: {fault}");
    }

    public override async Task<string?> FindFaultAsync(CancellationToken cancel = default)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return migrations.FindFault(await AppliedAsync(connection, cancel));
        }
        catch (NpgsqlException unreachable)
        {
            return unreachable.Message;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await Signals.DisposeAsync();
        await source.DisposeAsync();
    }

    /// <summary>
    /// Resetting a connection on its way back to the pool costs seven statements a use, and planning the same query anew on every
    /// execution half the throughput of the work queue; neither buys anything here. The pool hands out the connection that has been idle
    /// longest, so that every connection left over from a busy minute goes cold in turn: they are let go after half a minute. More
    /// connections than the server can work for at once only take its processors from each other, and several hosts share what it grants.
    /// </summary>
    private static NpgsqlConnectionStringBuilder Tuned(string connectionString)
    {
        var tuned = new NpgsqlConnectionStringBuilder(connectionString) { NoResetOnClose = true };
        if (tuned.MaxAutoPrepare == 0) (tuned.MaxAutoPrepare, tuned.AutoPrepareMinUsages) = (200, 2);
        tuned.Options ??= "-c plan_cache_mode=force_generic_plan";
        if (tuned.ConnectionIdleLifetime == Untuned.ConnectionIdleLifetime) (tuned.ConnectionIdleLifetime, tuned.ConnectionPruningInterval) = (30, 5);
        if (!tuned.ShouldSerialize("Maximum Pool Size")) tuned.MaxPoolSize = Math.Max(tuned.MinPoolSize, Math.Max(20, 4 * Environment.ProcessorCount));
        tuned.ApplicationName ??= "alignment";
        return tuned;
    }

    // A connection that only listens: it is nobody else's, and the pings find out when it is dead.
    private static string Listening(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 15, ApplicationName = "alignment-signals" }.ConnectionString;

    // Somebody else was writing the same rows; starting over sees what they wrote.
    private static bool MayPass(Exception? failure) => failure switch
    {
        null => false,
        DbUpdateConcurrencyException => true,
        PostgresException
        {
            SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.LockNotAvailable
        } => true,
        _ => MayPass(failure.InnerException), // EF wraps a deadlock twice
    };

    private static async Task<HashSet<int>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var known = new NpgsqlCommand("SELECT to_regclass('schema_versions') IS NOT NULL", connection);
        if (await known.ExecuteScalarAsync(cancel) is not true) return [];
        await using var applied = new NpgsqlCommand("SELECT version FROM schema_versions", connection);
        await using var row = await applied.ExecuteReaderAsync(cancel);
        var versions = new HashSet<int>();
        while (await row.ReadAsync(cancel)) versions.Add(row.GetInt32(0));
        return versions;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }
}
