using Alignment.Api.Data;
using Alignment.Api.Errors;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

/// <summary>Which version of a definition is meant.</summary>
/// <param name="Key">The definition's key; null for the team's usual one: the key set as default, else the key agreed first.</param>
/// <param name="Version">The version; null for the one in force.</param>
public readonly record struct DefinitionWanted(string? Key, int? Version);

/// <summary>Versions of definitions by key and number.</summary>
public sealed class DefinitionDataLoader(
    IDbContextFactory<AlignmentContext> contexts, IConfiguration configuration, IBatchScheduler scheduler)
    : CacheDataLoader<DefinitionWanted, LeadDefinitionVersion>(scheduler)
{
    protected override async Task<LeadDefinitionVersion?> LoadSingleAsync(DefinitionWanted key, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var named = key.Key ?? configuration["Alignment:DefaultDefinition"];
        return await context.Set<LeadDefinitionVersion>().VersionAsync(named, key.Version, cancellationToken);
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

    /// <summary>One version of a definition.</summary>
    /// <param name="versions">All versions.</param>
    /// <param name="key">The definition; null for the key agreed first.</param>
    /// <param name="number">The version; null for the one in force.</param>
    public static async Task<LeadDefinitionVersion?> VersionAsync(
        this IQueryable<LeadDefinitionVersion> versions, string? key, int? number, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            key = await versions.Where(version => version.AgreedAt != null).OrderBy(version => version.AgreedAt).ThenBy(version => version.Key)
                .Select(version => version.Key).FirstOrDefaultAsync(cancellationToken);
            if (key is null)
                return null;
        }

        var named = versions.Where(version => version.Key == key);
        return number is null
            ? await named.SingleOrDefaultAsync(version => version.State == LeadDefinitionState.Agreed, cancellationToken)
            : await named.SingleOrDefaultAsync(version => version.Version == number, cancellationToken);
    }
}
