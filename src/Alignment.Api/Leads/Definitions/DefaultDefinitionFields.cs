using Alignment.Api.Errors;
using Alignment.Api.Idempotency;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;

namespace Alignment.Api.Leads.Definitions;

[QueryType]
public static partial class DefaultDefinitionQueries
{
    /// <summary>
    /// The version that leads are judged by: of several definitions in force the one the team chose, otherwise the one agreed first. Null with
    /// none in force.
    /// </summary>
    public static Task<LeadDefinitionVersion?> GetLeadDefinitionInForceAsync(DefinitionDataLoader definitions, CancellationToken cancellationToken) =>
        definitions.LoadAsync(new DefinitionWanted(null, null), cancellationToken);
}

[MutationType]
public static partial class DefaultDefinitionMutations
{
    /// <summary>
    /// Chooses which of several definitions in force leads are judged by. If that is another than before, every lead is looked at anew, as
    /// after an agreement.
    /// </summary>
    /// <param name="key">The definition; a version of it must be in force.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<LeadDefinitionVersion>> SetDefaultLeadDefinitionAsync(
        string key,
        string? idempotencyKey,
        IdempotencyKeys keys,
        ReviewSignal review,
        DefinitionByIdDataLoader versions,
        CancellationToken cancellationToken)
    {
        var set = await keys.OnceAsync<Guid>(
            idempotencyKey,
            "setDefaultLeadDefinition",
            new { key },
            async (context, cancel) =>
            {
                context.AfterCommit(review.Raise);
                return (await DefaultDefinition.SetAsync(context, key.Trim(), cancel)).Then(version => version.Id.Value);
            },
            cancellationToken);
        return await LeadDefinitionMutations.ShowAsync(set, versions, cancellationToken);
    }
}
