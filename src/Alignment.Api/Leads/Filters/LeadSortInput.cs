using Alignment.Api.Paging;
using Alignment.Core.Leads;

namespace Alignment.Api.Leads.Filters;

/// <summary>The direction of an order.</summary>
[GraphQL.GraphQLName("SortEnumType")]
public enum SortDirection
{
    /// <summary>Smallest first.</summary>
    Asc,

    /// <summary>Largest first.</summary>
    Desc,
}

/// <summary>An order of leads: exactly one of these; give several in a list to break ties. Left out: newest first.</summary>
[GraphQL.OneOf]
public sealed record LeadSortInput
{
    /// <summary>By when it was created.</summary>
    public SortDirection? CreatedAt { get; init; }

    /// <summary>By the source's name for it.</summary>
    public SortDirection? ExternalId { get; init; }

    /// <summary>By company; leads without one come first.</summary>
    public SortDirection? Company { get; init; }

    /// <summary>By the total under the definition in force, as last kept by the store.</summary>
    public SortDirection? Total { get; init; }
}

internal static class LeadOrder
{
    public static Keyset<LeadListing, LeadView> Of(IReadOnlyList<LeadSortInput>? order)
    {
        var keys = new Keyset<LeadListing, LeadView>();
        foreach (var one in order ?? [new LeadSortInput { CreatedAt = SortDirection.Desc }])
        {
            if (one.CreatedAt is { } created)
                keys.By("createdAt", listing => listing.Lead.CreatedAt, listed => listed.CreatedAt, created == SortDirection.Desc);
            if (one.ExternalId is { } external)
                keys.By("externalId", listing => listing.Lead.ExternalId, listed => listed.ExternalId, external == SortDirection.Desc);
            if (one.Company is { } company)
                keys.By("company", listing => listing.Lead.Contact.Company ?? "", listed => listed.Listed.Company, company == SortDirection.Desc);
            if (one.Total is { } total)
                keys.By("total", listing => (double?)listing.Standing!.Total ?? 0, listed => listed.Listed.Total, total == SortDirection.Desc);
        }

        return keys.By<LeadId>("id", listing => listing.Lead.Id, listed => listed.Id, descending: true);
    }
}
