using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Core.Journeys;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Journeys;

/// <summary>A buying stage, as a team writes it.</summary>
/// <param name="Key">What other systems call it; compared exactly. 1 to 100 characters.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Questions">What the buyer must have answered in this stage, in the order asked.</param>
/// <param name="SalesEngages">Whether sales engages after it; one stage at most.</param>
public sealed record StageInput(string Key, string Name, IReadOnlyList<string>? Questions, bool? SalesEngages);

[MutationType]
public static partial class JourneyMutations
{
    /// <summary>Defines the buying stages of a journey, earliest first, or defines them anew.</summary>
    /// <param name="key">What the journey is called; `default` is the one of leads whose persona has none of its own.</param>
    /// <param name="stages">The stages, earliest first.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<Journey>> DefineJourneyAsync(
        string key, IReadOnlyList<StageInput> stages, string? idempotencyKey, IdempotencyKeys keys, CancellationToken cancellationToken)
    {
        var drafts = stages.Select(stage => new BuyingStageDraft(stage.Key, stage.Name, stage.Questions, stage.SalesEngages ?? false)).ToList();
        if (!Journey.Define(key, drafts).TryGetValue(out var journey, out var refusals))
            return refusals.ToFieldResult<Journey>();
        var defined = await keys.OnceAsync<string>(
            idempotencyKey,
            "defineJourney",
            new { key, stages },
            async (context, cancel) =>
            {
                if (await context.Set<StoredJourney>().SingleOrDefaultAsync(known => known.Key == journey.Key, cancel) is { } stored)
                    stored.Take(journey);
                else
                    context.Add(new StoredJourney(journey));
                await context.SaveChangesAsync(cancel);
                return journey.Key;
            },
            cancellationToken);
        return defined.Then(_ => journey).ToFieldResult();
    }
}
