using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;
using Alignment.Testing;
using NodaTime;
using Xunit.Abstractions;

namespace Alignment.Core.Tests.Leads.Suggestions;

public class SuggestingADefinition(ITestOutputHelper output)
{
    private static readonly Instant Now = Instant.FromUtc(2020, 1, 1, 0, 0);

    [SharedDataFact("data", "x_education", "Leads.csv")]
    public void WhenOnlyAttributesAndWebBehaviourAreUsed_ThenTenCriteriaReach86() =>
        Reaches(0.86, 0.86, [.. XEducation.WrittenLate, .. XEducation.LastSeen]);

    [SharedDataFact("data", "x_education", "Leads.csv")]
    public void WhenTheLastActivityIsUsedToo_ThenTenCriteriaReach885() => Reaches(0.885, 0.89, XEducation.WrittenLate);

    [SharedDataFact("data", "x_education", "Leads.csv")]
    public void WhenNothingIsLeftOut_ThenTagsAreNamedAsLeakageUnprompted()
    {
        var suggestion = DefinitionSuggester.Suggest(XEducation.Leads(), new() { MaxCriteria = 3 }).Value;
        var tags = Assert.Single(suggestion.SuspectedLeakage, s => s.Column == "Tags");
        Assert.InRange(tags.Auc, 0.9, 0.99);
        Assert.False(tags.Used);
        Assert.DoesNotContain(suggestion.Definition.Criteria.OfType<AttributeCriterion>(), c => c.Condition.Attribute == "Tags");
        foreach (var suspect in suggestion.SuspectedLeakage) output.WriteLine(suspect.ToString());

        var kept = DefinitionSuggester.Suggest(XEducation.Leads(), new() { MaxCriteria = 3, KeepSuspects = ["Tags"] }).Value;
        Assert.True(Assert.Single(kept.SuspectedLeakage, s => s.Column == "Tags").Used);
        Assert.Contains(kept.Definition.Criteria.OfType<AttributeCriterion>(), c => c.Condition.Attribute == "Tags");
    }

    [Fact]
    public void WhenASuggestionIsAppliedToTheLeadsItWasLearntFrom_ThenItsScoresSeparateAsItSays()
    {
        var history = Synthetic(2000);
        var suggestion = DefinitionSuggester.Suggest(history).Value;
        var backtest = Backtester.Run(suggestion.Definition.Compile(), BacktestPeriod.WithoutTimes(Now), history);
        Assert.InRange(suggestion.Auc, 0.7, 1);
        Assert.Equal(suggestion.Auc, backtest.Overall.Auc!.Value, 0.03);
        Assert.True(backtest.Overall.Lift > 1.3);
        Assert.All(suggestion.Definition.Criteria, c => Assert.Equal(Math.Round(c.Points), c.Points));
        Assert.All(suggestion.Definition.Criteria, c => Assert.False(string.IsNullOrWhiteSpace(c.Label)));
        Assert.InRange(suggestion.Definition.Criteria.Count, 1, 10);
        Assert.Equal(suggestion.Definition, LeadDefinition.Parse(suggestion.Definition.ToJson()).Value);
    }

    [Fact]
    public void WhenTheSameSeedIsUsed_ThenTheSuggestionIsTheSame()
    {
        var (one, two) = (DefinitionSuggester.Suggest(Synthetic(1000)).Value, DefinitionSuggester.Suggest(Synthetic(1000)).Value);
        Assert.Equal((one.Definition, one.Auc, one.FullModelAuc), (two.Definition, two.Auc, two.FullModelAuc));
        Assert.NotEqual(one.Auc, DefinitionSuggester.Suggest(Synthetic(1000), new() { Seed = 2 }).Value.Auc);
    }

    [Fact]
    public void WhenAColumnIsFilledInOnlyForWonLeads_ThenItIsSuspected()
    {
        var history = Synthetic(1000).Select((l, i) => l with
        {
            Facts = new(l.Facts.CreatedAt, l.Facts.PersonaKey, l.Outcome!.Value.Won && i % 3 == 0
                ? l.Facts.Attributes.With("contract", AttributeValue.Text("C" + (i % 4)))
                : l.Facts.Attributes),
        }).ToList();
        var suspect = Assert.Single(DefinitionSuggester.Suggest(history).Value.SuspectedLeakage);
        Assert.Equal("contract", suspect.Column);
        Assert.Contains("filled in", suspect.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void WhenAColumnIsLeftOutByName_ThenItIsNotUsed()
    {
        var suggestion = DefinitionSuggester.Suggest(Synthetic(1000), new() { LeaveOut = ["size"] }).Value;
        Assert.DoesNotContain(suggestion.Definition.Criteria.OfType<AttributeCriterion>(), c => c.Condition.Attribute == "size");
        var only = DefinitionSuggester.Suggest(Synthetic(1000), new() { Only = ["size"] }).Value;
        Assert.All(only.Definition.Criteria, c => Assert.Equal("size", Assert.IsType<AttributeCriterion>(c).Condition.Attribute));
    }

    [Fact]
    public void WhenThereIsTooLittleToLearnFrom_ThenItIsRefused() =>
        Assert.Contains("at least 25", Assert.Single(DefinitionSuggester.Suggest(Synthetic(20)).Refusals).Message, StringComparison.Ordinal);

    // Won leads are many at first and few later: only an even sample has as many as all of them, and as many of each sector.
    [Fact]
    public void WhenThereAreMoreLeadsThanAreLearntFrom_ThenAnEvenSampleStandsForThemAndItIsSaid()
    {
        const int All = 150_001;
        var random = new Random(7);
        LeadFacts[] facts = [.. new[] { "software", "farming" }.Select(sector => new LeadFacts(Now, attributes: AttributeSet.Of(("sector", AttributeValue.Text(sector)))))];
        var history = Enumerable.Range(0, All).Select(i =>
        {
            var sector = random.Next(2);
            return new HistoricLead(facts[sector], new HistoricOutcome(random.NextDouble() < (i < All / 3 ? 0.6 : 0.1) + (sector == 0 ? 0.2 : 0)));
        }).ToList();

        var suggestion = DefinitionSuggester.Suggest(history).Value;

        Assert.Equal((100_000, All, true), (suggestion.Leads, suggestion.Known, suggestion.IsSampled));
        Assert.Equal(history.Average(lead => lead.Outcome!.Value.Won ? 1.0 : 0), suggestion.BaseRate, 0.005);
        Assert.Equal("sector", Assert.IsType<AttributeCriterion>(Assert.Single(suggestion.Definition.Criteria)).Condition.Attribute);
        var whole = DefinitionSuggester.Suggest(history[..100_000]).Value;
        Assert.Equal((100_000, 100_000, false), (whole.Leads, whole.Known, whole.IsSampled));
    }

    private void Reaches(double wanted, double fullWanted, string[] leaveOut)
    {
        var suggestion = DefinitionSuggester.Suggest(XEducation.Leads(), new() { LeaveOut = leaveOut }).Value;
        output.WriteLine($"AUC {suggestion.Auc:0.0000}, full {suggestion.FullModelAuc:0.0000}, base {suggestion.BaseRate:0.000}");
        output.WriteLine(suggestion.Definition.ToJson(indented: false));
        foreach (var suspect in suggestion.SuspectedLeakage) output.WriteLine(suspect.ToString());
        Assert.InRange(suggestion.Definition.Criteria.Count, 1, 10);
        Assert.True(suggestion.Auc >= wanted, $"{suggestion.Auc:0.0000}");
        Assert.True(suggestion.FullModelAuc >= fullWanted, $"{suggestion.FullModelAuc:0.0000}");
    }

    private static List<HistoricLead> Synthetic(int count)
    {
        var random = new Random(7);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                var size = random.Next(1, 1000);
                var sector = (string[])["software", "banking", "retail", "farming"];
                var s = sector[random.Next(4)];
                var score = (size > 500 ? 1.5 : -1) + (s == "software" ? 1.2 : s == "retail" ? -1 : 0);
                var known = random.Next(5) > 0;
                return new HistoricLead(
                    new LeadFacts(Now, attributes: AttributeSet.Of(("size", known ? AttributeValue.Number(size) : default), ("sector", AttributeValue.Text(s)))),
                    new HistoricOutcome(random.NextDouble() < 1 / (1 + Math.Exp(-score))));
            }),
        ];
    }
}
