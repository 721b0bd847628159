using Microsoft.Data.Sqlite;

namespace Alignment.Api.Data.Sqlite;

/// <summary>Statements outside EF: settings of a connection and migrations.</summary>
internal static class SqliteStatements
{
    public static void Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    /// <returns>The first column of the first row; null where there is none or it is NULL.</returns>
    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }
}
