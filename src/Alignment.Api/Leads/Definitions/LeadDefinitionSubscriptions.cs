using System.Runtime.CompilerServices;
using Alignment.Api.Data;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads.Definitions;

[SubscriptionType]
public static partial class LeadDefinitionSubscriptions
{
    /// <summary>Definitions, whenever both functions have signed one and it is in force.</summary>
    [Subscribe(With = nameof(ListenAsync))]
    public static LeadDefinitionVersion DefinitionAgreed([EventMessage] LeadDefinitionVersion version) => version;

    /// <param name="feed">What this host commits.</param>
    /// <param name="contexts">Where the version is read.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    internal static async IAsyncEnumerable<LeadDefinitionVersion> ListenAsync(
        AgreementFeed feed, IDbContextFactory<AlignmentContext> contexts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var id in feed.ListenAsync(cancellationToken))
        {
            await using var context = contexts.CreateDbContext();
            yield return await context.LeadDefinitions.SingleAsync(version => version.Id == id, cancellationToken);
        }
    }
}
