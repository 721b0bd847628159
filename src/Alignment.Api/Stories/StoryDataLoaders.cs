using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Stories;

/// <summary>Stories by their persona's key, each along its journey.</summary>
public sealed class StoryByPersonaDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<string, ContentStory>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, ContentStory>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var catalog = await JourneyCatalog.ReadAsync(context, cancellationToken);
        var stories = await context.Stories.AsNoTracking().Where(story => keys.Contains(story.PersonaKey)).ToListAsync(cancellationToken);
        return stories.Where(story => catalog.ByKey.ContainsKey(story.JourneyKey))
            .ToDictionary(story => story.PersonaKey, story => story.Along(catalog.ByKey[story.JourneyKey]));
    }
}

/// <summary>Assets by id.</summary>
public sealed class AssetByIdDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<ContentAssetId, ContentAsset>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<ContentAssetId, ContentAsset>> LoadBatchAsync(
        IReadOnlyList<ContentAssetId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.ContentAssets.AsNoTracking().Where(asset => keys.Contains(asset.Id)).ToDictionaryAsync(asset => asset.Id, cancellationToken);
    }
}

/// <summary>Assets by the external id that engagements name them by; of several sources the one first known.</summary>
public sealed class AssetByExternalIdDataLoader(IDbContextFactory<AlignmentContext> contexts, KnownVersions known, IBatchScheduler scheduler)
    : BatchDataLoader<string, ContentAsset>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, ContentAsset>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var assets = await context.ContentAssets.AsNoTracking().Where(asset => keys.Contains(asset.ExternalId)).ToListAsync(cancellationToken);
        known.Remember(assets);
        return assets.GroupBy(asset => asset.ExternalId, StringComparer.Ordinal)
            .ToDictionary(named => named.Key, named => named.MinBy(asset => (asset.AddedAt, asset.Source))!, StringComparer.Ordinal);
    }
}

/// <summary>The assets in use for a persona.</summary>
public sealed class AssetsForPersonaDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : GroupedDataLoader<string, ContentAsset>(scheduler)
{
    protected override async Task<ILookup<string, ContentAsset>> LoadGroupedBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var assets = await context.ContentAssets.AsNoTracking()
            .Where(asset => asset.RetiredAt == null
                && asset.Tags.Any(tag => tag.Dimension == TagDimension.Persona && tag.Origin != TagOrigin.Dismissed && keys.Contains(tag.Value)))
            .ToListAsync(cancellationToken);
        return keys.SelectMany(key => assets.Where(asset => asset.IsFor(key)).OrderBy(asset => asset.AddedAt).ThenBy(asset => asset.Id.Value).Select(asset => (key, asset)))
            .ToLookup(pair => pair.key, pair => pair.asset, StringComparer.Ordinal);
    }
}
