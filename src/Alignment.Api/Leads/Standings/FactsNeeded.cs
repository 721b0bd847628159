using Alignment.Core.Leads.Definitions;

namespace Alignment.Api.Leads.Standings;

/// <summary>Which parts of a lead's record somebody looks at, so that a pass over all leads reads no others.</summary>
internal sealed class FactsNeeded
{
    private FactsNeeded()
    {
    }

    /// <summary>Everything.</summary>
    public static FactsNeeded All { get; } = new() { Properties = true, Milestones = true };

    /// <summary>The attributes by name; null for all.</summary>
    public IReadOnlyList<string>? Attributes { get; private init; }

    /// <summary>Whether properties of engagements are looked at.</summary>
    public bool Properties { get; private init; }

    /// <summary>Whether hand-offs, returns and recycles are.</summary>
    public bool Milestones { get; private init; }

    /// <summary>What definitions look at.</summary>
    public static FactsNeeded By(params IEnumerable<LeadDefinition?> definitions)
    {
        var criteria = definitions.SelectMany(definition => definition?.Criteria ?? []).ToList();
        return new()
        {
            Attributes = [.. criteria.OfType<AttributeCriterion>().Select(criterion => criterion.Condition.Attribute).Distinct(StringComparer.Ordinal)],
            Properties = criteria.Any(criterion => FilterOf(criterion)?.Where is not null),
            Milestones = criteria.Any(criterion => criterion is HistoryCriterion),
        };
    }

    private static EngagementFilter? FilterOf(Criterion criterion) => criterion switch
    {
        EngagementCriterion engagement => engagement.Filter,
        BurstCriterion burst => burst.Filter,
        InactivityCriterion inactivity => inactivity.Filter,
        ResetCriterion reset => reset.Filter,
        _ => null,
    };
}
