using Alignment.Api.Data.Postgres;
using Alignment.Core.Leads;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Leads.Queue;

/// <summary>A work queue by statements written by hand: a page from the start or after a lead, and how old the order is.</summary>
internal sealed class WorkQueueStatement(WorkQueue queue)
{
    /// <summary>What the page saw, as <see cref="FormerPlaces.MomentAsync"/> says it; null before it was read, and where it is empty.</summary>
    public string? Moment { get; private set; }

    /// <summary>When the oldest total was computed that the order rests on; no row with nothing in the queue.</summary>
    public Statement<Instant> RankedAt()
    {
        var parameters = new List<NpgsqlParameter>(2);
        return new(
            $"SELECT assessed_at FROM lead_standings WHERE {Filter(parameters)} ORDER BY assessed_at LIMIT 1",
            row => Instant.FromDateTimeUtc(row.GetDateTime(0)),
            [.. parameters]);
    }

    /// <summary>Leads, best first.</summary>
    /// <param name="columns">What of them.</param>
    /// <param name="take">How many.</param>
    /// <param name="after">The total and the id of the lead after which to start; null for the start.</param>
    public Statement<LeadView> Page(LeadColumns columns, int take, (double Total, LeadId Lead)? after)
    {
        var parameters = new List<NpgsqlParameter>(5);
        var filter = Filter(parameters);
        if (after is { } place)
        {
            var (total, lead) = (Add(parameters, place.Total), Add(parameters, place.Lead.Value));
            filter += queue.RepKey is null
                ? $" AND (total, lead_id) < ({total}, {lead})"
                : $" AND total <= {total} AND (total < {total} OR lead_id > {lead})";
        }

        var order = queue.RepKey is null ? "DESC" : "ASC";
        return new(
            $"""
            SELECT {columns.Select}, s.total, (SELECT pg_current_snapshot()::text)
            FROM (SELECT * FROM lead_standings WHERE {filter} ORDER BY total DESC, lead_id {order} LIMIT {Add(parameters, take)}) s
            JOIN leads l ON l.id = s.lead_id{columns.JoinsBesideStanding}
            ORDER BY s.total DESC, s.lead_id {order}
            """,
            row =>
            {
                Moment ??= row.GetString(row.FieldCount - 1);
                return columns.Read(row) with { Listed = ("", row.GetDouble(row.FieldCount - 2)) };
            },
            [.. parameters]);
    }

    /// <summary>A row if any lead has given up a place in the queue since a moment.</summary>
    public Statement<bool> HasMoved(string moment)
    {
        var parameters = new List<NpgsqlParameter>(4);
        var since = $"{Add(parameters, moment)}::pg_snapshot";
        return new(
            $"SELECT 1 FROM former_places WHERE tx >= pg_snapshot_xmin({since}) AND NOT pg_visible_in_snapshot(tx, {since}) AND {Filter(parameters)} LIMIT 1",
            _ => true,
            [.. parameters]);
    }

    // Literal statuses, so that the indexes over them serve.
    private string Filter(List<NpgsqlParameter> parameters) =>
        (queue.RepKey is { } rep ? $"rep_key = {Add(parameters, rep)} AND status IN ('Offered', 'Accepted')" : "status = 'Qualified'")
        + (queue.PersonaKey is { } persona ? $" AND persona_key = {Add(parameters, persona)}" : "")
        + (queue.StageKey is { } stage ? $" AND stage_key = {Add(parameters, stage)}" : "");

    private static string Add<T>(List<NpgsqlParameter> parameters, T value)
    {
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return $"${parameters.Count}";
    }
}
