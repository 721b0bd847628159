using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Personas;
using Alignment.Core;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>What accepting suggested tags did.</summary>
/// <param name="Assets">How many assets were tagged.</param>
/// <param name="Tags">How many tags were accepted for them.</param>
public sealed record AcceptSuggestedTagsPayload(int Assets, int Tags);

public static partial class ContentMutations
{
    /// <summary>Tags a piece of content by hand, or accepts a suggested tag.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="dimension">What the tag says.</param>
    /// <param name="value">The stage's or persona's key, the theme, the question or the orientation.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<ContentAsset>> TagContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, TagDimension dimension, string value, int? expectedVersion, string? idempotencyKey,
        ContentDesk desk, AssetByIdDataLoader assets, CancellationToken cancellationToken) =>
        desk.ChangeAsync(
            expectedVersion, idempotencyKey, "tagContent", new { assetId, dimension, value, expectedVersion }, assetId,
            asset => asset.Tag(dimension, value).Refusals, isEvidence: dimension == TagDimension.Stage, assets, cancellationToken);

    /// <summary>Dismisses a tag or a suggestion: neither an import nor a rule brings it back.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="dimension">What the tag says.</param>
    /// <param name="value">The stage's or persona's key, the theme, the question or the orientation.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<ContentAsset>> DismissTagAsync(
        [ID<ContentAsset>] ContentAssetId assetId, TagDimension dimension, string value, int? expectedVersion, string? idempotencyKey,
        ContentDesk desk, AssetByIdDataLoader assets, CancellationToken cancellationToken) =>
        desk.ChangeAsync(
            expectedVersion, idempotencyKey, "dismissTag", new { assetId, dimension, value, expectedVersion }, assetId,
            asset => asset.Dismiss(dimension, value).Refusals, isEvidence: dimension == TagDimension.Stage, assets, cancellationToken);

    /// <summary>Accepts what the team's tagging rules propose for content in use, all of it or a part, at once: every tag that is meant, or none.
    /// Dismissed tags stay dismissed; accepting again changes nothing. Of assets that are named, at most 5,000 at once.</summary>
    /// <param name="ruleKeys">Only tags that these rules propose.</param>
    /// <param name="personaKeys">Only tags that say one of these personas; with stages given too, the tags of both.</param>
    /// <param name="stageKeys">Only tags that say one of these stages; with personas given too, the tags of both.</param>
    /// <param name="assetIds">Only tags of these assets; none of them retired.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<AcceptSuggestedTagsPayload>> AcceptSuggestedTagsAsync(
        IReadOnlyList<string>? ruleKeys, IReadOnlyList<string>? personaKeys, IReadOnlyList<string>? stageKeys, [ID<ContentAsset>] IReadOnlyList<ContentAssetId>? assetIds,
        string? idempotencyKey, IdempotencyKeys keys, ReviewSignal review, AssetByIdDataLoader assets, IClock clock, CancellationToken cancellationToken)
    {
        var selection = new TagSelection { RuleKeys = ruleKeys, PersonaKeys = personaKeys, StageKeys = stageKeys, AssetIds = assetIds };
        var done = await keys.OnceAsync<AcceptSuggestedTagsPayload>(
            idempotencyKey,
            "acceptSuggestedTags",
            new { ruleKeys, personaKeys, stageKeys, assetIds },
            async (context, cancel) =>
            {
                var rules = await StoryPolicies.ReadTaggingAsync(context, cancel);

                // Of several parts, each is tried before the first is tagged: every tag that is meant, or none.
                if (assetIds is null && await context.ContentAssets.CountAsync(asset => asset.RetiredAt == null, cancel) > TaggingRules.MostAssets)
                {
                    var tried = await AcceptPartsAsync(context, rules, selection, accepted => Task.CompletedTask, cancel);
                    if (!tried.Succeeded) return tried;
                }

                return await AcceptPartsAsync(context, rules, selection, KeepAsync, cancel);

                async Task KeepAsync(IReadOnlyList<AcceptedTags> accepted)
                {
                    var evidence = accepted.Where(one => one.Tags.Any(tag => tag.Dimension == TagDimension.Stage)).Select(one => one.Asset.ExternalId).ToList();
                    await context.SaveChangesAsync(cancel);
                    await ContentEvidence.ChangedAsync(context, evidence, review, clock.Now(), cancel);
                }
            },
            cancellationToken);
        assets.Clear();
        return done.ToFieldResult();
    }

    /// <summary>Accepts for what is named, or part after part for all that is in use; each part is kept, or forgotten, before the next is read.</summary>
    private static async Task<Result<AcceptSuggestedTagsPayload>> AcceptPartsAsync(
        AlignmentContext context, TaggingRules rules, TagSelection selection, Func<IReadOnlyList<AcceptedTags>, Task> keep, CancellationToken cancel)
    {
        var (assets, tags) = (0, 0);
        for (var passed = 0; ; passed += TaggingRules.MostAssets)
        {
            var meant = await MeantAsync(context, selection.AssetIds, passed, cancel);
            if (!rules.Accept(meant, selection).TryGetValue(out var accepted, out var refusals)) return Result.Refused<AcceptSuggestedTagsPayload>(refusals);
            (assets, tags) = (assets + accepted.Count, tags + accepted.Sum(one => one.Tags.Count));
            await keep(accepted);
            context.ChangeTracker.Clear();
            if (selection.AssetIds is not null || meant.Count < TaggingRules.MostAssets) return new AcceptSuggestedTagsPayload(assets, tags);
        }
    }

    /// <summary>The content that is named, and one more than can be tagged at once, so that too many are told; or else the next part of what is in use.</summary>
    private static Task<List<ContentAsset>> MeantAsync(AlignmentContext context, IReadOnlyList<ContentAssetId>? ids, int passed, CancellationToken cancel)
    {
        var named = ids?.Distinct().Take(TaggingRules.MostAssets + 1).ToList();
        var meant = named is null ? context.ContentAssets.Where(asset => asset.RetiredAt == null) : context.ContentAssets.Where(asset => named.Contains(asset.Id));
        return meant.OrderBy(asset => asset.AddedAt).ThenBy(asset => asset.Id).Skip(passed).Take(named?.Count ?? TaggingRules.MostAssets).ToListAsync(cancel);
    }
}
