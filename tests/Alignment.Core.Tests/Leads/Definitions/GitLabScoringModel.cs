using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Testing;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Definitions;

public class GitLabScoringModel
{
    private static readonly Instant Monday = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly LeadDefinition Definition =
        LeadDefinition.Parse(File.ReadAllText(Repository.PathTo("samples", "definitions", "gitlab.json")), Journey.Default).Value;

    [Fact]
    public void WhenAnInventedLeadWalksThroughIt_ThenTheExplanationAddsUp()
    {
        var assessor = Definition.Compile();
        var nobody = assessor.Assess(Lead([]), Monday);
        Assert.Equal((Decision.Nurture, 45.0), (nobody.Decision, nobody.Total)); // a business address, a senior title, a country of tier 1

        (double Day, string Type, (string, AttributeValue)[] Properties)[] walk =
        [
            (0, "page_view", [("path", AttributeValue.Text("/pricing"))]),                                             // 5
            (0.1, "page_view", [("path", AttributeValue.Text("/free-trial"))]),                                        // the same day: limited
            (1.5, "page_view", [("path", AttributeValue.Text("/jobs"))]),                                              // -10
            (2, "trial_saas", []),                                                                                     // 65
            (3, "pathfactory_content", [("minutes", AttributeValue.Number(4)), ("is_demo", AttributeValue.Boolean(true))]), // 10 + 35; 4 minutes is neither
            (4, "pathfactory_content", [("minutes", AttributeValue.Number(4.5))]),                                     // 10 + 15
            (9, "webcast", []),                                                                                        // 30, and 20 after a trial
        ];
        var facts = Lead(walk.Select((w, i) => new Engagement(Monday + Duration.FromDays(w.Day), w.Type, i + 1, properties: AttributeSet.Of(w.Properties))));
        var assessment = assessor.Assess(facts, Monday + Duration.FromDays(10));

        Assert.Equal(45 + 5 - 10 + 65 + 20 + 35 + 15 + 30 + 20, assessment.Total);
        Assert.Equal(assessment.Total, assessment.Criteria.Sum(c => c.Points));
        Assert.Equal(Decision.HandOff, assessment.Decision);
        var explanation = assessment.Explain();
        Assert.Equal(assessment.Criteria.Count(c => c.Points != 0), explanation.Counted.Count);
        Assert.Contains(explanation.HeldBack, h => h.Contains("one every 1 day", StringComparison.Ordinal));

        var afterwards = assessor.Assess(Lead([.. facts.Engagements, new(Monday + Duration.FromDays(11), "email_unsubscribed", 100)]), Monday + Duration.FromDays(12));
        Assert.Equal((Decision.Nurture, 45.0), (afterwards.Decision, afterwards.Total));
    }

    [SharedDataFact("data", "gitlab", "scoring_model.csv")]
    public void WhenComparedWithThePublishedRules_ThenEachIsInItOrLeftOutWithAReason()
    {
        var reasons = File.ReadAllText(Repository.PathTo("samples", "definitions", "gitlab.md"));
        var rules = File.ReadAllLines(Repository.PathToShared("data", "gitlab", "scoring_model.csv")).Skip(1).Select(Fields).ToList();
        Assert.Equal(49, rules.Count);
        foreach (var rule in rules)
        {
            var criterion = Definition.Criteria.FirstOrDefault(c => c.Label == rule[1]);
            if (criterion is null) Assert.Contains($"| {rule[1]} | {rule[3]} |", reasons, StringComparison.Ordinal);
            else if (criterion is not ResetCriterion) Assert.Equal(rule[3].TrimStart('+'), criterion.Points.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal(46, Definition.Criteria.Count);
    }

    private static string[] Fields(string line) =>
        [.. System.Text.RegularExpressions.Regex.Matches(line, "(?:^|,)(?:\"([^\"]*)\"|([^,]*))").Select(m => m.Groups[1].Value + m.Groups[2].Value)];

    private static LeadFacts Lead(IEnumerable<Engagement> log) => new(
        Monday,
        attributes: AttributeSet.Of(("email_domain", AttributeValue.Text("business")), ("seniority", AttributeValue.Text("High")), ("country_tier", AttributeValue.Text("Tier 1"))),
        engagements: log);
}
