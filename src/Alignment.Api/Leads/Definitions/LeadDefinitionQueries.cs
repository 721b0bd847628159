using Alignment.Api.Data;
using Alignment.Api.Paging;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

[QueryType]
public static partial class LeadDefinitionQueries
{
    /// <summary>One version of a lead definition.</summary>
    /// <param name="key">The definition.</param>
    /// <param name="version">Which version, from 1; the one in force if left out.</param>
    public static Task<LeadDefinitionVersion?> GetLeadDefinitionAsync(
        string key, int? version, DefinitionDataLoader definitions, CancellationToken cancellationToken) =>
        definitions.LoadAsync(new DefinitionWanted(key, version), cancellationToken);

    /// <summary>All versions of lead definitions, by key, newest version first.</summary>
    /// <param name="key">Only those of this definition.</param>
    [UsePaging(ConnectionName = "LeadDefinitions")]
    public static async Task<Connection<LeadDefinitionVersion>> GetLeadDefinitionsAsync(
        PagingArguments paging, string? key, IDbContextFactory<AlignmentContext> contexts, CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        var order = new Keyset<LeadDefinitionVersion, LeadDefinitionVersion>()
            .By("key", version => version.Key, version => version.Key)
            .By("version", version => version.Version, version => version.Version, descending: true);
        return await Versions(context).ReadPageAsync(order, paging, contexts.Counting(Versions), cancellationToken);

        IQueryable<LeadDefinitionVersion> Versions(AlignmentContext from) =>
            from.Set<LeadDefinitionVersion>().Where(version => key == null || version.Key == key);
    }
}
