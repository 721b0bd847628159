using System.Linq.Expressions;
using Alignment.Core.Leads.Assessments;

namespace Alignment.Api.Leads.Filters;

/// <summary>Turns a filter that a client wrote into a condition that a database evaluates.</summary>
internal static class LeadFilter
{
    /// <summary>How many filters may lie inside each other.</summary>
    public const int DeepestNesting = 8;

    public static IQueryable<LeadListing> Where(this IQueryable<LeadListing> leads, LeadFilterInput? filter) =>
        filter is null || Condition(filter, 0) is not { } condition ? leads : leads.Where(condition);

    private static Expression<Func<LeadListing, bool>>? Condition(LeadFilterInput filter, int depth)
    {
        if (depth > DeepestNesting)
            throw new Alignment.GraphQL.GraphQLException($"A filter may lie at most {DeepestNesting} levels deep.");
        var all = new List<Expression<Func<LeadListing, bool>>?>();
        all.AddRange(Conditions<LeadListing>.Text(listing => listing.Lead.Source, filter.Source));
        all.AddRange(Conditions<LeadListing>.Text(listing => listing.Lead.ExternalId, filter.ExternalId));
        all.AddRange(Conditions<LeadListing>.Text(listing => listing.Lead.Contact.Company, filter.Company));
        all.AddRange(Conditions<LeadListing>.Text(listing => listing.Lead.PersonaKey, filter.PersonaKey));
        all.AddRange(Conditions<LeadListing>.Text(listing => listing.Standing!.StageKey, filter.StageKey));
        all.AddRange(Conditions<LeadListing>.Text(listing => listing.Standing!.RepKey, filter.RepKey));
        if (filter.Status is { } status)
        {
            all.Add(Conditions<LeadListing>.Compare(listing => listing.Lead.Status, ExpressionType.Equal, status.Eq));
            all.Add(Conditions<LeadListing>.Compare(listing => listing.Lead.Status, ExpressionType.NotEqual, status.Neq));
            all.Add(Conditions<LeadListing>.OneOf(listing => listing.Lead.Status, status.In));
            all.Add(Conditions<LeadListing>.Not(Conditions<LeadListing>.OneOf(listing => listing.Lead.Status, status.Nin)));
        }

        if (filter.Decision is { } decision)
        {
            all.Add(Conditions<LeadListing>.Compare(listing => listing.Standing!.Decision, ExpressionType.Equal, decision.Eq));
            all.Add(Conditions<LeadListing>.Compare(listing => listing.Standing!.Decision, ExpressionType.NotEqual, decision.Neq));
            all.Add(Conditions<LeadListing>.OneOf(listing => listing.Standing!.Decision, decision.In?.Select(one => (Decision?)one).ToList()));
        }

        if (filter.CreatedAt is { } created)
            all.AddRange(Conditions<LeadListing>.Range(listing => listing.Lead.CreatedAt, created.Eq, created.Gt, created.Gte, created.Lt, created.Lte));
        if (filter.Total is { } total)
            all.AddRange(Conditions<LeadListing>.Range(listing => listing.Standing!.Total, total.Eq, total.Gt, total.Gte, total.Lt, total.Lte));

        all.AddRange((filter.And ?? []).Select(inner => Condition(inner, depth + 1)));
        if (filter.Or is { } either)
            all.Add(Conditions<LeadListing>.Any([.. either.Select(inner => Condition(inner, depth + 1) ?? (_ => true))]));
        return Conditions<LeadListing>.All(all);
    }
}
