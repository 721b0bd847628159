using System.Collections.Concurrent;
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
    private static readonly ConcurrentDictionary<(EngagementParts Parts, bool Alone, bool Backward), string> Texts = new();
    private Dictionary<string, ContentAssetId>? named;
    private HashSet<string>? ambiguous;

    /// <summary>The first entries of each log, or the last, in no order.</summary>
    /// <param name="leads">Whose; one alone is asked for more cheaply.</param>
    /// <param name="take">How many of each.</param>
    /// <param name="backward">Whether from the end.</param>
    public Statement<EngagementView> Of(IReadOnlyList<LeadId> leads, int take, bool backward) => new(
        Texts.GetOrAdd((parts & ~EngagementParts.More, leads.Count == 1, backward), Text),
        Read,
        leads.Count == 1 ? new NpgsqlParameter<Guid> { TypedValue = leads[0].Value } : new NpgsqlParameter<Guid[]> { TypedValue = [.. leads.Select(lead => lead.Value)] },
        new NpgsqlParameter<int> { TypedValue = take });

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

    private static string Text((EngagementParts Parts, bool Alone, bool Backward) of)
    {
        var order = of.Backward ? "at DESC, position DESC" : "at, position";
        var log = of.Alone
            ? $"(SELECT * FROM engagements WHERE lead_id = $1 ORDER BY {order} LIMIT $2) e"
            : $"unnest($1) AS l (id) CROSS JOIN LATERAL (SELECT * FROM engagements WHERE lead_id = l.id ORDER BY {order} LIMIT $2) e";
        return "SELECT e.lead_id, e.position, e.at, e.type"
            + Where(EngagementParts.Content, ", e.content")
            + Where(EngagementParts.Origin, ", e.stage_key, e.by_function, e.external_id")
            + Where(EngagementParts.Properties, ", e.properties")
            + Where(EngagementParts.Content, ", c.id, c.version")
            + $" FROM {log}"
            + Where(EngagementParts.Content, " LEFT JOIN content_assets c ON c.external_id = e.content");

        string Where(EngagementParts part, string text) => of.Parts.HasFlag(part) ? text : "";
    }

    private EngagementView Read(NpgsqlDataReader row)
    {
        var at = 4;
        var entry = new EngagementView
        {
            LeadId = new LeadId(row.GetGuid(0)), Position = row.GetInt64(1), At = Instant.FromDateTimeUtc(row.GetDateTime(2)), Type = row.GetString(3),
            Content = Has(EngagementParts.Content) ? Text(row, at++) : null,
            StageKey = Has(EngagementParts.Origin) ? Text(row, at++) : null,
            By = Has(EngagementParts.Origin) && Text(row, at++) is { } by ? Enum.Parse<Function>(by) : null,
            ExternalId = Has(EngagementParts.Origin) ? Text(row, at++) : null,
            Set = Has(EngagementParts.Properties) ? JsonSerializer.Deserialize<AttributeSet>(row.GetString(at++), StoredJson.Options)! : AttributeSet.Empty,
        };
        if (entry.Content is { } content) Tell(content, row, at);
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
        named ??= new(StringComparer.Ordinal);
        if (!named.TryAdd(content, id) && named[content] != id)
        {
            (ambiguous ??= new(StringComparer.Ordinal)).Add(content);
            assets.Remove(content);
        }
        else if (ambiguous?.Contains(content) != true && known.TryGet(id, row.GetInt32(at + 1), out var asset))
        {
            assets.Set(content, asset);
        }
    }

    private bool Has(EngagementParts part) => (parts & part) != 0;

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
