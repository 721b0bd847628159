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

/// <summary>Changes pieces of content, each once for an idempotency key.</summary>
public sealed class ContentDesk(IdempotencyKeys keys, ReviewSignal review, IClock clock)
{
    /// <summary>Changes a piece of content.</summary>
    /// <param name="expectedVersion">The version the client's edit was made on; or null.</param>
    /// <param name="idempotencyKey">Chosen by the client; or null.</param>
    /// <param name="operation">The mutation's name.</param>
    /// <param name="input">The mutation's input.</param>
    /// <param name="id">The content.</param>
    /// <param name="change">Makes the change, or says every reason why not and changes nothing.</param>
    /// <param name="isEvidence">Whether it may change where leads stand that engaged with it.</param>
    /// <param name="assets">Shows the content afterwards.</param>
    /// <param name="cancel">Stops before it is done.</param>
    internal async Task<FieldResult<ContentAsset>> ChangeAsync(
        int? expectedVersion, string? idempotencyKey, string operation, object input, ContentAssetId id,
        Func<ContentAsset, IReadOnlyList<Refusal>> change, bool isEvidence, AssetByIdDataLoader assets, CancellationToken cancel)
    {
        var changed = await keys.OnceAsync<bool>(
            idempotencyKey,
            operation,
            input,
            async (context, token) =>
            {
                if (await context.ContentAssets.SingleOrDefaultAsync(asset => asset.Id == id, token) is not { } asset)
                    return new Refusal(RefusalCode.NotFound, "There is no such content.", "assetId");
                if (Versions.Conflict(asset.Version, expectedVersion) is { } conflict) return conflict;
                var refusals = change(asset);
                if (refusals.Count > 0) return Result.Refused<bool>(refusals);
                if (isEvidence) await ContentEvidence.ChangedAsync(context, [asset.ExternalId], review, clock.Now(), token);
                return true;
            },
            cancel);
        if (!changed.Succeeded) return changed.Refusals.ToFieldResult<ContentAsset>();
        assets.Clear();
        return await assets.LoadRequiredAsync(id, cancel);
    }
}
