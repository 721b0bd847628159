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
}
