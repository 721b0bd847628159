using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Data.Values;
using Alignment.Api.Stories;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Leads;

/// <summary>The start or the end of many leads' logs, with what the client selected of each entry, by one statement written by hand.</summary>
/// <param name="parts">What is wanted.</param>
/// <param name="known">Assets that need not be read again.</param>
/// <param name="assets">Is told the assets that the entries were with.</param>
internal sealed class EngagementStatement(EngagementParts parts, KnownVersions known, AssetByExternalIdDataLoader assets)
{
    /// <summary>The first entries of each log, or the last; those of a lead together, from the end they are counted from.</summary>
    /// <param name="leads">Whose.</param>
    /// <param name="take">How many of each.</param>
    /// <param name="backward">Whether from the end.</param>
    public Statement<EngagementView> Of(IEnumerable<LeadId> leads, int take, bool backward)
    {
        var order = backward ? "e.at DESC, e.position DESC" : "e.at, e.position";
        var asset = Has(EngagementParts.Content)
            ? " LEFT JOIN LATERAL (SELECT id, version FROM content_assets WHERE external_id = e.content ORDER BY added_at, source LIMIT 1) c ON true"
            : "";
        return new(
            $"""
            SELECT e.lead_id, e.position, e.at, e.type, e.content, e.stage_key, e.by_function, e.external_id{(Has(EngagementParts.Properties) ? ", e.properties" : "")}{(Has(EngagementParts.Content) ? ", c.id, c.version" : "")}
            FROM unnest($1) WITH ORDINALITY AS l (id, place)
            CROSS JOIN LATERAL (SELECT * FROM engagements e WHERE e.lead_id = l.id ORDER BY {order} LIMIT $2) e{asset}
            ORDER BY l.place, {order}
            """,
            Read,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. leads.Select(lead => lead.Value)] },
            new NpgsqlParameter<int> { TypedValue = take });
    }

    private EngagementView Read(NpgsqlDataReader row)
    {
        var at = 8;
        var entry = new EngagementView
        {
            LeadId = new LeadId(row.GetGuid(0)), Position = row.GetInt64(1), At = Instant.FromDateTimeUtc(row.GetDateTime(2)), Type = row.GetString(3),
            Content = Text(row, 4), StageKey = Text(row, 5), By = Text(row, 6) is { } by ? Enum.Parse<Function>(by) : null, ExternalId = Text(row, 7),
            Set = Has(EngagementParts.Properties) ? JsonSerializer.Deserialize<AttributeSet>(row.GetString(at++), StoredJson.Options)! : AttributeSet.Empty,
        };
        if (!Has(EngagementParts.Content) || entry.Content is not { } content) return entry;
        if (row.IsDBNull(at)) assets.Set(content, null);
        else if (known.TryGet(new ContentAssetId(row.GetGuid(at)), row.GetInt32(at + 1), out var asset)) assets.Set(content, asset);
        return entry;
    }

    private bool Has(EngagementParts part) => (parts & part) != 0;

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
