using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
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
[Error<IdempotencyKeyReusedError>]
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
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<ContentAsset>> PublishContentAsync(
        string? source, string? externalId, string title, string format, string? url, Instant? publishedAt, Authorship? author, Orientation? orientation,
        IReadOnlyList<string>? stageKeys, IReadOnlyList<string>? personaKeys, IReadOnlyList<string>? themes, IReadOnlyList<string>? answers, int? expectedVersion,
        string? idempotencyKey, IdempotencyKeys keys, ReviewSignal review, AssetByIdDataLoader assets, IClock clock, CancellationToken cancellationToken)
    {
        var description = new ContentDescription
        {
            Title = title, Format = format, Url = url, PublishedAt = publishedAt?.ToMicroseconds(), Author = author, Orientation = orientation,
            Stages = stageKeys, Personas = personaKeys, Themes = themes, Answers = answers,
        };
        var (from, name) = ((source ?? OwnSource).Trim(), (externalId ?? url ?? title).Trim());
        var published = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "publishContent",
            new { from, name, description, expectedVersion },
            async (context, cancel) =>
            {
                var now = clock.Now();
                var known = await context.ContentAssets.SingleOrDefaultAsync(asset => asset.Source == from && asset.ExternalId == name, cancel);
                if (Versions.Conflict(known?.Version, expectedVersion) is { } conflict) return conflict;
                var described = known is null
                    ? ContentAsset.Publish(from, name, description, now, byHand: true)
                    : known.Describe(description, byHand: true).Then(_ => known);
                if (!described.TryGetValue(out var asset, out var refusals)) return Result.Refused<Guid>(refusals);
                if (known is null) context.Add(asset);
                await ContentEvidence.ChangedAsync(context, [asset.ExternalId], review, now, cancel);
                return asset.Id.Value;
            },
            cancellationToken);
        return await ShowAsync(published, assets, cancellationToken);
    }

    /// <summary>Records that a rep, or a nurture step, gave an asset to a lead.</summary>
    /// <param name="leadId">The lead.</param>
    /// <param name="assetId">The asset; not a retired one.</param>
    /// <param name="repKey">The rep who gave it; left out for a nurture step.</param>
    /// <param name="at">When; now if left out, and not in the future.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<ShareContentPayload>> ShareContentAsync(
        [ID<LeadView>] LeadId leadId, [ID<ContentAsset>] ContentAssetId assetId, string? repKey, Instant? at, string? idempotencyKey,
        IdempotencyKeys keys, AlignmentStore store, AssetByIdDataLoader assets, IClock clock, CancellationToken cancellationToken)
    {
        var shared = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "shareContent",
            new { leadId, assetId, repKey, at },
            async (context, cancel) =>
            {
                var now = clock.Now();
                var asset = await context.ContentAssets.SingleOrDefaultAsync(known => known.Id == assetId, cancel);
                var refusals = new List<Refusal>();
                if (!await context.Leads.AnyAsync(known => known.Id == leadId, cancel)) refusals.Add(new(RefusalCode.NotFound, "There is no such lead.", "leadId"));
                refusals.AddRange(ContentAsset.WhyNotGive(asset, at ?? now, now));
                if (repKey is not null && !await context.Set<SalesRep>().AnyAsync(rep => rep.Key == repKey, cancel))
                    refusals.Add(new(RefusalCode.NotFound, $"There is no rep \"{repKey}\".", "repKey"));
                if (refusals.Count > 0) return refusals;
                var given = new SharedContent
                {
                    Id = SharedContentId.New(now), AssetId = assetId, LeadId = leadId, At = (at ?? now).ToMicroseconds(),
                    By = ContentAsset.GiverOf(repKey), RepKey = repKey,
                };
                context.Add(given);
                return given.Id.Value;
            },
            cancellationToken);
        if (!shared.Succeeded) return shared.Refusals.ToFieldResult<ShareContentPayload>();
        await using var reading = store.CreateDbContext();
        var lead = await reading.Leads.Where(known => known.Id == leadId).Select(LeadView.Reading(LeadParts.All)).SingleOrDefaultAsync(cancellationToken);
        return new ShareContentPayload(lead, await assets.LoadAsync(assetId, cancellationToken));
    }

    /// <summary>
    /// Takes a content inventory in: new content is published, known content described anew. Good rows are kept; each bad one is reported by its index.
    /// </summary>
    /// <param name="source">The inventory that the rows come from. 1 to 100 characters.</param>
    /// <param name="content">At most 5,000.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static async Task<FieldResult<ImportContentPayload>> ImportContentAsync(
        string source, IReadOnlyList<ContentInput> content, string? idempotencyKey,
        IdempotencyKeys keys, ReviewSignal review, AlignmentStore store, IClock clock, CancellationToken cancellationToken)
    {
        var from = source.Trim();
        var batch = new Batch<ContentInput, ContentRow>("content", content, (input, _) => input.ToRow());
        var taken = await keys.OnceAsync(
            idempotencyKey,
            "importContent",
            new { from, content },
            (context, cancel) => batch.TakeAsync(rows => ContentIntake.TakeAsync(context, from, rows, clock.Now(), cancel, review)),
            cancellationToken);
        if (!taken.TryGetValue(out var answer, out var refusals)) return refusals.ToFieldResult<ImportContentPayload>();
        var names = content.Select(row => row.ExternalId.Trim()).Distinct(StringComparer.Ordinal).Take(LeadMutations.MostRows).ToList();
        await using var reading = store.CreateDbContext();
        var known = await reading.ContentAssets.Where(asset => asset.Source == from && names.Contains(asset.ExternalId))
            .ToDictionaryAsync(asset => asset.ExternalId, StringComparer.Ordinal, cancellationToken);
        return new FieldResult<ImportContentPayload>(
            new(answer.Created, answer.Updated, answer.Unchanged, [.. names.Where(known.ContainsKey).Select(name => known[name])]), answer.Errors());
    }

    /// <summary>Records that a piece of content was changed, so that its use before and after can be compared.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="what">What was changed.</param>
    /// <param name="by">Who revised it.</param>
    /// <param name="at">When the revised asset came into use; now if left out.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<ContentAsset>> ReviseContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, string what, string by, Instant? at, int? expectedVersion, string? idempotencyKey,
        ContentDesk desk, AssetByIdDataLoader assets, IClock clock, CancellationToken cancellationToken) =>
        desk.ChangeAsync(
            expectedVersion, idempotencyKey, "reviseContent", new { assetId, what, by, at, expectedVersion }, assetId,
            asset => asset.Revise(what, by, (at ?? clock.Now()).ToMicroseconds()).Refusals, isEvidence: false, assets, cancellationToken);

    /// <summary>Takes a piece of content out of use: it is suggested no more and covers nothing.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="because">Why.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<ContentAsset>> RetireContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, string because, int? expectedVersion, string? idempotencyKey, ContentDesk desk, AssetByIdDataLoader assets, IClock clock, CancellationToken cancellationToken) =>
        desk.ChangeAsync(
            expectedVersion, idempotencyKey, "retireContent", new { assetId, because, expectedVersion }, assetId,
            asset => asset.Retire(because, clock.Now()).Refusals, isEvidence: true, assets, cancellationToken);

    /// <summary>Brings retired content back into use.</summary>
    /// <param name="assetId">The asset.</param>
    /// <param name="expectedVersion">The version this edit was made on; refused if it is another by now.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    public static Task<FieldResult<ContentAsset>> ReinstateContentAsync(
        [ID<ContentAsset>] ContentAssetId assetId, int? expectedVersion, string? idempotencyKey, ContentDesk desk, AssetByIdDataLoader assets, CancellationToken cancellationToken) =>
        desk.ChangeAsync(
            expectedVersion, idempotencyKey, "reinstateContent", new { assetId, expectedVersion }, assetId,
            asset =>
            {
                asset.Reinstate();
                return [];
            },
            isEvidence: true, assets,
            cancellationToken);

    private static async Task<FieldResult<ContentAsset>> ShowAsync(Result<Guid> result, AssetByIdDataLoader assets, CancellationToken cancellationToken)
    {
        if (!result.TryGetValue(out var id, out var refusals)) return refusals.ToFieldResult<ContentAsset>();
        assets.Clear();
        return await assets.LoadRequiredAsync(new ContentAssetId(id), cancellationToken);
    }
}
