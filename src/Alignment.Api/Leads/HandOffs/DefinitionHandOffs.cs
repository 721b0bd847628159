using Alignment.Api.Data;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.HandOffs;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>What became of what a definition handed over.</summary>
[ObjectType<LeadDefinitionVersion>]
public static partial class DefinitionHandOffs
{
    /// <summary>How many leads were handed over while this version was in force, how many of them although they did not meet it, and how many came back.</summary>
    public static async Task<HandOffCounts> GetHandOffCountsAsync(
        [Parent] LeadDefinitionVersion version, HandOffCountsDataLoader counts, CancellationToken cancellationToken) =>
        await counts.LoadAsync(version.Id, cancellationToken) ?? new HandOffCounts(0, 0, 0, 0);
}

/// <summary>Hand-offs under one version of a definition, counted.</summary>
/// <param name="HandedOff">All of them, those moved on from rep to rep included.</param>
/// <param name="OffDefinition">Those of leads that did not meet it, each of which has a reason.</param>
/// <param name="Returned">Those that a rep returned with a reason.</param>
/// <param name="Lapsed">Those that nobody answered, or that were accepted and left untouched.</param>
public sealed record HandOffCounts(int HandedOff, int OffDefinition, int Returned, int Lapsed);

/// <summary>Counts of hand-offs by definition version.</summary>
public sealed class HandOffCountsDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadDefinitionVersionId, HandOffCounts>(scheduler)
{
    /// <inheritdoc/>
    protected override async Task<IReadOnlyDictionary<LeadDefinitionVersionId, HandOffCounts>> LoadBatchAsync(
        IReadOnlyList<LeadDefinitionVersionId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var wanted = keys.Select(key => (LeadDefinitionVersionId?)key).ToList();
        var counted = await context.HandOffs.Where(handOff => wanted.Contains(handOff.DefinitionId))
            .GroupBy(handOff => new { handOff.DefinitionId, handOff.State, Off = handOff.OffDefinitionReason != null })
            .Select(group => new { group.Key.DefinitionId, group.Key.State, group.Key.Off, Count = group.Count() })
            .ToListAsync(cancellationToken);
        return counted.GroupBy(group => group.DefinitionId!.Value).ToDictionary(
            version => version.Key,
            version => new HandOffCounts(
                version.Sum(group => group.Count),
                version.Where(group => group.Off).Sum(group => group.Count),
                version.Where(group => group.State == HandOffState.Returned).Sum(group => group.Count),
                version.Where(group => group.State == HandOffState.Lapsed).Sum(group => group.Count)));
    }
}
