using Alignment.Api.Data.Migrations;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Alignment.Api.Data.Sqlite;

/// <summary>
/// One SQLite file. Readers have read-only connections of their own and never wait; a single connection, behind a gate, does every
/// write and every checkpoint.
/// </summary>
/// <remarks>
/// SQLite before 3.51.3 can lose a commit when one connection resets the write-ahead log while another checkpoints it
/// (sqlite.org/wal.html, "the WAL-reset bug"). With one connection for both, in the one process that may open the file, it cannot arise.
/// </remarks>
internal sealed class SqliteStore : AlignmentStore
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly FileLock processLock;
    private readonly SqliteConnection writer;
    private readonly string readerString;
    private readonly PooledDbContextFactory<AlignmentContext> readers;
    private readonly DbContextOptions<AlignmentContext> writing;
    private readonly MigrationScripts migrations = MigrationScripts.For(StorageKind.Sqlite);

    private SqliteStore(StorageSettings settings, IReadOnlyList<IInterceptor> interceptors, FileLock processLock, SqliteConnection writer)
        : base(settings)
    {
        this.processLock = processLock;
        this.writer = writer;
        readerString = new SqliteConnectionStringBuilder { DataSource = writer.DataSource, Mode = SqliteOpenMode.ReadOnly }.ConnectionString;
        readers = new PooledDbContextFactory<AlignmentContext>(ContextOptions.ForReading(interceptors, options => options.UseSqlite(readerString, Lists)));
        writing = ContextOptions.ForWriting(interceptors, options => options.UseSqlite(writer, Lists));
    }

    public static Task<AlignmentStore> ConnectAsync(StorageSettings settings, IReadOnlyList<IInterceptor> interceptors, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (settings.Database.Contains(":memory:", StringComparison.OrdinalIgnoreCase))
            throw new WrongInputException("--database :memory: would forget everything between two queries; ask for --storage memory.");
        var path = Path.GetFullPath(settings.Database);
        var processLock = FileLock.Take(path);
        SqliteConnection? writer = null;
        try
        {
            writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, ForeignKeys = true, DefaultTimeout = 30 }.ConnectionString);
            writer.Open();
            writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000;");
            return Task.FromResult<AlignmentStore>(new SqliteStore(settings, interceptors, processLock, writer));
        }
        catch (SqliteException unusable)
        {
            writer?.Dispose();
            processLock.Dispose();
            throw new WrongInputException($"{path}: cannot be used as a database ({unusable.Message}).");
        }
    }

    public override AlignmentContext CreateDbContext() => readers.CreateDbContext();

    public override async Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default)
    {
        await gate.WaitAsync(cancel);
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
        finally
        {
            gate.Release();
        }
    }

    public override async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancel = default)
    {
        await gate.WaitAsync(cancel);
        try
        {
            await using var transaction = writer.BeginTransaction();
            writer.Execute("CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP) STRICT;");
            var pending = migrations.Lacking(Applied(writer));
            foreach (var migration in pending)
            {
                writer.Execute(migration.Sql);
                writer.Execute("INSERT INTO schema_versions (version, name) VALUES ($version, $name);", ("$version", migration.Version), ("$name", migration.Name));
            }

            transaction.Commit();
            return [.. pending.Select(migration => migration.Name)];
        }
        finally
        {
            gate.Release();
        }
    }

    public override Task PrepareAsync(CancellationToken cancel = default) => MigrateAsync(cancel);

    public override async Task<string?> FindFaultAsync(CancellationToken cancel = default)
    {
        try
        {
            await using var reader = new SqliteConnection(readerString);
            await reader.OpenAsync(cancel);
            return migrations.FindFault(Applied(reader));
        }
        catch (SqliteException unusable)
        {
            return unusable.Message;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        using (var pooled = new SqliteConnection(readerString)) SqliteConnection.ClearPool(pooled);
        writer.Execute("PRAGMA wal_checkpoint(TRUNCATE);");
        await writer.DisposeAsync();
        processLock.Dispose();
        gate.Dispose();
    }

    private static HashSet<int> Applied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT version FROM schema_versions;";
        using var row = command.ExecuteReader();
        var versions = new HashSet<int>();
        while (row.Read()) versions.Add(row.GetInt32(0));
        return versions;
    }

    // A list of ids is one parameter, so that a query is one statement however long the list.
    private static void Lists(SqliteDbContextOptionsBuilder options) => options.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter);
}
