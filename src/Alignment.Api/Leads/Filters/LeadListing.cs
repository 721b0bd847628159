using Alignment.Api.Data;
using Alignment.Core.Leads;

namespace Alignment.Api.Leads.Filters;

/// <summary>A lead beside how it stood when it was last looked at, for filtering and sorting.</summary>
public sealed class LeadListing
{
    public required Lead Lead { get; init; }

    /// <summary>Null until the lead was looked at for the first time.</summary>
    public required LeadStanding? Standing { get; init; }

    /// <summary>Every lead of a store.</summary>
    public static IQueryable<LeadListing> All(AlignmentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Set<Lead>().LeftJoin(
            context.Set<LeadStanding>(),
            lead => lead.Id,
            standing => standing.LeadId,
            (lead, standing) => new LeadListing { Lead = lead, Standing = standing });
    }
}
