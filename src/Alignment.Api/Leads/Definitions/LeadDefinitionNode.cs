using System.Text.Json;
using Alignment.Api.Data;
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
