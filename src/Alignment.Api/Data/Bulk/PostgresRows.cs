using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Alignment.Api.Data.Bulk;

/// <summary>Binary COPY into the table, or into a staging table whose rows then overwrite the table's; a few rows go by plain statements.</summary>
internal static class PostgresRows
{
    // Below this, setting up a COPY costs more than it saves.
    private const int Few = 20;

    public static async Task InsertAsync<T>(AlignmentContext context, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var table = RowTable<T>.Of(context);
        if (rows.Count > Few)
        {
            await CopyAsync(context, table.Name, table, rows, cancel);
            return;
        }

        var columns = string.Join(", ", table.Columns.Select(column => column.Name));
        var values = string.Join(", ", table.Columns.Select((column, place) => Parameter(column, place)));
        await BatchAsync(context, $"INSERT INTO {table.Name} ({columns}) VALUES ({values})", table, rows, cancel);
    }

    public static async Task UpdateAsync<T>(AlignmentContext context, RowTable<T> table, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        int updated;
        if (rows.Count <= Few)
        {
            var named = table.Columns.Select((column, place) => (column, set: $"{column.Name} = {Parameter(column, place)}")).ToLookup(pair => pair.column.IsKey, pair => pair.set);
            updated = await BatchAsync(context, $"UPDATE {table.Name} SET {string.Join(", ", named[false])} WHERE {string.Join(" AND ", named[true])}", table, rows, cancel);
        }
        else
        {
            var staging = $"staging_{table.Name}";
            await using (var make = Command(context, $"CREATE TEMP TABLE {staging} ON COMMIT DROP AS SELECT {string.Join(", ", table.Columns.Select(column => column.Name))} FROM {table.Name} WITH NO DATA"))
                await make.ExecuteNonQueryAsync(cancel);
            await CopyAsync(context, staging, table, rows, cancel);
            var set = string.Join(", ", table.Columns.Where(column => !column.IsKey).Select(column => $"{column.Name} = new.{column.Name}"));
            var same = string.Join(" AND ", table.Keys.Select(key => $"old.{key.Name} = new.{key.Name}"));
            await using var merge = Command(context, $"UPDATE {table.Name} AS old SET {set} FROM {staging} AS new WHERE {same}");
            updated = await merge.ExecuteNonQueryAsync(cancel);
            await using var drop = Command(context, $"DROP TABLE {staging}");
            await drop.ExecuteNonQueryAsync(cancel);
        }

        if (updated != rows.Count) throw new DbUpdateConcurrencyException($"{rows.Count - updated} rows of {table.Name} are not there any more.");
    }

    public static async Task DeleteAsync<T>(AlignmentContext context, RowTable<T> keys, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var same = string.Join(" AND ", keys.Columns.Select((column, place) => $"{column.Name} = {Parameter(column, place)}"));
        var deleted = await BatchAsync(context, $"DELETE FROM {keys.Name} WHERE {same}", keys, rows, cancel);
        if (deleted != rows.Count) throw new DbUpdateConcurrencyException($"{rows.Count - deleted} rows of {keys.Name} are not there any more.");
    }

    private static async Task CopyAsync<T>(AlignmentContext context, string target, RowTable<T> table, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var columns = string.Join(", ", table.Columns.Select(column => column.Name));
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {target} ({columns}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in table.Columns)
            {
                if (column.Value(row) is { } value) await copy.WriteAsync(value, column.StoreType, cancel);
                else await copy.WriteNullAsync(cancel);
            }
        }

        await copy.CompleteAsync(cancel);
    }

    private static async Task<int> BatchAsync<T>(AlignmentContext context, string sql, RowTable<T> table, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        await using var batch = new NpgsqlBatch((NpgsqlConnection)context.Database.GetDbConnection());
        foreach (var row in rows)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var column in table.Columns) command.Parameters.Add(new NpgsqlParameter { Value = column.Value(row) ?? DBNull.Value });
            batch.BatchCommands.Add(command);
        }

        return await batch.ExecuteNonQueryAsync(cancel);
    }

    // The cast tells the type of a null, and that a text is JSON.
    private static string Parameter<T>(RowColumn<T> column, int place) => $"${place + 1}::{column.StoreType}";

    private static NpgsqlCommand Command(AlignmentContext context, string sql) => new(sql, (NpgsqlConnection)context.Database.GetDbConnection());
}
