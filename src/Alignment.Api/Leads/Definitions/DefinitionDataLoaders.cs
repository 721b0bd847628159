using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

/// <summary>Which version of a definition is meant.</summary>
/// <param name="Key">The definition's key; null for the one that leads are judged by (<see cref="DefaultDefinition"/>).</param>
/// <param name="Version">The version; null for the one in force.</param>
public readonly record struct DefinitionWanted(string? Key, int? Version);

/// <summary>Versions of definitions by key and number.</summary>
public sealed class DefinitionDataLoader(
    IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : CacheDataLoader<DefinitionWanted, LeadDefinitionVersion>(scheduler)
{
    protected override async Task<LeadDefinitionVersion?> LoadSingleAsync(DefinitionWanted key, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return (key.Key ?? await DefaultDefinition.KeyAsync(context, cancellationToken)) is { } named
            ? await context.LeadDefinitions.VersionAsync(named, key.Version, cancellationToken)
            : null;
    }
}

/// <summary>Versions of definitions by id.</summary>
public sealed class DefinitionByIdDataLoader(IDbContextFactory<AlignmentContext> contexts, IBatchScheduler scheduler)
    : BatchDataLoader<LeadDefinitionVersionId, LeadDefinitionVersion>(scheduler)
{
    protected override async Task<IReadOnlyDictionary<LeadDefinitionVersionId, LeadDefinitionVersion>> LoadBatchAsync(
        IReadOnlyList<LeadDefinitionVersionId> keys, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<LeadDefinitionVersion>().Where(version => keys.Contains(version.Id))
            .ToDictionaryAsync(version => version.Id, cancellationToken);
    }
}

internal static class DefinitionReads
{
    /// <summary>A version that must be there.</summary>
    /// <exception cref="GraphQLException">It is not.</exception>
    public static async Task<LeadDefinitionVersion> OrThrowAsync(
        this DefinitionDataLoader definitions, string key, int? version, CancellationToken cancellationToken) =>
        (await definitions.FindAsync(key, version, cancellationToken)).OrThrow();

    /// <summary>A version, or the refusal that says it is not there.</summary>
    public static async Task<Result<LeadDefinitionVersion>> FindAsync(
        this DefinitionDataLoader definitions, string key, int? version, CancellationToken cancellationToken)
    {
        if (await definitions.LoadAsync(new DefinitionWanted(key, version), cancellationToken) is { } found) return found;
        return version is { } number
            ? new Refusal(RefusalCode.NotFound, $"There is no version {number} of \"{key}\".", "version")
            : new Refusal(RefusalCode.NotFound, $"No version of \"{key}\" is in force; say which one is meant.", "key");
    }

    internal static Task<LeadDefinitionVersion?> VersionAsync(
        this IQueryable<LeadDefinitionVersion> versions, string key, int? number, CancellationToken cancellationToken)
    {
        var named = versions.Where(version => version.Key == key);
        return number is null
            ? named.SingleOrDefaultAsync(version => version.State == LeadDefinitionState.Agreed, cancellationToken)
            : named.SingleOrDefaultAsync(version => version.Version == number, cancellationToken);
    }
}
