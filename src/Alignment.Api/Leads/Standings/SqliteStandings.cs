using Alignment.Api.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Alignment.Api.Leads.Standings;

/// <summary>One prepared statement, executed once a row, in the transaction that is open.</summary>
internal static class SqliteStandings
{
    private const string Upsert = """
        INSERT INTO lead_standings (lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, next_change_at, persona_key, status, rep_key)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (lead_id) DO UPDATE SET definition_id = excluded.definition_id, decision = excluded.decision, total = excluded.total, fit = excluded.fit,
            interest = excluded.interest, stage_key = excluded.stage_key, assessed_at = excluded.assessed_at, next_change_at = excluded.next_change_at,
            persona_key = excluded.persona_key, status = excluded.status, rep_key = excluded.rep_key
        """;

    private static readonly SqliteType[] Types =
    [
        SqliteType.Blob, SqliteType.Blob, SqliteType.Text, SqliteType.Real, SqliteType.Real, SqliteType.Real, SqliteType.Text, SqliteType.Integer,
        SqliteType.Integer, SqliteType.Text, SqliteType.Text, SqliteType.Text,
    ];

    public static Task WriteAsync(AlignmentContext context, IReadOnlyList<LeadStanding> standings, CancellationToken cancel)
    {
        using var command = (SqliteCommand)context.Database.GetDbConnection().CreateCommand();
        command.CommandText = Upsert;
        command.Transaction = (SqliteTransaction?)context.Database.CurrentTransaction?.GetDbTransaction();
        var parameters = Types.Select((type, place) => command.Parameters.Add($"${place}", type)).ToArray();
        command.Prepare();
        foreach (var standing in standings)
        {
            cancel.ThrowIfCancellationRequested();
            parameters[0].Value = standing.LeadId.Value.ToByteArray(bigEndian: true);
            parameters[1].Value = OrNull(standing.DefinitionId?.Value.ToByteArray(bigEndian: true));
            parameters[2].Value = OrNull(standing.Decision?.ToString());
            parameters[3].Value = standing.Total;
            parameters[4].Value = standing.Fit;
            parameters[5].Value = standing.Interest;
            parameters[6].Value = standing.StageKey;
            parameters[7].Value = standing.AssessedAt.ToUnixTimeTicks();
            parameters[8].Value = OrNull(standing.NextChangeAt?.ToUnixTimeTicks());
            parameters[9].Value = OrNull(standing.PersonaKey);
            parameters[10].Value = standing.Status.ToString();
            parameters[11].Value = OrNull(standing.RepKey);
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    private static object OrNull(object? value) => value ?? DBNull.Value;
}
