using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Alignment.Api.Leads.Standings;

/// <summary>A few rows as arrays in one statement; many by binary COPY, in place of those of the same leads.</summary>
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

    // Rows that are taken out and copied in cost half of what overwriting them does. Whoever copies the same rows meanwhile is told of a
    // row that is there already, and starts over.
    private static async Task CopyAsync(NpgsqlConnection connection, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        await using (var delete = new NpgsqlCommand("DELETE FROM lead_standings WHERE lead_id = ANY ($1)", connection))
        {
            delete.Parameters.Add(Ids(standings));
            await delete.ExecuteNonQueryAsync(cancel);
        }

        await using var copy = await connection.BeginBinaryImportAsync($"COPY lead_standings ({Columns}) FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var standing in standings)
        {
            await copy.StartRowAsync(cancel);
            copy.Write(standing.LeadId.Value, NpgsqlDbType.Uuid);
            if (standing.DefinitionId is { } definition) copy.Write(definition.Value, NpgsqlDbType.Uuid);
            else copy.WriteNull();
            Text(standing.Decision?.ToString());
            copy.Write(standing.Total, NpgsqlDbType.Double);
            copy.Write(standing.Fit, NpgsqlDbType.Double);
            copy.Write(standing.Interest, NpgsqlDbType.Double);
            Text(standing.StageKey);
            copy.Write(standing.AssessedAt.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
            if (standing.NextChangeAt is { } next) copy.Write(next.ToDateTimeUtc(), NpgsqlDbType.TimestampTz);
            else copy.WriteNull();
            Text(standing.PersonaKey);
            Text(standing.Status.ToString());
            Text(standing.RepKey);
        }

        await copy.CompleteAsync(cancel);

        void Text(string? text)
        {
            if (text is null) copy.WriteNull();
            else copy.Write(text, NpgsqlDbType.Text);
        }
    }

    private static NpgsqlParameter<Guid[]> Ids(IReadOnlyList<LeadStanding> standings) => new()
    {
        TypedValue = [.. standings.Select(standing => standing.LeadId.Value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
    };
}
