using Alignment.Api.Data;
using Alignment.Api.Journeys;
using Alignment.Api.Personas;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>A piece of content: what it is, whom and which stages it is for, and what it answers.</summary>
[ObjectType<ContentAsset>]
public static partial class ContentAssetNode
{
    [NodeResolver]
    public static Task<ContentAsset?> GetContentAssetAsync(ContentAssetId id, AssetByIdDataLoader assets, CancellationToken cancellationToken) =>
        assets.LoadAsync(id, cancellationToken);

    /// <summary>The personas it is for; a key that no persona has is left out.</summary>
    public static async Task<IReadOnlyList<Persona>> GetPersonasAsync([Parent] ContentAsset asset, PersonaByKeyDataLoader personas, CancellationToken cancellationToken)
    {
        var known = await Task.WhenAll(asset.Personas.Select(key => personas.LoadAsync(key, cancellationToken)));
        return [.. known.OfType<Persona>()];
    }

    /// <summary>The buying stages it is for; a key that no journey has is left out.</summary>
    public static async Task<IReadOnlyList<BuyingStage>> GetStagesAsync([Parent] ContentAsset asset, JourneyDataLoader journeys, CancellationToken cancellationToken)
    {
        var catalog = await journeys.LoadAllAsync(cancellationToken);
        return [.. asset.Stages.Select(key => StageOf(catalog, asset, key)).OfType<BuyingStage>().OrderBy(stage => stage.Position)];
    }

    /// <summary>Who gave it to whom, and what leads did after it.</summary>
    /// <param name="from">From this instant on; from the beginning if left out.</param>
    /// <param name="to">Up to this instant, exclusive.</param>
    public static async Task<ContentUsage> GetUsageAsync(
        [Parent] ContentAsset asset, Instant? from, Instant? to, ContentUsageDataLoader usage, CancellationToken cancellationToken) =>
        await usage.LoadAsync(new UsageWanted(asset.Id, from, to), cancellationToken);

    /// <summary>The use in equally long spans before and after each revision.</summary>
    /// <param name="days">How many days to look before and after, from 1 to 3,650; 90 if left out.</param>
    public static async Task<IReadOnlyList<RevisionEffect>> GetRevisionEffectsAsync(
        [Parent] ContentAsset asset, int? days, ContentUsageDataLoader usage, IClock clock, CancellationToken cancellationToken) =>
        await Task.WhenAll(asset.SpansAcrossRevisions(Duration.FromDays(Math.Clamp(days ?? 90, 1, 3650)), clock.GetCurrentInstant()).Select(async around =>
        {
            var before = usage.LoadAsync(new UsageWanted(asset.Id, around.From, around.Revision.At), cancellationToken);
            var after = usage.LoadAsync(new UsageWanted(asset.Id, around.Revision.At, around.Until), cancellationToken);
            return new RevisionEffect(around.Revision, around.Length, await before, await after);
        }));

    /// <summary>The tags that the team's rules propose; none holds until somebody accepts it.</summary>
    public static async Task<IReadOnlyList<TagSuggestion>> GetTagSuggestionsAsync(
        [Parent] ContentAsset asset, TaggingRulesDataLoader rules, CancellationToken cancellationToken) =>
        (await rules.LoadRequiredAsync(TaggingRulesDataLoader.All, cancellationToken)).Suggest(asset);

    internal static BuyingStage? StageOf(JourneyCatalog catalog, ContentAsset asset, string key) => asset.Personas.Select(catalog.ByPersona.For)
        .Append(catalog.ByPersona.Usual).Concat(catalog.ByKey.Values)
        .Where(journey => journey.IndexOf(key) >= 0).Select(journey => journey.Stages[journey.IndexOf(key)]).FirstOrDefault();
}

/// <summary>What a rep gave a lead.</summary>
[ObjectType<RepUse>]
public static partial class RepUseNode
{
    internal static void Configure(IObjectTypeDescriptor<RepUse> descriptor) => descriptor.Name("RepUse").Ignore(use => use.Lead);

    /// <summary>The asset.</summary>
    public static Task<ContentAsset?> GetAssetAsync([Parent] RepUse use, AssetByIdDataLoader assets, CancellationToken cancellationToken) =>
        assets.LoadAsync(use.Asset, cancellationToken);

    /// <summary>The lead's id.</summary>
    [ID("Lead")]
    public static Core.Leads.LeadId GetLeadId([Parent] RepUse use) => new(use.Lead);
}

/// <summary>The use of assets, each in its period, in one statement.</summary>
public sealed class ContentUsageDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<UsageWanted, ContentUsage>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<UsageWanted, ContentUsage>> LoadBatchAsync(
        IReadOnlyList<UsageWanted> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await ContentUseReader.ReadAsync(context, keys, cancellationToken);
    }
}

/// <summary>The team's tagging rules, read once a request; its only key is <see cref="All"/>.</summary>
public sealed class TaggingRulesDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : CacheDataLoader<string, TaggingRules>(scheduler)
{
    public const string All = "all";

    protected override async Task<TaggingRules?> LoadSingleAsync(string key, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await StoryPolicies.ReadTaggingAsync(context, cancellationToken);
    }
}
