using Alignment.Api.Data;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Alignment.Api.Leads.Standings;

/// <summary>A few rows as arrays in one statement; many by binary COPY, in place of those of the same leads.</summary>
internal static class PostgresStandings
{
    // Below this, setting up a COPY costs more than it saves.
    private const int Few = 100;

    /// <summary>Before the server looks for a circle of those that wait, by default after a second, and ends one of them.</summary>
    public const string GiveWay = "SET LOCAL lock_timeout = '100ms'; SET LOCAL synchronous_commit = off";

    private const string Columns = "lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, next_change_at, persona_key, status, rep_key";

    private const string Copy = $"COPY lead_standings ({Columns}) FROM STDIN (FORMAT BINARY)";

    private const string Overwrite = """
        definition_id = new.definition_id, decision = new.decision, total = new.total, fit = new.fit, interest = new.interest, stage_key = new.stage_key,
        assessed_at = new.assessed_at, next_change_at = new.next_change_at, persona_key = new.persona_key, status = new.status, rep_key = new.rep_key
        """;

    // All there are after a lead, up to the last of so many leads.
    private const string DeleteStretch = """
        DELETE FROM lead_standings WHERE lead_id > $1
        AND lead_id <= COALESCE((SELECT id FROM leads WHERE id > $1 ORDER BY id OFFSET $2 LIMIT 1), 'ffffffff-ffff-ffff-ffff-ffffffffffff')
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

    public static async Task ReplaceAsync(
        AlignmentContext context, (LeadId? After, int Limit) stretch, IAsyncEnumerable<IReadOnlyList<LeadStanding>> parts, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        await using (var delete = new NpgsqlCommand(DeleteStretch, connection))
        {
            delete.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = stretch.After?.Value ?? Guid.Empty });
            delete.Parameters.Add(new NpgsqlParameter<long> { TypedValue = stretch.Limit - 1 });
            await delete.ExecuteNonQueryAsync(cancel);
        }

        await CopyAsync(connection, parts, cancel);
    }

    // It waits for nobody, and takes as long as it takes. Where it is not allowed to, or cannot, the server clears them away in its own time.
    public static async Task ClearAsync(AlignmentStore store, CancellationToken cancel)
    {
        await using var context = store.CreateDbContext();
        context.Database.SetCommandTimeout(0);
        try
        {
            await context.Database.ExecuteSqlRawAsync("VACUUM (SKIP_LOCKED, TRUNCATE FALSE) lead_standings", cancel);
        }
        catch (PostgresException)
        {
        }
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

        await CopyAsync(connection, new[] { standings }.ToAsyncEnumerable(), cancel);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, IAsyncEnumerable<IReadOnlyList<LeadStanding>> parts, CancellationToken cancel)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync(Copy, cancel);
        try
        {
            var bytes = new StandingBytes();
            bytes.Begin();
            await foreach (var part in parts.WithCancellation(cancel))
            {
                foreach (var standing in part) bytes.Add(standing);
                await copy.WriteAsync(bytes.Written, cancel);
                bytes.Clear();
            }

            bytes.End();
            await copy.WriteAsync(bytes.Written, cancel);
        }
        catch
        {
            // Else what there is would count as all of it.
            await copy.CancelAsync();
            throw;
        }
    }

    private static NpgsqlParameter<Guid[]> Ids(IReadOnlyList<LeadStanding> standings) => new()
    {
        TypedValue = [.. standings.Select(standing => standing.LeadId.Value)],
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
    };
}
