using Alignment.Api.Data;
using Alignment.Api.Data.Postgres;
using Alignment.Api.Leads.Filters;
using Alignment.Api.Leads.HandOffs;
using Alignment.Api.Paging;
using Alignment.Core.Leads;
using Alignment.GraphQL;
using Alignment.GraphQL.Execution;
using Microsoft.EntityFrameworkCore;

namespace Alignment.Api.Leads;

[QueryType]
public static partial class LeadQueries
{
    /// <summary>One lead.</summary>
    /// <param name="id">The lead.</param>
    public static Task<LeadView?> GetLeadAsync(
        [ID<LeadView>] LeadId id,
        LeadByIdDataLoader leads,
        StatementDataLoader statements,
        EngagementPageDataLoader engagements,
        HandOffPageDataLoader handOffs,
        IResolverContext selected,
        CancellationToken cancellationToken)
    {
        // The pages that hang on the lead need only its id: they are asked for now, and so go in the same trip.
        if (statements.IsOpen)
        {
            foreach (var page in selected.PagesBelow("engagements")) _ = engagements.LoadAsync(LogPart.Of(id, page.Paging, page.IsSelected), cancellationToken);
            foreach (var page in selected.PagesBelow("handOffs")) _ = handOffs.LoadAsync(LeadPart.OfHandOffs(id, page.Paging, page.IsSelected), cancellationToken);
        }

        return leads.LoadAsync(new LeadWanted(id, LeadSelection.Parts(selected)), cancellationToken);
    }

    /// <summary>One lead, by the name that another system has for it.</summary>
    /// <param name="source">The system.</param>
    /// <param name="externalId">Its name for the lead.</param>
    public static async Task<LeadView?> GetLeadByExternalIdAsync(
        string source,
        string externalId,
        IDbContextFactory<AlignmentContext> contexts,
        IResolverContext selected,
        CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await context.Set<Lead>().Where(lead => lead.Source == source && lead.ExternalId == externalId)
            .Select(LeadView.Reading(LeadSelection.Parts(selected)))
            .SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The leads that a filter lets through, in an order of the client's; newest first if it says none.</summary>
    /// <param name="where">Which leads.</param>
    /// <param name="order">In which order; several break ties.</param>
    [UsePaging(ConnectionName = "Leads")]
    public static async Task<Connection<LeadView>> GetLeadsAsync(
        PagingArguments paging,
        LeadFilterInput? where,
        IReadOnlyList<LeadSortInput>? order,
        IDbContextFactory<AlignmentContext> contexts,
        IResolverContext selected,
        CancellationToken cancellationToken)
    {
        await using var context = contexts.CreateDbContext();
        return await Leads(context).ReadPageAsync(
            LeadOrder.Of(order),
            paging,
            LeadView.Listing(LeadSelection.Parts(selected, "nodes.", "edges.node.")),
            contexts.Counting(Leads),
            cancellationToken);

        IQueryable<LeadListing> Leads(AlignmentContext from) => LeadListing.All(from).Where(where);
    }
}
