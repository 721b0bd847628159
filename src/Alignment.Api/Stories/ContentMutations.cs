using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Leads;
using Alignment.Api.Personas;
using Alignment.Core;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Stories;

/// <summary>What sharing content did.</summary>
/// <param name="Lead">The lead that was given it.</param>
/// <param name="ContentAsset">What it was given.</param>
public sealed record ShareContentPayload(LeadView? Lead, ContentAsset? ContentAsset);

[MutationType]
[Error<ValidationError>]
[Error<NotFoundError>]
[Error<ConflictError>]
[Error<WrongStateError>]
public static partial class ContentMutations
{
    /// <summary>Where content comes from that a person entered here.</summary>
    public const string OwnSource = "alignment";

    /// <summary>Takes a piece of content in, or describes a known one anew. What is left out stays; lists that are given are exactly those.</summary>
    /// <param name="source">The inventory it comes from; this one if left out.</param>
    /// <param name="externalId">Its name there, which engagements call it by; its address, or else its title, if left out.</param>
    /// <param name="title">The title.</param>
    /// <param name="format">The format in the team's own words.</param>
    /// <param name="url">The address.</param>
    /// <param name="publishedAt">When it was first published.</param>
    /// <param name="author">Who made it.</param>
    /// <param name="orientation">What it turns on.</param>
    /// <param name="stageKeys">The buying stages it is for.</param>
    /// <param name="personaKeys">The personas it is for.</param>
    /// <param name="themes">The themes it carries.</param>
    /// <param name="answers">The questions of the buyer's that it answers.</param>
    /// <param name="expectedVersion">The version this edit was made on.</param>
    public static Task<FieldResult<ContentAsset>> PublishContentAsync(
        string? source, string? externalId, string title, string format, string? url, Instant? publishedAt, Authorship? author, Orientation? orientation,
        IReadOnlyList<string>? stageKeys, IReadOnlyList<string>? personaKeys, IReadOnlyList<string>? themes, IReadOnlyList<string>? answers, int? expectedVersion,
        AlignmentStore store, IClock clock, CancellationToken cancellationToken)
    {
        var description = new ContentDescription
        {
            Title = title, Format = format, Url = url, PublishedAt = publishedAt?.ToMicroseconds(), Author = author, Orientation = orientation,
            Stages = stageKeys, Personas = personaKeys, Themes = themes, Answers = answers,
        };
        var (from, name) = ((source ?? OwnSource).Trim(), (externalId ?? url ?? title).Trim());
        return store.WriteAsync(
            async (context, cancel) =>
            {
                var known = await context.ContentAssets.SingleOrDefaultAsync(asset => asset.Source == from && asset.ExternalId == name, cancel);
                if (Versions.Conflict(known?.Version, expectedVersion) is { } conflict) return new FieldResult<ContentAsset>(conflict);
                if (known is not null) return known.Describe(description, byHand: true).Then(_ => known).ToFieldResult();
                var published = ContentAsset.Publish(from, name, description, clock.Now(), byHand: true);
                if (published.Succeeded) context.Add(published.Value);
                return published.ToFieldResult();
            },
            cancellationToken);
    }

    /// <summary>Records that a rep, or a nurture step, gave an asset to a lead.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="assetId">The asset; not a retired one.</param>
    /// <param name="repKey">The rep who gave it; left out for a nurture step.</param>
    /// <param name="at">When; now if left out, and not in the future.</param>
    public static Task<FieldResult<ShareContentPayload>> ShareContentAsync(
        [ID<LeadView>] LeadId leadId, [ID<ContentAsset>] ContentAssetId assetId, string? repKey, Instant? at,
        AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async (context, cancel) =>
            {
                var now = clock.Now();
                var lead = await context.Leads.SingleOrDefaultAsync(known => known.Id == leadId, cancel);
                var asset = await context.ContentAssets.SingleOrDefaultAsync(known => known.Id == assetId, cancel);
                var errors = new List<object>();
                if (lead is null) errors.Add(new NotFoundError("There is no such lead.", ["leadId"]));
                if (asset is null) errors.Add(new NotFoundError("There is no such content.", ["assetId"]));
                else if (!asset.InUse) errors.Add(new WrongStateError($"The content was retired: {asset.RetiredBecause}", ["assetId"]));
                if (repKey is not null && !await context.Set<SalesRep>().AnyAsync(rep => rep.Key == repKey, cancel))
                    errors.Add(new NotFoundError($"There is no rep \"{repKey}\".", ["repKey"]));
                if (at > now) errors.Add(new ValidationError("Content cannot be given in the future.", ["at"]));
                if (errors.Count > 0) return new FieldResult<ShareContentPayload>([.. errors]);
                context.Add(new SharedContent
                {
                    Id = SharedContentId.New(now), AssetId = assetId, LeadId = leadId, At = (at ?? now).ToMicroseconds(),
                    By = repKey is null ? Function.Marketing : Function.Sales, RepKey = repKey,
                });
                return new ShareContentPayload(LeadView.Of(lead!), asset);
            },
            cancellationToken);

    /// <summary>Records that a piece of content was changed, so that its use before and after can be compared.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="what">What was changed.</param>
    /// <param name="by">Who revised it.</param>
    /// <param name="at">When the revised asset came into use; now if left out.</param>
    public static Task<FieldResult<ContentAsset>> ReviseContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, string what, string by, Instant? at, AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        ChangeAsync(store, assetId, asset => asset.Revise(what, by, (at ?? clock.Now()).ToMicroseconds()).Refusals, cancellationToken);

    /// <summary>Takes a piece of content out of use: it is suggested no more and covers nothing.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="because">Why.</param>
    public static Task<FieldResult<ContentAsset>> RetireContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, string because, AlignmentStore store, IClock clock, CancellationToken cancellationToken) =>
        ChangeAsync(store, assetId, asset => asset.Retire(because, clock.Now()).Refusals, cancellationToken);

    /// <summary>Brings retired content back into use.</summary>
    /// <param name="assetId">The asset.</param>
    public static Task<FieldResult<ContentAsset>> ReinstateContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, AlignmentStore store, CancellationToken cancellationToken) =>
        ChangeAsync(
            store, assetId,
            asset =>
            {
                asset.Reinstate();
                return [];
            },
            cancellationToken);

    /// <summary>Tags a piece of content by hand, or accepts a suggested tag.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="dimension">What the tag says.</param>
    /// <param name="value">The stage's or persona's key, the theme, the question or the orientation.</param>
    public static Task<FieldResult<ContentAsset>> TagContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, TagDimension dimension, string value, AlignmentStore store, CancellationToken cancellationToken) =>
        ChangeAsync(store, assetId, asset => asset.Tag(dimension, value).Refusals, cancellationToken);

    /// <summary>Dismisses a tag or a suggestion: neither an import nor a rule brings it back.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="dimension">What the tag says.</param>
    /// <param name="value">The stage's or persona's key, the theme, the question or the orientation.</param>
    public static Task<FieldResult<ContentAsset>> DismissTagAsync(
        [ID<ContentAsset>] ContentAssetId assetId, TagDimension dimension, string value, AlignmentStore store, CancellationToken cancellationToken) =>
        ChangeAsync(store, assetId, asset => asset.Dismiss(dimension, value).Refusals, cancellationToken);

    private static Task<FieldResult<ContentAsset>> ChangeAsync(
        AlignmentStore store, ContentAssetId id, Func<ContentAsset, IReadOnlyList<Refusal>> change, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async (context, cancel) =>
            {
                if (await context.ContentAssets.SingleOrDefaultAsync(asset => asset.Id == id, cancel) is not { } asset)
                    return new FieldResult<ContentAsset>(new NotFoundError("There is no such content.", ["assetId"]));
                var refusals = change(asset);
                return refusals.Count > 0 ? refusals.ToFieldResult<ContentAsset>() : asset;
            },
            cancellationToken);
}
