using Alignment.Api.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Alignment.Benchmarks.Import;

/// <summary>The least that writing a table's rows takes: into an empty one of the same shape and indexes, by one prepared statement in one transaction, or by COPY.</summary>
internal static class PlainWrite
{
    /// <summary>Reads the rows first, and times only the writing of them.</summary>
    public static Task<double> TimeAsync(StorageSettings settings, string table) =>
        settings.Kind == StorageKind.Postgres ? PostgresAsync(settings.Database, table) : Task.FromResult(Sqlite(settings.Database, table));

    private static double Sqlite(string file, string table)
    {
        var target = Path.Combine(Path.GetDirectoryName(file)!, $"plain-{table}.db");
        File.Delete(target);
        using var connection = new SqliteConnection($"Data Source={target};Pooling=False;Foreign Keys=False");
        connection.Open();
        Execute(connection, $"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; ATTACH '{file}' AS filled;");
        foreach (var sql in Column(connection, $"SELECT sql FROM filled.sqlite_schema WHERE tbl_name = '{table}' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC")) Execute(connection, sql);
        var rows = new List<object[]>();
        using (var read = connection.CreateCommand())
        {
            read.CommandText = $"SELECT * FROM filled.{table}";
            using var row = read.ExecuteReader();
            while (row.Read())
            {
                var values = new object[row.FieldCount];
                row.GetValues(values);
                rows.Add(values);
            }
        }

        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO main.{table} VALUES ({string.Join(", ", rows[0].Select((_, place) => $"${place}"))})";
        var parameters = rows[0].Select((value, place) => insert.Parameters.AddWithValue($"${place}", value)).ToArray();
        insert.Prepare();
        foreach (var values in rows)
        {
            for (var place = 0; place < values.Length; place++)
            {
                parameters[place].ResetSqliteType();
                parameters[place].Value = values[place];
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task<double> PostgresAsync(string connectionString, string table)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using (var make = new NpgsqlCommand($"DROP TABLE IF EXISTS plain_rows; CREATE TABLE plain_rows (LIKE {table} INCLUDING ALL)", connection)) await make.ExecuteNonQueryAsync();
        using var rows = new MemoryStream();
        await using (var read = await connection.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)")) await read.CopyToAsync(rows);
        rows.Position = 0;
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        await using (var write = await connection.BeginRawBinaryCopyAsync("COPY plain_rows FROM STDIN (FORMAT BINARY)")) await rows.CopyToAsync(write);
        var taken = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
        await using (var drop = new NpgsqlCommand("DROP TABLE plain_rows", connection)) await drop.ExecuteNonQueryAsync();
        return taken;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Column(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var row = command.ExecuteReader();
        var values = new List<string>();
        while (row.Read()) values.Add(row.GetString(0));
        return values;
    }
}
