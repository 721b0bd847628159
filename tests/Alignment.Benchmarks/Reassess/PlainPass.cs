using System.Data.Common;
using System.Globalization;
using Alignment.Api.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Alignment.Benchmarks.Reassess;

/// <summary>
/// The least that anybody must do who re-assesses a store: read the same columns of the same rows in the same order with a reader
/// written by hand, and write the same rows into empty tables of the same shape, with their indexes, as fast as the database takes them.
/// </summary>
internal abstract class PlainPass
{
    // The transaction that wrote an entry is filled in by the server.
    private const string History = "lead_id, sequence, at, actor, kind, why, hand_off_id, changes";

    // i: id, t: time, n: number, s: text, b: bytes.
    private static readonly (string Sql, string Kinds)[] Read =
    [
        ("SELECT l.id, l.created_at, l.persona_key, l.attributes, l.status, l.rests_until, h.rep_key, l.source, l.outcome, l.outcome_at, l.version FROM leads l LEFT JOIN hand_offs h ON h.id = l.current_hand_off_id ORDER BY l.id", "itsbstssstn"),
        ("SELECT lead_id, position, at, type, content, stage_key FROM engagements ORDER BY lead_id, position", "intsss"),
        ("SELECT lead_id, at FROM forward_moves ORDER BY lead_id, at", "it"),
    ];

    private static readonly string[] Standings = ["lead_standings"];
    private static readonly string[] Moved = ["leads", "lead_history"];
    private readonly Dictionary<string, Rows> rows = [];

    public static PlainPass For(StorageSettings settings) =>
        settings.Kind == StorageKind.Postgres ? new PostgresPass(settings.Database) : new SqlitePass(settings.Database);

    /// <summary>Takes the rows that a re-assessment has just written into memory, and makes tables for them.</summary>
    /// <param name="moved">How many leads moved.</param>
    public async Task PrepareAsync(int moved)
    {
        await using var connection = await OpenAsync();
        var latest = string.Create(CultureInfo.InvariantCulture, $"SELECT lead_id, sequence FROM lead_history WHERE kind IN ('Qualified', 'FellBack') ORDER BY at DESC LIMIT {moved}");
        rows["lead_standings"] = await RowsAsync(connection, "SELECT * FROM lead_standings ORDER BY lead_id");
        rows["leads"] = await RowsAsync(connection, $"SELECT leads.* FROM leads JOIN ({latest}) AS moved ON moved.lead_id = leads.id ORDER BY leads.id");
        rows["lead_history"] = await RowsAsync(connection, $"SELECT {History} FROM lead_history JOIN ({latest}) AS moved USING (lead_id, sequence) ORDER BY lead_id");
        if (rows["leads"].Values.Count != moved) throw new InvalidOperationException("The leads that moved were not found again.");
        await MakeAsync();
    }

    /// <summary>Lets go of the rows, so that they are in nobody's way.</summary>
    public void Forget() => rows.Clear();

    public async Task ReadAsync()
    {
        await using var connection = await OpenAsync();
        foreach (var (sql, kinds) in Read) await ReadAsync(connection, sql, kinds);
    }

    public Task WriteStandingsAsync() => WriteAsync(Standings);

    /// <summary>Writes the leads that moved and what their histories say of it.</summary>
    public Task WriteMovedAsync() => WriteAsync(Moved);

    protected abstract Task<DbConnection> OpenAsync();

    protected abstract Task MakeAsync();

    protected abstract Task WriteAsync(string[] tables);

    protected abstract object Value(DbDataReader row, int column, char kind);

    private static async Task<Rows> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<object?[]>();
        while (await row.ReadAsync())
        {
            var one = new object?[row.FieldCount];
            for (var i = 0; i < one.Length; i++) one[i] = row.IsDBNull(i) ? null : row.GetValue(i);
            values.Add(one);
        }

        var columns = await row.GetColumnSchemaAsync();
        return new([.. columns.Select(column => column.ColumnName)], [.. columns.Select(column => (column as Npgsql.Schema.NpgsqlDbColumn)?.NpgsqlDbType ?? default)], values);
    }

    private async Task ReadAsync(DbConnection connection, string sql, string kinds)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var row = await command.ExecuteReaderAsync(System.Data.CommandBehavior.SequentialAccess);
        var sum = 0;
        while (await row.ReadAsync())
        {
            for (var i = 0; i < kinds.Length; i++)
                if (!row.IsDBNull(i)) sum ^= Touch(row, i, kinds[i]);
        }

        GC.KeepAlive(sum);
    }

    private int Touch(DbDataReader row, int column, char kind) => kind switch
    {
        's' => row.GetString(column).Length,
        'n' => (int)row.GetInt64(column),
        'b' => row.GetFieldValue<byte[]>(column).Length,
        _ => Value(row, column, kind) is null ? 0 : 1,
    };

    private sealed record Rows(string[] Columns, NpgsqlDbType[] Types, List<object?[]> Values)
    {
        public string Names => string.Join(", ", Columns);
    }

    private sealed class PostgresPass(string connectionString) : PlainPass
    {
        protected override async Task WriteAsync(string[] tables)
        {
            await using var connection = (NpgsqlConnection)await OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            foreach (var table in tables) await CopyAsync(connection, $"plain_{table}", rows[table]);
            await transaction.CommitAsync();
        }

        protected override async Task MakeAsync()
        {
            await using var connection = (NpgsqlConnection)await OpenAsync();
            foreach (var table in Standings.Concat(Moved))
            {
                await using var make = new NpgsqlCommand($"DROP TABLE IF EXISTS plain_{table}; CREATE TABLE plain_{table} (LIKE {table} INCLUDING ALL)", connection);
                await make.ExecuteNonQueryAsync();
            }
        }

        protected override async Task<DbConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            return connection;
        }

        protected override object Value(DbDataReader row, int column, char kind) => kind == 'i' ? row.GetGuid(column) : row.GetDateTime(column);

        private static async Task CopyAsync(NpgsqlConnection connection, string table, Rows rows)
        {
            await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({rows.Names}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows.Values)
            {
                await copy.StartRowAsync();
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is { } value) await copy.WriteAsync(value, rows.Types[i]);
                    else await copy.WriteNullAsync();
                }
            }

            await copy.CompleteAsync();
        }
    }

    private sealed class SqlitePass(string file) : PlainPass
    {
        // A file of its own: the store's may have one writer only.
        private readonly string copy = file + ".plain";

        protected override async Task WriteAsync(string[] tables)
        {
            await using var connection = await CopyAsync();
            await using var transaction = connection.BeginTransaction();
            foreach (var table in tables)
            {
                await using var insert = connection.CreateCommand();
                var names = rows[table].Columns.Select((_, i) => $"${i}").ToArray();
                insert.CommandText = $"INSERT INTO {table} ({rows[table].Names}) VALUES ({string.Join(", ", names)})";
                insert.Transaction = transaction;
                var parameters = names.Select(name => insert.Parameters.AddWithValue(name, DBNull.Value)).ToArray();
                foreach (var row in rows[table].Values)
                {
                    for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i] ?? DBNull.Value;
                    insert.ExecuteNonQuery();
                }
            }

            transaction.Commit();
        }

        protected override async Task MakeAsync()
        {
            File.Delete(copy);
            await using var connection = await CopyAsync();
            await using var schema = await OpenAsync();
            var tables = string.Join(", ", Standings.Concat(Moved).Select(table => $"'{table}'"));
            await using var command = schema.CreateCommand();
            command.CommandText = $"SELECT sql FROM sqlite_schema WHERE tbl_name IN ({tables}) AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC";
            await using var row = await command.ExecuteReaderAsync();
            while (await row.ReadAsync()) await ExecuteAsync(connection, row.GetString(0));
        }

        protected override async Task<DbConnection> OpenAsync()
        {
            var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            return connection;
        }

        protected override object Value(DbDataReader row, int column, char kind) => kind == 'i' ? row.GetFieldValue<byte[]>(column) : row.GetInt64(column);

        private async Task<SqliteConnection> CopyAsync()
        {
            var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Foreign Keys=False");
            await connection.OpenAsync();
            await ExecuteAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
            return connection;
        }

        private static async Task ExecuteAsync(SqliteConnection connection, string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
