using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Journeys;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Webhooks;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Definitions;

[MutationType]
public static partial class LeadDefinitionMutations
{
    /// <summary>
    /// Drafts a lead definition. A key that has an unsigned draft gets this one in its place; otherwise it becomes the key's next version.
    /// </summary>
    /// <param name="key">What the definition is called across its versions. 1 to 100 characters.</param>
    /// <param name="definition">The rules, as the lead definition format writes them.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<LeadDefinitionVersion>> DraftLeadDefinitionAsync(
        string key,
        JsonElement definition,
        string? idempotencyKey,
        IdempotencyKeys keys,
        DefinitionByIdDataLoader versions,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        var drafted = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "draftLeadDefinition",
            new { key, definition },
            async (context, cancel) =>
            {
                var journeys = await JourneyCatalog.ReadAsync(context, cancel);
                var parsed = LeadDefinition.Parse(definition.GetRawText(), [.. journeys.ByKey.Values]);
                if (!parsed.TryGetValue(out var rules, out var faults))
                    return faults.Select(fault => fault.Under("definition")).ToList();
                var trimmed = key.Trim();
                var latest = await context.Set<LeadDefinitionVersion>().Where(version => version.Key == trimmed)
                    .OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancel);
                if (!LeadDefinitionVersion.Draft(key, rules, latest, now).TryGetValue(out var version, out var refusals))
                    return Result.Refused<Guid>(refusals);
                if (!ReferenceEquals(version, latest))
                    context.Add(version);
                await context.SaveChangesAsync(cancel);
                return version.Id.Value;
            },
            cancellationToken);
        return await ShowAsync(drafted, versions, cancellationToken);
    }

    /// <summary>
    /// Signs a version for one function. The first signature proposes it; the second, by the other function and another person, puts it in force
    /// and supersedes the version that was.
    /// </summary>
    /// <param name="id">The version.</param>
    /// <param name="function">The function that signs.</param>
    /// <param name="by">Who signs; required while sign-in is off. Compared trimmed, ignoring case.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<NotPermittedError>]
    [Error<ConflictError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<LeadDefinitionVersion>> SignLeadDefinitionAsync(
        [ID<LeadDefinitionVersion>] LeadDefinitionVersionId id,
        Function function,
        string? by,
        string? idempotencyKey,
        IdempotencyKeys keys,
        Outbox outbox,
        ReviewSignal review,
        DefinitionByIdDataLoader versions,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        var signed = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "signLeadDefinition",
            new { id, function, by },
            async (context, cancel) =>
            {
                var all = context.Set<LeadDefinitionVersion>();
                if (await all.SingleOrDefaultAsync(known => known.Id == id, cancel) is not { } version)
                    return new Refusal(RefusalCode.NotFound, "There is no such lead definition.", "id");
                var inForce = await all.SingleOrDefaultAsync(
                    other => other.Key == version.Key && other.State == LeadDefinitionState.Agreed, cancel);
                if (!version.Sign(function, by ?? "", inForce, now).TryGetValue(out var agreed, out var refusals))
                    return Result.Refused<Guid>(refusals);
                if (agreed.IsInForce)
                {
                    await outbox.AddAsync(context, [DefinitionEvents.Agreed(agreed, now)], now, cancel);
                    context.AfterCommit(review.Raise);
                }

                await context.SaveChangesAsync(cancel);
                return agreed.Id.Value;
            },
            cancellationToken);
        return await ShowAsync(signed, versions, cancellationToken);
    }

    private static async Task<FieldResult<LeadDefinitionVersion>> ShowAsync(
        Result<Guid> result, DefinitionByIdDataLoader versions, CancellationToken cancellationToken)
    {
        if (!result.TryGetValue(out var id, out var refusals))
            return refusals.ToFieldResult<LeadDefinitionVersion>();
        versions.Clear();
        return await versions.LoadRequiredAsync(new LeadDefinitionVersionId(id), cancellationToken);
    }
}
