using Alignment.Api.Data;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Stories;

/// <summary>Reads what reached leads, a receipt at a time: for the few of a page, and where there are no tables to count in.</summary>
internal static class ReceiptsReader
{
    /// <summary>Everything that is known of assets.</summary>
    public static async Task<ContentUse> OfAssetsAsync(AlignmentContext context, IReadOnlyCollection<ContentAssetId> assets, CancellationToken cancel)
    {
        var named = await context.ContentAssets.AsNoTracking().Where(asset => assets.Contains(asset.Id)).Select(asset => new { asset.Id, asset.ExternalId }).ToListAsync(cancel);
        var byName = named.ToLookup(asset => asset.ExternalId, asset => asset.Id, StringComparer.Ordinal);
        var names = byName.Select(name => name.Key).ToList();
        var given = await context.SharedContent.AsNoTracking().Where(shared => assets.Contains(shared.AssetId)).ToListAsync(cancel);
        var met = await context.Engagements.AsNoTracking().Where(entry => entry.Content != null && names.Contains(entry.Content))
            .Select(entry => new { entry.At, entry.Content, entry.LeadId }).ToListAsync(cancel);
        return await WithMovesAsync(
            context,
            [.. given.Select(ShareOf), .. met.SelectMany(entry => byName[entry.Content!].Select(asset => new Share(entry.At, asset, entry.LeadId.Value)))],
            cancel);
    }

    /// <summary>What reps gave to leads.</summary>
    /// <param name="context">Any context.</param>
    /// <param name="given">What they gave, few enough for memory.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<ContentUse> OfSharesAsync(AlignmentContext context, IQueryable<SharedContent> given, CancellationToken cancel) =>
        await WithMovesAsync(context, [.. (await given.AsNoTracking().ToListAsync(cancel)).Select(ShareOf)], cancel);

    private static async Task<ContentUse> WithMovesAsync(AlignmentContext context, List<Share> shares, CancellationToken cancel)
    {
        var leads = shares.Select(share => new Core.Leads.LeadId(share.Lead)).Distinct().ToList();
        var moves = leads.Count == 0 ? [] : await context.ForwardMoves.AsNoTracking().Where(move => leads.Contains(move.LeadId)).ToListAsync(cancel);
        return new ContentUse(shares, moves.Select(move => new StageMove(move.At, move.LeadId.Value, 0, 1)));
    }

    private static Share ShareOf(SharedContent shared) => new(shared.At, shared.AssetId, shared.LeadId.Value, shared.RepKey);
}
