using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Alignment.Api.Data.Bulk;

/// <summary>Prepared statements, one execution a row, in the transaction that is open.</summary>
internal static class SqliteRows
{
    /// <param name="context">The unit of work.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="cancel">Stops between rows.</param>
    /// <param name="onConflict">What becomes of a row that is there already: an ON CONFLICT clause; it fails if left out.</param>
    public static Task InsertAsync<T>(AlignmentContext context, IReadOnlyList<T> rows, CancellationToken cancel, string onConflict = "")
        where T : class
    {
        var table = RowTable<T>.Of(context);
        var columns = string.Join(", ", table.Columns.Select(column => column.Name));
        var values = string.Join(", ", table.Columns.Select((_, place) => $"${place}"));
        return ExecuteAsync(context, $"INSERT INTO {table.Name} ({columns}) VALUES ({values}) {onConflict}", table, rows, cancel);
    }

    public static Task UpdateAsync<T>(AlignmentContext context, RowTable<T> table, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        var named = table.Columns.Select((column, place) => (column, set: $"{column.Name} = ${place}")).ToLookup(pair => pair.column.IsKey, pair => pair.set);
        return ExecuteAsync(context, $"UPDATE {table.Name} SET {string.Join(", ", named[false])} WHERE {string.Join(" AND ", named[true])}", table, rows, cancel);
    }

    public static Task DeleteAsync<T>(AlignmentContext context, RowTable<T> keys, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class => ExecuteAsync(
            context, $"DELETE FROM {keys.Name} WHERE {string.Join(" AND ", keys.Columns.Select((column, place) => $"{column.Name} = ${place}"))}", keys, rows, cancel);

    private static Task ExecuteAsync<T>(AlignmentContext context, string sql, RowTable<T> table, IReadOnlyList<T> rows, CancellationToken cancel)
        where T : class
    {
        using var command = (SqliteCommand)context.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        var parameters = table.Columns.Select((_, place) => command.Parameters.Add($"${place}", SqliteType.Text)).ToArray();
        var wellTyped = false;
        foreach (var row in rows)
        {
            cancel.ThrowIfCancellationRequested();
            for (var place = 0; place < parameters.Length; place++)
            {
                var value = table.Columns[place].Value(row);
                parameters[place].ResetSqliteType();
                parameters[place].Value = value ?? DBNull.Value;
            }

            if (!wellTyped)
            {
                command.Prepare();
                wellTyped = true;
            }

            if (command.ExecuteNonQuery() != 1) throw new DbUpdateConcurrencyException($"A row of {table.Name} is not there any more.");
        }

        return Task.CompletedTask;
    }
}
