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
        ReviewSignal review,
        AgreementFeed feed,
        DefinitionByIdDataLoader versions,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        return await ChangeAsync(id, idempotencyKey, "signLeadDefinition", new { id, function, by }, SignAsync, keys, versions, cancellationToken);

        async Task<Result<LeadDefinitionVersion>> SignAsync(AlignmentContext context, LeadDefinitionVersion version, CancellationToken cancel)
        {
            var inForce = await context.Set<LeadDefinitionVersion>().SingleOrDefaultAsync(
                other => other.Key == version.Key && other.State == LeadDefinitionState.Agreed, cancel);
            var signed = version.Sign(function, by ?? "", inForce, now);
            if (!signed.TryGetValue(out var agreed, out _) || !agreed.IsInForce)
                return signed;
            await Outbox.AddAsync(context, [DefinitionEvents.Agreed(agreed, now)], now, cancel);
            context.AfterCommit(review.Raise);
            context.AfterCommit(() => feed.Publish([agreed.Id]));
            return signed;
        }
    }

    /// <summary>Says something of a version, or of one of its criteria.</summary>
    /// <param name="id">The version.</param>
    /// <param name="criterionKey">The criterion; the whole version if left out.</param>
    /// <param name="text">1 to 2,000 characters.</param>
    /// <param name="by">Who says it; required while sign-in is off.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static Task<FieldResult<LeadDefinitionVersion>> CommentOnLeadDefinitionAsync(
        [ID<LeadDefinitionVersion>] LeadDefinitionVersionId id,
        string? criterionKey,
        string text,
        string? by,
        string? idempotencyKey,
        IdempotencyKeys keys,
        DefinitionByIdDataLoader versions,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        return ChangeAsync(
            id, idempotencyKey, "commentOnLeadDefinition", new { id, criterionKey, text, by },
            (_, version, _) => Task.FromResult(version.Comment(criterionKey, by ?? "", text, now).Then(_ => version)), keys, versions, cancellationToken);
    }

    /// <summary>Gives up a version that is not agreed. Withdrawing it again changes nothing.</summary>
    /// <param name="id">The version.</param>
    /// <param name="by">Who gives it up; kept as a comment, together with the reason.</param>
    /// <param name="because">Why, if that is said; it is said by somebody.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static Task<FieldResult<LeadDefinitionVersion>> WithdrawLeadDefinitionAsync(
        [ID<LeadDefinitionVersion>] LeadDefinitionVersionId id,
        string? by,
        string? because,
        string? idempotencyKey,
        IdempotencyKeys keys,
        DefinitionByIdDataLoader versions,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        return ChangeAsync(
            id, idempotencyKey, "withdrawLeadDefinition", new { id, by, because }, (_, version, _) => Task.FromResult(version.Withdraw(now, by, because)), keys, versions, cancellationToken);
    }

    private static async Task<FieldResult<LeadDefinitionVersion>> ChangeAsync(
        LeadDefinitionVersionId id, string? idempotencyKey, string operation, object input,
        Func<AlignmentContext, LeadDefinitionVersion, CancellationToken, Task<Result<LeadDefinitionVersion>>> change,
        IdempotencyKeys keys, DefinitionByIdDataLoader versions, CancellationToken cancellationToken)
    {
        var changed = await keys.OnceAsync<Guid>(
            idempotencyKey,
            operation,
            input,
            async (context, cancel) =>
            {
                if (await context.Set<LeadDefinitionVersion>().SingleOrDefaultAsync(known => known.Id == id, cancel) is not { } version)
                    return new Refusal(RefusalCode.NotFound, "There is no such lead definition.", "id");
                if (!(await change(context, version, cancel)).TryGetValue(out _, out var refusals))
                    return Result.Refused<Guid>(refusals);
                await context.SaveChangesAsync(cancel);
                return id.Value;
            },
            cancellationToken);
        return await ShowAsync(changed, versions, cancellationToken);
    }

    internal static async Task<FieldResult<LeadDefinitionVersion>> ShowAsync(
        Result<Guid> result, DefinitionByIdDataLoader versions, CancellationToken cancellationToken)
    {
        if (!result.TryGetValue(out var id, out var refusals))
            return refusals.ToFieldResult<LeadDefinitionVersion>();
        versions.Clear();
        return await versions.LoadRequiredAsync(new LeadDefinitionVersionId(id), cancellationToken);
    }
}
