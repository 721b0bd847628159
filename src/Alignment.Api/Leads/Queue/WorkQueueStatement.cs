using System.Collections.Concurrent;
using Alignment.Api.Data.Postgres;
using Alignment.Core.Leads;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Leads.Queue;

/// <summary>A work queue by statements written by hand: a page from the start or after a lead, and how old the order is.</summary>
internal sealed class WorkQueueStatement(WorkQueue queue)
{
    private static readonly ConcurrentDictionary<(Asked Asked, bool IsRep, bool IsPersona, bool IsStage, LeadParts Parts), string> Texts = new();

    // What is asked for, each with its own text.
    private enum Asked
    {
        RankedAt,
        FirstPage,
        NextPage,
        HasMoved,
    }

    /// <summary>What the page saw, as <see cref="FormerPlaces.MomentAsync"/> says it; null before it was read, and where it is empty.</summary>
    public string? Moment { get; private set; }

    /// <summary>When the oldest total was computed that the order rests on; no row with nothing in the queue.</summary>
    public Statement<Instant> RankedAt() => new(
        Text(Asked.RankedAt) ?? Remember(Asked.RankedAt, $"SELECT assessed_at FROM lead_standings WHERE {Filter()} ORDER BY assessed_at LIMIT 1"),
        static row => Instant.FromDateTimeUtc(row.GetDateTime(0)),
        [.. Filtering()]);

    /// <summary>Leads, best first.</summary>
    /// <param name="columns">What of them.</param>
    /// <param name="take">How many.</param>
    /// <param name="after">The total and the id of the lead after which to start; null for the start.</param>
    public Statement<LeadView> Page(LeadColumns columns, int take, (double Total, LeadId Lead)? after)
    {
        var asked = after is null ? Asked.FirstPage : Asked.NextPage;
        var parameters = Filtering();
        parameters.Add(Value(take));
        if (after is { } place) parameters.AddRange([Value(place.Total), Value(place.Lead.Value)]);
        return new(Text(asked, columns.Parts) ?? Remember(asked, PageText(columns, after is not null), columns.Parts), Read, [.. parameters]);

        LeadView Read(NpgsqlDataReader row)
        {
            var lead = columns.ReadListed(row);
            Moment ??= row.GetString(row.FieldCount - 1);
            return lead;
        }
    }

    /// <summary>A row if any lead has given up a place in the queue since a moment.</summary>
    public Statement<bool> HasMoved(string moment)
    {
        var parameters = Filtering();
        parameters.Add(Value(moment));
        return new(Text(Asked.HasMoved) ?? Remember(Asked.HasMoved, HasMovedText($"${parameters.Count}::pg_snapshot")), static _ => true, [.. parameters]);
    }

    private string PageText(LeadColumns columns, bool isAfter)
    {
        var next = Filtering().Count + 1;
        var (take, total, lead) = ($"${next}", $"${next + 1}", $"${next + 2}");
        var (order, after) = queue.RepKey is null
            ? ("DESC", $"(total, lead_id) < ({total}, {lead})")
            : ("ASC", $"total <= {total} AND (total < {total} OR lead_id > {lead})");
        return $"""
            SELECT {columns.Select}, s.total, (SELECT pg_current_snapshot()::text)
            FROM (SELECT * FROM lead_standings WHERE {Filter()}{(isAfter ? $" AND {after}" : "")} ORDER BY total DESC, lead_id {order} LIMIT {take}) s
            JOIN leads l ON l.id = s.lead_id{columns.JoinsBesideStanding}
            ORDER BY s.total DESC, s.lead_id {order}
            """;
    }

    private string HasMovedText(string since) =>
        $"SELECT 1 FROM former_places WHERE tx >= pg_snapshot_xmin({since}) AND NOT pg_visible_in_snapshot(tx, {since}) AND {Filter()} LIMIT 1";

    // Literal statuses, so that the indexes over them serve.
    private string Filter()
    {
        var place = 0;
        return (queue.RepKey is null ? "status = 'Qualified'" : $"rep_key = ${++place} AND status IN ('Offered', 'Accepted')")
            + (queue.PersonaKey is null ? "" : $" AND persona_key = ${++place}")
            + (queue.StageKey is null ? "" : $" AND stage_key = ${++place}");
    }

    /// <summary>The values of what <see cref="Filter"/> names.</summary>
    private List<NpgsqlParameter> Filtering()
    {
        var parameters = new List<NpgsqlParameter>(6);
        if (queue.RepKey is { } rep) parameters.Add(Value(rep));
        if (queue.PersonaKey is { } persona) parameters.Add(Value(persona));
        if (queue.StageKey is { } stage) parameters.Add(Value(stage));
        return parameters;
    }

    private string? Text(Asked asked, LeadParts parts = LeadParts.None) => Texts.GetValueOrDefault(Shape(asked, parts));

    private string Remember(Asked asked, string text, LeadParts parts = LeadParts.None) => Texts[Shape(asked, parts)] = text;

    private (Asked Asked, bool IsRep, bool IsPersona, bool IsStage, LeadParts Parts) Shape(Asked asked, LeadParts parts) =>
        (asked, queue.RepKey is not null, queue.PersonaKey is not null, queue.StageKey is not null, parts);

    private static NpgsqlParameter Value<T>(T value) => new NpgsqlParameter<T> { TypedValue = value };
}
