using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Alignment.Api.Leads.Standings;

/// <summary>A few rows as arrays in one statement; many by binary COPY into a staging table whose rows then overwrite those of the table.</summary>
internal static class PostgresStandings
{
    // Below this, setting up a COPY costs more than it saves.
    private const int Few = 100;

    private const string Columns = "lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, next_change_at, persona_key, status, rep_key";

    private const string Overwrite = """
        definition_id = new.definition_id, decision = new.decision, total = new.total, fit = new.fit, interest = new.interest, stage_key = new.stage_key,
        assessed_at = new.assessed_at, next_change_at = new.next_change_at, persona_key = new.persona_key, status = new.status, rep_key = new.rep_key
        """;

    private static readonly string Upsert = $"""
        INSERT INTO lead_standings ({Columns})
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (lead_id) DO UPDATE SET {Overwrite.Replace("new.", "excluded.", StringComparison.Ordinal)}
        """;

    public static Task WriteAsync(AlignmentContext context, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        return standings.Count < Few ? UpsertAsync(connection, standings, cancel) : CopyAsync(connection, standings, cancel);
    }

    private static async Task UpsertAsync(NpgsqlConnection connection, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Upsert, connection);
        void Add<T>(NpgsqlDbType type, Func<LeadStanding, T> value) =>
            command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = [.. standings.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type });
        Add(NpgsqlDbType.Uuid, standing => standing.LeadId.Value);
        Add(NpgsqlDbType.Uuid, standing => standing.DefinitionId?.Value);
        Add(NpgsqlDbType.Text, standing => standing.Decision?.ToString());
        Add(NpgsqlDbType.Double, standing => standing.Total);
        Add(NpgsqlDbType.Double, standing => standing.Fit);
        Add(NpgsqlDbType.Double, standing => standing.Interest);
        Add(NpgsqlDbType.Text, standing => standing.StageKey);
        Add(NpgsqlDbType.TimestampTz, standing => standing.AssessedAt.ToDateTimeUtc());
        Add(NpgsqlDbType.TimestampTz, standing => standing.NextChangeAt?.ToDateTimeUtc());
        Add(NpgsqlDbType.Text, standing => standing.PersonaKey);
        Add(NpgsqlDbType.Text, standing => standing.Status.ToString());
        Add(NpgsqlDbType.Text, standing => standing.RepKey);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        const string staging = "staged_standings";
        await ExecuteAsync(connection, $"CREATE TEMP TABLE IF NOT EXISTS {staging} (LIKE lead_standings) ON COMMIT DELETE ROWS", cancel);
        await ExecuteAsync(connection, $"TRUNCATE {staging}", cancel);
        await CopyToAsync(connection, staging, standings, cancel);

        // The list is what makes the planner look rows up by key: joined to the staging table alone, of which it knows nothing, it reads the whole table.
        await using var update = new NpgsqlCommand(
            $"UPDATE lead_standings AS old SET {Overwrite} FROM {staging} AS new WHERE old.lead_id = new.lead_id AND old.lead_id = ANY ($1)", connection);
        update.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. standings.Select(standing => standing.LeadId.Value)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        var updated = await update.ExecuteNonQueryAsync(cancel);
        if (updated == standings.Count) return;
        await ExecuteAsync(
            connection,
            $"INSERT INTO lead_standings ({Columns}) SELECT {Columns} FROM {staging} AS new WHERE NOT EXISTS (SELECT FROM lead_standings AS old WHERE old.lead_id = new.lead_id)",
            cancel);
    }

    /// <summary>Copies rows into a table of the same columns.</summary>
    public static async Task CopyToAsync(NpgsqlConnection connection, string table, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {table} ({Columns}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var standing in standings)
        {
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(standing.LeadId.Value, NpgsqlDbType.Uuid, cancel);
            if (standing.DefinitionId is { } definition) await copy.WriteAsync(definition.Value, NpgsqlDbType.Uuid, cancel);
            else await copy.WriteNullAsync(cancel);
            await TextAsync(standing.Decision?.ToString());
            await copy.WriteAsync(standing.Total, NpgsqlDbType.Double, cancel);
            await copy.WriteAsync(standing.Fit, NpgsqlDbType.Double, cancel);
            await copy.WriteAsync(standing.Interest, NpgsqlDbType.Double, cancel);
            await TextAsync(standing.StageKey);
            await copy.WriteAsync(standing.AssessedAt.ToDateTimeUtc(), NpgsqlDbType.TimestampTz, cancel);
            if (standing.NextChangeAt is { } next) await copy.WriteAsync(next.ToDateTimeUtc(), NpgsqlDbType.TimestampTz, cancel);
            else await copy.WriteNullAsync(cancel);
            await TextAsync(standing.PersonaKey);
            await TextAsync(standing.Status.ToString());
            await TextAsync(standing.RepKey);
        }

        await copy.CompleteAsync(cancel);

        Task TextAsync(string? text) => text is null ? copy.WriteNullAsync(cancel) : copy.WriteAsync(text, NpgsqlDbType.Text, cancel);
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(cancel);
    }
}
