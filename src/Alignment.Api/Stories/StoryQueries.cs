using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Api.Paging;
using Alignment.Api.Personas;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

[QueryType]
public static partial class StoryQueries
{
    /// <summary>The story told to a persona; null while none is written.</summary>
    /// <param name="personaKey">The persona.</param>
    public static Task<ContentStory?> GetStoryAsync(string personaKey, StoryByPersonaDataLoader stories, CancellationToken cancellationToken) =>
        stories.LoadAsync(personaKey, cancellationToken);

    /// <summary>Persona by stage: which of the buyer's questions have an answer, how many leads stand there, and what is missing, costliest first.
    /// Sales personas, who do not buy, have no row.</summary>
    /// <param name="journeyKey">Only personas on this journey; every persona along its own if left out.</param>
    public static async Task<StoryCoverage> GetCoverageAsync(string? journeyKey, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await CoverageReader.ReadAsync(context, journeyKey, cancellationToken);
    }

    /// <summary>The content, as it came in.</summary>
    /// <param name="personaKey">Only what is for this persona.</param>
    /// <param name="stageKey">Only what is for this stage.</param>
    /// <param name="unusedSince">Only what is in use and that no lead was given or engaged with since.</param>
    [UsePaging(ConnectionName = "ContentAssets")]
    public static async Task<Connection<ContentAsset>> GetContentAssetsAsync(
        PagingArguments paging, string? personaKey, string? stageKey, Instant? unusedSince,
        IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var order = new Keyset<ContentAsset, ContentAsset>()
            .By("addedAt", asset => asset.AddedAt, asset => asset.AddedAt)
            .By("id", asset => asset.Id, asset => asset.Id);
        return await Assets(context).ReadPageAsync(order, paging, contexts.Counting(Assets), cancellationToken);

        IQueryable<ContentAsset> Assets(AlignmentContext from)
        {
            IQueryable<ContentAsset> assets = from.ContentAssets;
            if (personaKey is not null)
                assets = assets.Where(asset => asset.Tags.Any(tag => tag.Dimension == TagDimension.Persona && tag.Value == personaKey && tag.Origin != TagOrigin.Dismissed));
            if (stageKey is not null)
                assets = assets.Where(asset => asset.Tags.Any(tag => tag.Dimension == TagDimension.Stage && tag.Value == stageKey && tag.Origin != TagOrigin.Dismissed));
            if (unusedSince is { } since)
                assets = assets.Where(asset => asset.RetiredAt == null
                    && !from.SharedContent.Any(shared => shared.AssetId == asset.Id && shared.At >= since)
                    && !from.Engagements.Any(entry => entry.Content == asset.ExternalId && entry.At >= since));
            return assets;
        }
    }

    /// <summary>What each rep gave to whom, by rep, then asset, then lead.</summary>
    /// <param name="from">From this instant on.</param>
    /// <param name="to">Up to this instant, exclusive.</param>
    /// <param name="repKey">Only this rep.</param>
    [UsePaging(ConnectionName = "ContentUseByRep")]
    public static Task<Connection<RepUse>> GetContentUseByRepAsync(
        PagingArguments paging, Instant? from, Instant? to, string? repKey, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken) =>
        RepUsePages.ReadAsync(contexts, paging, new RepUseWanted(repKey, from, to), cancellationToken);

    /// <summary>How often the tagging rules were written, for the `expectedVersion` of `setTaggingRules`; 0 while they never were.</summary>
    public static async Task<int> GetTaggingRulesVersionAsync(IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await StoryPolicies.TaggingVersionAsync(context, cancellationToken);
    }

    /// <summary>The tagging rules, as JSON.</summary>
    public static async Task<string> GetTaggingRulesAsync(TaggingRulesDataLoader rules, CancellationToken cancellationToken) =>
        (await rules.LoadRequiredAsync(TaggingRulesDataLoader.All, cancellationToken)).ToJson();
}

/// <summary>Reads the coverage matrix in constant statements, and in time that does not grow with the number of leads.</summary>
internal static class CoverageReader
{
    public static async Task<StoryCoverage> ReadAsync(AlignmentContext context, string? journeyKey, CancellationToken cancel)
    {
        var catalog = await JourneyCatalog.ReadAsync(context, cancel);
        var keys = await context.Personas.Where(persona => persona.Audience != Audience.Sales).OrderBy(persona => persona.Key).Select(persona => persona.Key).ToListAsync(cancel);
        var stories = await context.Stories.AsNoTracking().ToDictionaryAsync(story => story.PersonaKey, cancel);
        var assets = await context.ContentAssets.AsNoTracking().AsSplitQuery().Where(asset => asset.RetiredAt == null).ToListAsync(cancel);
        var rows = keys.Select(key => new CoverageRow(key, catalog.ByPersona.For(key), stories.GetValueOrDefault(key)))
            .Where(row => journeyKey is null || row.Journey.Key == journeyKey);
        return StoryCoverage.Of(rows, assets, await LeadsAsync(context, cancel));
    }

    private static async Task<LeadCounts> LeadsAsync(AlignmentContext context, CancellationToken cancel)
    {
        var counted = context.Database.IsRelational()
            ? await context.StandingCounts.AsNoTracking().ToListAsync(cancel)
            : await context.LeadStandings.Where(standing => standing.PersonaKey != null && standing.Status != Core.Leads.LeadStatus.Disqualified)
                .GroupBy(standing => new { standing.PersonaKey, standing.StageKey })
                .Select(cell => new StandingCount { PersonaKey = cell.Key.PersonaKey!, StageKey = cell.Key.StageKey, Leads = cell.Count() }).ToListAsync(cancel);
        return counted.Aggregate(new LeadCounts(), (counts, cell) => counts.Add(cell.PersonaKey, cell.StageKey, Math.Max(0, cell.Leads)));
    }
}
