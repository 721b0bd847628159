using Alignment.Api.Data;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Stories;

/// <summary>Reads which stages content speaks for.</summary>
internal static class ContentStagesReader
{
    /// <summary>The stages of some content, in one statement; in none where there is no content.</summary>
    /// <param name="context">Any context; nothing is tracked.</param>
    /// <param name="externalIds">The content, as engagements name it; all of it if null.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async Task<ContentStages> OfAsync(AlignmentContext context, IReadOnlyCollection<string>? externalIds, CancellationToken cancel)
    {
        var stages = new ContentStages();
        if (externalIds?.Count == 0) return stages;
        var assets = externalIds is null ? context.ContentAssets : context.ContentAssets.Where(asset => externalIds.Contains(asset.ExternalId));
        var tags = await assets.AsNoTracking().IgnoreAutoIncludes()
            .SelectMany(asset => asset.Tags, (asset, tag) => new { asset.ExternalId, asset.RetiredAt, tag.Dimension, tag.Origin, tag.Value })
            .Where(tag => tag.Dimension == TagDimension.Stage && tag.Origin != TagOrigin.Dismissed)
            .ToListAsync(cancel);
        foreach (var tag in tags) stages.Add(tag.ExternalId, tag.Value, tag.RetiredAt);
        return stages;
    }
}
