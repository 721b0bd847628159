using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Stories;

/// <summary>What there is to propose, by persona; the personas of a page together.</summary>
public sealed class NextContentDataLoader(IDbContextFactory<AlignmentContext> contexts, MovesAfterContent moves, IBatchScheduler scheduler)
    : BatchDataLoader<string, NextContent>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<string, NextContent>> LoadBatchAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var catalog = await JourneyCatalog.ReadAsync(context, cancellationToken);
        var stories = await context.Stories.AsNoTracking().Where(story => keys.Contains(story.PersonaKey)).ToDictionaryAsync(story => story.PersonaKey, StringComparer.Ordinal, cancellationToken);
        var assets = await context.ContentAssets.AsNoTracking()
            .Where(asset => asset.RetiredAt == null
                && asset.Tags.Any(tag => tag.Dimension == TagDimension.Persona && tag.Origin != TagOrigin.Dismissed && keys.Contains(tag.Value)))
            .ToListAsync(cancellationToken);
        var moved = await moves.ReadAsync(context, [.. assets.Select(asset => asset.Id)], cancellationToken);
        return keys.ToDictionary(key => key, key =>
        {
            var journey = catalog.ByPersona.For(key);
            var told = stories.GetValueOrDefault(key) is { } story && story.JourneyKey == journey.Key ? story.Along(journey) : null;
            return new NextContent(new CoverageRow(key, journey, told), assets, moved);
        });
    }
}
