using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Journeys;
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
    [Error<ValidationError>]
    [Error<ConflictError>]
    [Error<WrongStateError>]
    public static async Task<FieldResult<LeadDefinitionVersion>> DraftLeadDefinitionAsync(
        string key, JsonElement definition, AlignmentStore store, IClock clock, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        return await store.WriteAsync(
            async (context, cancel) =>
            {
                var journeys = await JourneyCatalog.ReadAsync(context, cancel);
                var parsed = LeadDefinition.Parse(definition.GetRawText(), [.. journeys.ByKey.Values]);
                if (!parsed.TryGetValue(out var rules, out var faults))
                    return faults.Select(fault => fault.Under("definition")).ToList().ToFieldResult<LeadDefinitionVersion>();
                var trimmed = key.Trim();
                var latest = await context.Set<LeadDefinitionVersion>().Where(version => version.Key == trimmed)
                    .OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancel);
                var drafted = LeadDefinitionVersion.Draft(key, rules, latest, now);
                if (drafted.Succeeded && !ReferenceEquals(drafted.Value, latest))
                    context.Add(drafted.Value);
                await context.SaveChangesAsync(cancel);
                return drafted.ToFieldResult();
            },
            cancellationToken);
    }

    /// <summary>
    /// Signs a version for one function. The first signature proposes it; the second, by the other function and another person, puts it in force
    /// and supersedes the version that was.
    /// </summary>
    /// <param name="id">The version.</param>
    /// <param name="function">The function that signs.</param>
    /// <param name="by">Who signs; required while sign-in is off. Compared trimmed, ignoring case.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<NotPermittedError>]
    [Error<ConflictError>]
    [Error<WrongStateError>]
    public static async Task<FieldResult<LeadDefinitionVersion>> SignLeadDefinitionAsync(
        [ID<LeadDefinitionVersion>] LeadDefinitionVersionId id,
        Function function,
        string? by,
        AlignmentStore store,
        Outbox outbox,
        IClock clock,
        CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMicroseconds();
        return await store.WriteAsync(
            async (context, cancel) =>
            {
                var versions = context.Set<LeadDefinitionVersion>();
                if (await versions.SingleOrDefaultAsync(version => version.Id == id, cancel) is not { } version)
                    return new FieldResult<LeadDefinitionVersion>(new NotFoundError("There is no such lead definition.", ["id"]));
                var inForce = await versions.SingleOrDefaultAsync(
                    other => other.Key == version.Key && other.State == LeadDefinitionState.Agreed, cancel);
                var signed = version.Sign(function, by ?? "", inForce, now);
                if (signed.Succeeded && version.State == LeadDefinitionState.Agreed)
                    await outbox.AddAsync(context, [DefinitionEvents.Agreed(version, now)], now, cancel);
                await context.SaveChangesAsync(cancel);
                return signed.ToFieldResult();
            },
            cancellationToken);
    }
}
