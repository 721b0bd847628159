using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alignment.Api.Data;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Alignment.Benchmarks.Reassess;

/// <summary>Where a re-assessment has left a store.</summary>
/// <param name="Standings">How many leads have one.</param>
/// <param name="CountsAreTrue">Whether the counts that the database keeps are those of a recount.</param>
/// <param name="Hash">Over every standing, count, lead and history entry.</param>
internal sealed record StoreDigest(long Standings, bool CountsAreTrue, string Hash)
{
    private static readonly string[] Everything =
    [
        "SELECT lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, next_change_at, persona_key, status, rep_key FROM lead_standings ORDER BY lead_id",
        "SELECT id, status, version, changed_at FROM leads ORDER BY id",
        "SELECT lead_id, sequence, at, actor, kind, why, changes FROM lead_history ORDER BY lead_id, sequence",
        Kept,
    ];

    private const string Kept = "SELECT persona_key, stage_key, leads FROM standing_counts WHERE leads <> 0 ORDER BY persona_key, stage_key";

    private const string Recount = """
        SELECT persona_key, stage_key, count(*) FROM lead_standings WHERE persona_key IS NOT NULL AND status <> 'Disqualified'
        GROUP BY persona_key, stage_key ORDER BY persona_key, stage_key
        """;

    public static async Task<StoreDigest> OfAsync(StorageSettings settings)
    {
        await using var connection = await OpenAsync(settings);
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var query in Everything) await AppendAsync(connection, query, all);
        using var kept = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var recount = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await AppendAsync(connection, Kept, kept);
        await AppendAsync(connection, Recount, recount);
        return new(
            Convert.ToInt64(await ScalarAsync(connection, "SELECT count(*) FROM lead_standings"), CultureInfo.InvariantCulture),
            kept.GetHashAndReset().AsSpan().SequenceEqual(recount.GetHashAndReset()),
            Convert.ToHexString(all.GetHashAndReset())[..16]);
    }

    /// <summary>How many leads the job says are done.</summary>
    public static async Task<long> DoneAsync(StorageSettings settings)
    {
        await using var connection = await OpenAsync(settings);
        return Convert.ToInt64(await ScalarAsync(connection, "SELECT done FROM jobs ORDER BY asked_at DESC LIMIT 1"), CultureInfo.InvariantCulture);
    }

    private static async Task AppendAsync(DbConnection connection, string query, IncrementalHash hash)
    {
        await using var command = connection.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (query, 600);
        await using var row = await command.ExecuteReaderAsync();
        var line = new StringBuilder();
        while (await row.ReadAsync())
        {
            line.Clear();
            for (var i = 0; i < row.FieldCount; i++)
                line.Append(Text(row.GetValue(i))).Append('|');
            hash.AppendData(Encoding.UTF8.GetBytes(line.Append('\n').ToString()));
        }
    }

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime at => at.ToString("O", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static async Task<object?> ScalarAsync(DbConnection connection, string query)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = query;
        return await command.ExecuteScalarAsync();
    }

    private static async Task<DbConnection> OpenAsync(StorageSettings settings)
    {
        DbConnection connection = settings.Kind == StorageKind.Postgres
            ? new NpgsqlConnection(settings.Database)
            : new SqliteConnection($"Data Source={settings.Database};Mode=ReadOnly;Pooling=False;Default Timeout=30");
        await connection.OpenAsync();
        return connection;
    }
}
