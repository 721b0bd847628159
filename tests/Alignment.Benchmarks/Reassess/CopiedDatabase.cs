using Alignment.Api.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Alignment.Benchmarks.Reassess;

/// <summary>Two databases that begin the same, and are gone afterwards.</summary>
internal sealed class CopiedDatabase : IDisposable
{
    private const string First = "alignment_unbroken";
    private const string Second = "alignment_broken";
    private readonly string? server;
    private readonly string folder = Directory.CreateTempSubdirectory("alignment-bench-").FullName;

    private CopiedDatabase(string? server)
    {
        this.server = server;
        Drop();
        if (server is not null) Execute($"CREATE DATABASE {First}");
    }

    public StorageSettings Unbroken => Settings(First);

    public StorageSettings Broken => Settings(Second);

    /// <param name="server">A connection string of a PostgreSQL server; null for SQLite.</param>
    public static CopiedDatabase For(string? server) => new(server);

    /// <summary>Copies the first into the second.</summary>
    public async Task CopyAsync()
    {
        if (server is not null)
        {
            Execute($"CREATE DATABASE {Second} TEMPLATE {First}");
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={Unbroken.Database};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var copy = connection.CreateCommand();
        copy.CommandText = $"VACUUM INTO '{Broken.Database}'";
        await copy.ExecuteNonQueryAsync();
    }

    public void Dispose()
    {
        Drop();
        Directory.Delete(folder, recursive: true);
    }

    private StorageSettings Settings(string name) => server is null
        ? new(StorageKind.Sqlite, Path.Combine(folder, $"{name}.db"))
        : new(StorageKind.Postgres, new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);

    private void Drop()
    {
        if (server is null) return;
        foreach (var name in new[] { First, Second }) Execute($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
