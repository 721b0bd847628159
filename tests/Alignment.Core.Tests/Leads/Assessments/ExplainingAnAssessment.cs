using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Assessments;

public class ExplainingAnAssessment
{
    private static readonly Instant Now = Instant.FromUtc(2026, 6, 1, 9, 0);
    private static readonly LeadDefinition Definition = LeadDefinition.Parse("""
        { "name": "Ideal", "handOff": { "total": 50, "interest": 20 }, "criteria": [
          { "key": "competitor", "kind": "attribute", "role": "exclude", "attribute": "competitor", "operator": "equals", "value": true },
          { "key": "budget", "kind": "attribute", "role": "require", "attribute": "budget", "operator": "atLeast", "value": 1000 },
          { "key": "size", "kind": "attribute", "attribute": "employees", "operator": "atLeast", "value": 500, "points": 20 },
          { "key": "webinar", "kind": "engagement", "types": ["webinar"], "points": 10, "cap": 30, "halfLife": "P30D", "within": "P90D", "limit": "P1D" },
          { "key": "quiet", "kind": "inactivity", "for": "P60D", "points": -15 } ] }
        """).Value;

    [Fact]
    public void WhenOneThingIsMissing_ThenTheSmallestChangeIsThatThing()
    {
        var explanation = Explain([("employees", 600), ("budget", AttributeValue.Text("some"))], [1, 3, 5, 7]);
        Assert.Equal("It would be handed off given: budget is at least 1000.", explanation.SmallestChange!.Words);
        Assert.Contains(explanation.HeldBack, h => h.Contains("cannot be compared", StringComparison.Ordinal));
        Assert.Contains(explanation.HeldBack, h => h.Contains("capped at 30", StringComparison.Ordinal));
        Assert.Contains("budget", Assert.Single(explanation.Missing), StringComparison.Ordinal);
        Assert.StartsWith("Nurture: 50 points", explanation.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenEngagementsAreMissing_ThenItIsSaidHowManyMoreAndHowFarApart()
    {
        var explanation = Explain([("employees", 600), ("budget", 2000)], [5]);
        var step = Assert.Single(explanation.SmallestChange!.Steps);
        Assert.Equal(("webinar", 3, "3 more webinar, 1 day apart"), (step.CriterionKey, step.Count, step.Words));
        Assert.Equal(["21.09 more points of total are needed: 28.91 of 50.", "11.09 more points of interest are needed: 8.91 of 20."], explanation.Missing);
    }

    [Fact]
    public void WhenItTakesTwoThings_ThenBothAreNamed()
    {
        var explanation = Explain([("budget", 2000), ("competitor", AttributeValue.Boolean(true))], [1, 2, 3, 4]);
        Assert.Equal(["competitor", "size"], explanation.SmallestChange!.Steps.Select(s => s.CriterionKey));
    }

    [Fact]
    public void WhenItIsHandedOff_ThenItIsSaidWhenThatEnds()
    {
        var explanation = Explain([("employees", 600), ("budget", 2000)], [1, 2, 3, 4]);
        Assert.Null(explanation.SmallestChange);
        Assert.Empty(explanation.Missing);
        Assert.NotNull(explanation.NextChangeAt);
        Assert.Contains("becomes \"Nurture\"", explanation.Outlook, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAnyLeadIsExplained_ThenNothingIsThrownAndEveryPointIsTold() =>
        Prop.ForAll(Generated.Cases().ToArbitrary(), c =>
        {
            var assessment = c.Definition.Compile().Assess(c.Facts, c.AsOf);
            var explanation = assessment.Explain();
            Assert.Equal(assessment.Criteria.Count(r => r.Points != 0), explanation.Counted.Count);
            Assert.Equal(assessment.Decision == Decision.HandOff, explanation.Missing.Count == 0);
            if (assessment.Decision == Decision.HandOff) Assert.Null(explanation.SmallestChange);
            else if (explanation.SmallestChange is { } change) Assert.NotEmpty(change.Steps);
        }).Check(Trials.Of(150));

    private static AssessmentExplanation Explain((string, AttributeValue)[] attributes, int[] webinarsDaysAgo) => Definition.Compile().Assess(
        new(Now - Duration.FromDays(100), attributes: AttributeSet.Of(attributes.AsSpan()),
            engagements: webinarsDaysAgo.Select((d, i) => new Engagement(Now - Duration.FromDays(d), "webinar", i + 1))), Now).Explain();

    private static AssessmentExplanation Explain((string Name, object Value)[] attributes, int[] webinarsDaysAgo) => Explain(
        [.. attributes.Select(a => (a.Name, a.Value is int number ? AttributeValue.Number(number) : (AttributeValue)a.Value))], webinarsDaysAgo);
}
