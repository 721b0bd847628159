using System.Data.Common;
using Alignment.Api.Data;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Alignment.Benchmarks.Reassess;

/// <summary>
/// The least that anybody must do who re-assesses a store: read the same columns of the same rows in the same order with a reader
/// written by hand, and write as many rows of the same table, with its indexes, as fast as the database takes them.
/// </summary>
internal abstract class PlainPass
{
    private const string Leads = "SELECT id, created_at, persona_key, attributes, status, rests_until, source, outcome, outcome_at FROM leads ORDER BY id";
    private const string Log = "SELECT lead_id, position, at, type, content, stage_key FROM engagements ORDER BY lead_id, position";
    protected const string Standings = "SELECT lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, next_change_at, persona_key, status, rep_key FROM lead_standings ORDER BY lead_id";
    protected const string Columns = "lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, next_change_at, persona_key, status, rep_key";

    public static PlainPass For(StorageSettings settings) =>
        settings.Kind == StorageKind.Postgres ? new PostgresPass(settings.Database) : new SqlitePass(settings.Database);

    public async Task ReadAsync()
    {
        await using var connection = await OpenAsync();
        await ReadAsync(connection, Leads);
        await ReadAsync(connection, Log);
    }

    /// <summary>Writes the standings of the store into an empty table of the same shape.</summary>
    public abstract Task WriteAsync();

    protected abstract Task<DbConnection> OpenAsync();

    protected abstract object Value(DbDataReader row, int column, char kind);

    protected async Task<List<object?[]>> RowsAsync(DbConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Standings;
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await row.ReadAsync())
        {
            var values = new object?[row.FieldCount];
            for (var i = 0; i < values.Length; i++) values[i] = row.IsDBNull(i) ? null : row.GetValue(i);
            rows.Add(values);
        }

        return rows;
    }

    private async Task ReadAsync(DbConnection connection, string sql)
    {
        // i: id, t: time, n: number, s: text, b: bytes.
        var kinds = sql == Leads ? "itsbstsst" : "intsss";
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

    private sealed class PostgresPass(string connectionString) : PlainPass
    {
        private static readonly NpgsqlDbType[] Types =
        [
            NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Double, NpgsqlDbType.Double, NpgsqlDbType.Double, NpgsqlDbType.Text,
            NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        ];

        private List<object?[]>? rows;

        public override async Task WriteAsync()
        {
            await using var connection = (NpgsqlConnection)await OpenAsync();
            await using (var make = new NpgsqlCommand("DROP TABLE IF EXISTS plain_standings; CREATE TABLE plain_standings (LIKE lead_standings INCLUDING ALL)", connection)) await make.ExecuteNonQueryAsync();
            await using var copy = await connection.BeginBinaryImportAsync($"COPY plain_standings ({Columns}) FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows!)
            {
                await copy.StartRowAsync();
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is { } value) await copy.WriteAsync(value, Types[i]);
                    else await copy.WriteNullAsync();
                }
            }

            await copy.CompleteAsync();
        }

        protected override async Task<DbConnection> OpenAsync()
        {
            var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            rows ??= await RowsAsync(connection);
            return connection;
        }

        protected override object Value(DbDataReader row, int column, char kind) => kind == 'i' ? row.GetGuid(column) : row.GetDateTime(column);
    }

    private sealed class SqlitePass(string file) : PlainPass
    {
        private List<object?[]>? rows;

        public override async Task WriteAsync()
        {
            // A file of its own: the store's may have one writer only.
            var copy = file + ".plain";
            File.Delete(copy);
            rows ??= await RowsOfAsync();
            await using var connection = new SqliteConnection($"Data Source={copy};Pooling=False;Foreign Keys=False");
            await connection.OpenAsync();
            await ExecuteAsync(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;");
            foreach (var part in await SchemaAsync()) await ExecuteAsync(connection, part);
            await using var transaction = connection.BeginTransaction();
            await using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO lead_standings ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
            insert.Transaction = transaction;
            var parameters = Enumerable.Range(0, 12).Select(i => insert.Parameters.AddWithValue($"${i}", DBNull.Value)).ToArray();
            foreach (var row in rows)
            {
                for (var i = 0; i < row.Length; i++) parameters[i].Value = row[i] ?? DBNull.Value;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        protected override async Task<DbConnection> OpenAsync()
        {
            var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            return connection;
        }

        protected override object Value(DbDataReader row, int column, char kind) => kind == 'i' ? row.GetFieldValue<byte[]>(column) : row.GetInt64(column);

        private async Task<List<object?[]>> RowsOfAsync()
        {
            await using var connection = await OpenAsync();
            return await RowsAsync(connection);
        }

        private async Task<List<string>> SchemaAsync()
        {
            await using var connection = await OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT sql FROM sqlite_schema WHERE tbl_name = 'lead_standings' AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC";
            await using var row = await command.ExecuteReaderAsync();
            var parts = new List<string>();
            while (await row.ReadAsync()) parts.Add(row.GetString(0));
            return parts;
        }

        private static async Task ExecuteAsync(SqliteConnection connection, string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }
}
