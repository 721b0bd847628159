using System.Collections.Concurrent;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Data.Values;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Stories;
using NodaTime;
using Npgsql;

namespace Alignment.Api.Leads;

/// <summary>The start or the end of many leads' logs, with what the client selected of each entry, by one statement written by hand.</summary>
/// <param name="parts">What is wanted.</param>
/// <param name="known">Assets that need not be read again.</param>
internal sealed class EngagementStatement(EngagementParts parts, KnownVersions known)
{
    private static readonly ConcurrentDictionary<(EngagementParts Parts, bool Alone, bool Backward), string> Texts = new();
    private static readonly Comparison<EngagementView> Forward = Compare;
    private static readonly Comparison<EngagementView> Backward = (one, other) => Compare(other, one);

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
        entries.Sort(backward ? Backward : Forward);

        // An asset of one name from each of several sources makes the entry come several times; which of them counts is for the loader to find.
        for (var i = entries.Count - 1; i > 0; i--)
        {
            if (entries[i].Position != entries[i - 1].Position || entries[i].LeadId != entries[i - 1].LeadId) continue;
            entries.RemoveAt(i);
            entries[i - 1] = entries[i - 1] with { Asset = default };
        }

        return entries;
    }

    private static int Compare(EngagementView one, EngagementView other)
    {
        var order = one.At.CompareTo(other.At);
        if (order == 0) order = one.Position.CompareTo(other.Position);
        return order == 0 ? one.LeadId.CompareTo(other.LeadId) : order;
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
        string? content = null;
        return new EngagementView
        {
            LeadId = new LeadId(row.GetGuid(0)), Position = row.GetInt64(1), At = Instant.FromDateTimeUtc(row.GetDateTime(2)), Type = row.GetString(3),
            Content = Has(EngagementParts.Content) ? content = Text(row, at++) : null,
            StageKey = Has(EngagementParts.Origin) ? Text(row, at++) : null,
            By = Has(EngagementParts.Origin) && Text(row, at++) is { } by ? Enum.Parse<Function>(by) : null,
            ExternalId = Has(EngagementParts.Origin) ? Text(row, at++) : null,
            Set = Has(EngagementParts.Properties) ? JsonSerializer.Deserialize<AttributeSet>(row.GetString(at++), StoredJson.Options)! : AttributeSet.Empty,
            Asset = content is not null ? Asset(row, at) : default,
        };
    }

    private ReadAlong<ContentAsset> Asset(NpgsqlDataReader row, int at) =>
        row.IsDBNull(at) ? new(null)
        : known.TryGet(new ContentAssetId(row.GetGuid(at)), row.GetInt32(at + 1), out var asset) ? new(asset)
        : default;

    private bool Has(EngagementParts part) => (parts & part) != 0;

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
