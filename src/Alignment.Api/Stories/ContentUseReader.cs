using Alignment.Api.Data;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>The use of one asset in one period.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="From">From this instant on; from the beginning if null.</param>
/// <param name="To">Up to this instant, exclusive; to the end if null.</param>
public readonly record struct UsageWanted(ContentAssetId Asset, Instant? From = null, Instant? To = null);

/// <summary>
/// Counts who gave what to whom and how leads moved after it, where the rows are: one statement whatever is asked, and memory for the
/// answer alone. Content that an engagement was with was received too.
/// </summary>
internal static class ContentUseReader
{
    private const string Counts = """
        , receipts AS (
            SELECT asked.place, given.lead_id, given.at, given.rep_key
            FROM asked CROSS JOIN shared_content given WHERE given.asset_id = asked.asset_id AND given.at >= asked.since AND given.at < asked.until
            UNION ALL
            SELECT asked.place, met.lead_id, met.at, NULL
            FROM asked CROSS JOIN content_assets asset CROSS JOIN engagements met
            WHERE asset.id = asked.asset_id AND met.content = asset.external_id AND met.content IS NOT NULL AND met.at >= asked.since AND met.at < asked.until)
        SELECT CAST(place AS bigint) AS place, COUNT(rep_key) AS shared, COUNT(DISTINCT rep_key) AS reps, COUNT(DISTINCT lead_id) AS leads, COUNT(DISTINCT CASE WHEN EXISTS (
            SELECT 1 FROM forward_moves move WHERE move.lead_id = receipts.lead_id AND move.at > receipts.at AND move.at <= receipts.at + @window) THEN lead_id END) AS moved
        FROM receipts GROUP BY place
        """;

    /// <summary>The use of assets, each in its period.</summary>
    /// <param name="context">Any context; nothing is tracked.</param>
    /// <param name="wanted">The assets and periods.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>An answer for each; zeros for an asset that is not stored.</returns>
    public static async Task<IReadOnlyDictionary<UsageWanted, ContentUsage>> ReadAsync(
        AlignmentContext context, IEnumerable<UsageWanted> wanted, CancellationToken cancel)
    {
        var asked = wanted.Distinct().ToList();
        var usage = asked.ToDictionary(one => one, _ => default(ContentUsage));
        if (asked.Count == 0) return usage;
        if (!context.Database.IsRelational())
        {
            var use = await ReceiptsReader.OfAssetsAsync(context, [.. asked.Select(one => one.Asset).Distinct()], cancel);
            foreach (var one in asked) usage[one] = use.Of(one.Asset, one.From, one.To);
            return usage;
        }

        var dialect = context.Database.IsNpgsql() ? RowDialect.Postgres : RowDialect.Sqlite;
        var (table, parameters) = dialect.Periods([.. asked.Select(one => (one.Asset.Value, one.From, one.To))]);
        var statement = $"WITH {table}{Counts}";
        foreach (var row in await context.Database.SqlQueryRaw<Row>(statement, [.. parameters, dialect.Parameter("window", ContentUse.UsualWindow)]).ToListAsync(cancel))
            usage[asked[checked((int)row.Place)]] = new ContentUsage(checked((int)row.Shared), checked((int)row.Reps), checked((int)row.Leads), checked((int)row.Moved));
        return usage;
    }

    private sealed record Row(long Place, long Shared, long Reps, long Leads, long Moved);
}
