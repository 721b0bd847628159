using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Benchmarks.Assess;

/// <summary>The same twelve rules held as data, and the same leads as the library sees them.</summary>
internal static class TwelveRules
{
    public static LeadDefinition Definition { get; } = LeadDefinition.Parse("""
        { "name": "Twelve rules", "handOff": { "total": 70, "fit": 40 }, "criteria": [
          { "key": "industry", "kind": "attribute", "attribute": "industry", "operator": "oneOf", "values": ["software", "finance", "healthcare", "manufacturing"], "points": 15 },
          { "key": "size", "kind": "attribute", "attribute": "company_size", "operator": "between", "min": 200, "max": 5000, "points": 15 },
          { "key": "role", "kind": "attribute", "attribute": "job_role", "operator": "oneOf", "values": ["cio", "cto", "it_director", "vp_engineering"], "points": 20 },
          { "key": "seniority", "kind": "attribute", "attribute": "seniority", "operator": "atLeast", "value": 4, "points": 10 },
          { "key": "country", "kind": "attribute", "attribute": "country", "operator": "oneOf", "values": ["US", "CA", "GB", "DE", "FR", "NL"], "points": 5 },
          { "key": "budget", "kind": "attribute", "attribute": "budget", "operator": "atLeast", "value": 50000, "points": 15 },
          { "key": "pricing", "kind": "engagement", "types": ["pricing_view"], "points": 8, "halfLife": "P14D", "cap": 24 },
          { "key": "webinars", "kind": "engagement", "types": ["webinar_attended"], "points": 12, "cap": 12, "minCount": 2, "within": "P90D" },
          { "key": "downloads", "kind": "engagement", "types": ["content_download"], "points": 5, "halfLife": "P30D", "cap": 20 },
          { "key": "quiet", "kind": "inactivity", "for": "P60D", "points": -10 },
          { "key": "free", "kind": "attribute", "attribute": "domain_type", "operator": "equals", "value": "free", "points": -10, "dimension": "interest" },
          { "key": "competitor", "kind": "attribute", "attribute": "domain_type", "operator": "equals", "value": "competitor", "role": "exclude" },
          { "key": "student", "kind": "attribute", "attribute": "job_role", "operator": "equals", "value": "student", "role": "exclude" } ] }
        """).Value;

    public static LeadFacts Facts(SyntheticLead lead, AttributeValuePool pool) => new(
        Instant.FromUnixTimeSeconds(lead.CreatedAt),
        attributes: AttributeSet.Of(
            ("industry", pool.Text(lead.Industry)), ("company_size", AttributeValue.Number(lead.CompanySize)), ("job_role", pool.Text(lead.JobRole)),
            ("country", pool.Text(lead.Country)), ("seniority", AttributeValue.Number(lead.Seniority)), ("budget", AttributeValue.Number(lead.Budget)),
            ("source", pool.Text(lead.Source)), ("domain_type", pool.Text(lead.DomainType)), ("timeline", AttributeValue.Number(lead.TimelineMonths)),
            ("consent", AttributeValue.Boolean(lead.Consent)), ("technology", pool.Text(lead.Technology)), ("region", pool.Text(lead.Region))),
        engagements: lead.Events.Select((e, i) => new Engagement(Instant.FromUnixTimeSeconds(e.At), SyntheticLead.EventTypes[e.Type], i + 1)));
}
