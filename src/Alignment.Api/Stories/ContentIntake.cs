using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>A row of a content inventory.</summary>
/// <param name="ExternalId">What the inventory calls it.</param>
/// <param name="Description">What it says of it.</param>
public sealed record ContentRow(string ExternalId, ContentDescription Description);

/// <summary>Takes content inventories in; the same again changes nothing.</summary>
internal static class ContentIntake
{
    /// <summary>Takes rows in, within a unit of work; of rows about the same content the last counts. Leads that engaged with what changed are
    /// looked at again.</summary>
    /// <returns>What became of each row, in their order.</returns>
    public static async Task<IReadOnlyList<RowResult>> TakeAsync(
        AlignmentContext context, string source, IReadOnlyList<ContentRow> rows, Instant now, CancellationToken cancel, ReviewSignal? review = null)
    {
        var names = rows.Select(row => row.ExternalId.Trim()).Distinct(StringComparer.Ordinal).ToList();
        var known = await context.ContentAssets.AsTracking().Where(asset => asset.Source == source && names.Contains(asset.ExternalId))
            .ToDictionaryAsync(asset => asset.ExternalId, StringComparer.Ordinal, cancel);
        var last = rows.Select((row, index) => (Name: row.ExternalId.Trim(), index)).GroupBy(row => row.Name, StringComparer.Ordinal).Select(same => same.Last().index).ToHashSet();
        var results = rows.Select((row, index) => last.Contains(index) ? Take(context, source, row, known, now) : new RowResult(RowEffect.Unchanged, null, [])).ToList();
        await context.SaveChangesAsync(cancel);
        var changed = rows.Where((_, index) => results[index].Effect is RowEffect.Created or RowEffect.Updated).Select(row => row.ExternalId.Trim()).ToList();
        await ContentEvidence.ChangedAsync(context, changed, review, now, cancel);
        return results;
    }

    private static RowResult Take(AlignmentContext context, string source, ContentRow row, Dictionary<string, ContentAsset> known, Instant now)
    {
        if (known.TryGetValue(row.ExternalId.Trim(), out var asset))
        {
            var described = asset.Describe(row.Description);
            return !described.Succeeded ? RowResult.Rejected(described.Refusals)
                : new RowResult(described.Value ? RowEffect.Updated : RowEffect.Unchanged, null, []);
        }

        if (!ContentAsset.Publish(source, row.ExternalId, row.Description, now).TryGetValue(out var published, out var refusals))
            return RowResult.Rejected(refusals);
        context.Add(published);
        return new RowResult(RowEffect.Created, null, []);
    }
}
