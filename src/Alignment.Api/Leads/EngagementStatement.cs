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
    private readonly Dictionary<string, ContentAssetId> named = new(StringComparer.Ordinal);
    private readonly HashSet<string> ambiguous = new(StringComparer.Ordinal);

    /// <summary>The first entries of each log, or the last, in no order.</summary>
    /// <param name="leads">Whose; one alone is asked for more cheaply.</param>
    /// <param name="take">How many of each.</param>
    /// <param name="backward">Whether from the end.</param>
    public Statement<EngagementView> Of(IReadOnlyList<LeadId> leads, int take, bool backward)
    {
        var order = backward ? "at DESC, position DESC" : "at, position";
        var (log, parameter) = leads.Count == 1
            ? ($"(SELECT * FROM engagements WHERE lead_id = $1 ORDER BY {order} LIMIT $2) e", (NpgsqlParameter)new NpgsqlParameter<Guid> { TypedValue = leads[0].Value })
            : ($"unnest($1) AS l (id) CROSS JOIN LATERAL (SELECT * FROM engagements WHERE lead_id = l.id ORDER BY {order} LIMIT $2) e", new NpgsqlParameter<Guid[]> { TypedValue = [.. leads.Select(lead => lead.Value)] });
        var asset = Has(EngagementParts.Content) ? " LEFT JOIN content_assets c ON c.external_id = e.content" : "";
        return new(
            $"SELECT e.lead_id, e.position, e.at, e.type, e.content, e.stage_key, e.by_function, e.external_id{(Has(EngagementParts.Properties) ? ", e.properties" : "")}{(Has(EngagementParts.Content) ? ", c.id, c.version" : "")} FROM {log}{asset}",
            Read,
            parameter,
            new NpgsqlParameter<int> { TypedValue = take });
    }

    /// <summary>Sorts entries from the end they are counted from, each once.</summary>
    public static List<EngagementView> Sort(List<EngagementView> entries, bool backward)
    {
        var direction = backward ? -1 : 1;
        entries.Sort((one, other) => direction * (one.At, one.Position, one.LeadId).CompareTo((other.At, other.Position, other.LeadId)));
        for (var i = entries.Count - 1; i > 0; i--)
        {
            if (entries[i].Position == entries[i - 1].Position && entries[i].LeadId == entries[i - 1].LeadId) entries.RemoveAt(i);
        }

        return entries;
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
        if (Has(EngagementParts.Content) && entry.Content is { } content) Tell(content, row, at);
        return entry;
    }

    // An asset of one name from each of several sources makes the entry come several times; which of them counts is for the loader to find.
    private void Tell(string content, NpgsqlDataReader row, int at)
    {
        if (row.IsDBNull(at))
        {
            assets.Set(content, null);
            return;
        }

        var id = new ContentAssetId(row.GetGuid(at));
        if (!named.TryAdd(content, id) && named[content] != id)
        {
            ambiguous.Add(content);
            assets.Remove(content);
        }
        else if (!ambiguous.Contains(content) && known.TryGet(id, row.GetInt32(at + 1), out var asset))
        {
            assets.Set(content, asset);
        }
    }

    private bool Has(EngagementParts part) => (parts & part) != 0;

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
