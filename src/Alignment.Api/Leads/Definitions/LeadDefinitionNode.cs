using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Backtests;
using Alignment.Api.Leads.Standings;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

/// <summary>One version of what both functions mean by a lead worth handing over. What is signed never changes.</summary>
[ObjectType<LeadDefinitionVersion>]
public static partial class LeadDefinitionNode
{
    internal static void Configure(IObjectTypeDescriptor<LeadDefinitionVersion> descriptor) => descriptor.Name("LeadDefinition");

    [NodeResolver]
    public static Task<LeadDefinitionVersion?> GetLeadDefinitionAsync(
        LeadDefinitionVersionId id, DefinitionByIdDataLoader versions, CancellationToken cancellationToken) =>
        versions.LoadAsync(id, cancellationToken);

    /// <summary>What people call it.</summary>
    public static string GetName([Parent] LeadDefinitionVersion version) => version.Definition.Name;

    /// <summary>The rules, as the lead definition format writes them.</summary>
    public static JsonElement GetDefinition([Parent] LeadDefinitionVersion version)
    {
        using var document = JsonDocument.Parse(version.Definition.ToJson());
        return document.RootElement.Clone();
    }

    /// <summary>What sales said when it sent leads back that were handed over under this version, most frequent first.</summary>
    public static async Task<IReadOnlyList<ReasonCount>> GetReturnReasonsAsync(
        [Parent] LeadDefinitionVersion version, ReturnReasonsDataLoader reasons, CancellationToken cancellationToken) =>
        await reasons.LoadAsync(version.Id, cancellationToken) ?? [];

    /// <summary>What is different from another version of the same key, one sentence a difference; none if they say the same.</summary>
    /// <param name="definition">This version.</param>
    /// <param name="version">The other version, which counts as the earlier one.</param>
    public static async Task<IReadOnlyList<string>> GetChangesFromAsync(
        [Parent] LeadDefinitionVersion definition, int version, DefinitionDataLoader definitions, CancellationToken cancellationToken)
    {
        var other = await definitions.OrThrowAsync(definition.Key, version, cancellationToken);
        return [.. LeadDefinitionDiff.Between(other.Definition, definition.Definition).Select(change => change.Words)];
    }

    /// <summary>
    /// What the version would change for the leads of today if it came into force now; null once it is agreed or withdrawn. A history too
    /// long for one request is an error here: `startImpact` counts it as a job.
    /// </summary>
    [Cost(100)]
    public static async Task<DraftImpact?> GetImpactAsync(
        [Parent] LeadDefinitionVersion version, StoreBacktests backtests, CancellationToken cancellationToken)
    {
        if (!version.IsOpen) return null;
        (await backtests.FitsOneRequestAsync("startImpact", cancellationToken)).OrThrow();
        return await backtests.ImpactAsync(version.Definition, cancellationToken);
    }

    /// <summary>How far looking at every lead anew under this version has come; null before it began, and where it was never needed.</summary>
    public static Task<Job?> GetReassessmentAsync(
        [Parent] LeadDefinitionVersion version, ReassessmentDataLoader reassessments, CancellationToken cancellationToken) =>
        reassessments.LoadAsync(version.Id, cancellationToken);
}

/// <summary>How often a reason was given.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">How often, from 1.</param>
public sealed record ReasonCount(string Reason, int Count);

/// <summary>Return reasons by definition version.</summary>
public sealed class ReturnReasonsDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : GroupedDataLoader<LeadDefinitionVersionId, ReasonCount>(scheduler)
{
    protected override async Task<ILookup<LeadDefinitionVersionId, ReasonCount>> LoadGroupedBatchAsync(
        IReadOnlyList<LeadDefinitionVersionId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var wanted = keys.Select(key => (LeadDefinitionVersionId?)key).ToList();
        var counted = await context.Set<HandOff>()
            .Where(handOff => handOff.State == HandOffState.Returned && handOff.ReturnReason != null && wanted.Contains(handOff.DefinitionId))
            .GroupBy(handOff => new { handOff.DefinitionId, handOff.ReturnReason })
            .Select(group => new { group.Key.DefinitionId, group.Key.ReturnReason, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return counted.OrderByDescending(one => one.Count).ThenBy(one => one.ReturnReason, StringComparer.Ordinal)
            .ToLookup(one => one.DefinitionId!.Value, one => new ReasonCount(one.ReturnReason!, one.Count));
    }
}
