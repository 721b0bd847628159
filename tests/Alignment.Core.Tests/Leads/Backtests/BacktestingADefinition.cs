using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Tests.Leads.Assessments;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Backtests;

public class BacktestingADefinition
{
    private static readonly Instant Start = Instant.FromUtc(2026, 1, 1, 0, 0);
    private static readonly LeadAssessor Assessor = LeadDefinition.Create("calls", new(Total: 20), [new EngagementCriterion("call", new(["call"])) { Points = 10 }]).Value.Compile();
    private static readonly LeadAssessor Eager = LeadDefinition.Create("calls", new(Total: 10), [new EngagementCriterion("call", new(["call"])) { Points = 10 }]).Value.Compile();

    [Fact]
    public void WhenAnyLeadIsTested_ThenItIsHandedOffAtTheFirstSecondAtWhichTheDecisionIsHandOff() =>
        Prop.ForAll((from c in Generated.Cases() from end in Gen.Choose(0, 900) select (c, Generated.Start + Duration.FromSeconds(end))).ToArbitrary(), x =>
        {
            var (c, end) = x;
            Instant? expected = null;
            for (var at = c.Facts.CreatedAt; at <= end && expected is null; at += Duration.FromSeconds(1))
                if (new SlowAssessment(c.Definition, c.Facts, at).Decision == Decision.HandOff) expected = at;
            var tested = Backtester.Test(c.Definition.Compile(), BacktestPeriod.Until(end), new(c.Facts));
            Assert.Equal(expected, tested.HandedOffAt);
            Assert.Equal(expected is not null, tested.HandedOff);
            Assert.Equal(new SlowAssessment(c.Definition, c.Facts, end).Total, tested.Total, 1e-9);
        }).Check(Trials.Of(250));

    [Fact]
    public void WhenLeadsAreBacktested_ThenEveryCountAndFigureIsWhatASpreadsheetGives()
    {
        HistoricLead[] leads =
        [
            Lead(0, [1, 2], won: true, outcome: 12, "cio", "web"),      // handed off on day 2, won on day 12: 10 days
            Lead(1, [1, 3], won: false, outcome: 7, "cio", "web"),      // handed off on day 4, lost on day 8: wasted, 4 days
            Lead(2, [1, 5], won: null, outcome: null, null, "fair"),    // handed off on day 7, never won: wasted
            Lead(3, [1], won: true, outcome: 9, null, "fair"),          // won without: missed
            Lead(4, [1, 20], won: true, outcome: 9, "cio", null),       // the second call came after it was won: missed
            Lead(14, [], won: null, outcome: null, "dev", "web"),
            Lead(5, [0, 0], won: true, outcome: 500, "dev", "web"),     // won after the test: never won, wasted
            Lead(-1, [0, 0], won: true, outcome: 2, "dev", "web"),      // created before the period
        ];
        var seen = new List<BacktestedLead>();
        var report = Backtester.Run(Assessor, BacktestPeriod.Between(Start, Day(100)), leads, seen.Add);

        Assert.Equal(7, seen.Count);
        Assert.Equal(Day(2), seen[0].HandedOffAt);
        var all = report.Overall;
        Assert.Equal((7, 4, 1, 3, 2), (all.Leads, all.HandedOff, all.Won, all.Wasted, all.Missed));
        Assert.Equal(1 / 4.0, all.Precision);
        Assert.Equal(1 / 3.0, all.Recall!.Value, 1e-12);
        Assert.Equal(1 / 4.0 / (3 / 7.0), all.Lift!.Value, 1e-12);
        Assert.Equal(4 / 2.0, all.PerWeek!.Value, 1e-12);
        Assert.Equal(7, all.MedianDaysToOutcome!.Value, 1e-12);

        // Totals: won 20, 10, 10; others 20, 20, 0, 20. Of 12 pairs: 20 ties three and beats one; each 10 beats one.
        Assert.Equal((1.5 + 1 + 1 + 1) / 12, all.Auc!.Value, 1e-12);
        Assert.Equal(["cio", null, "dev"], report.ByPersona.Select(s => s.Name));
        Assert.Equal([3, 2, 2], report.ByPersona.Select(s => s.Figures.Leads));
        Assert.Equal(["web", "fair", null], report.BySource.Select(s => s.Name));
        Assert.Equal((3, 2), (report.BySource[0].Figures.HandedOff, report.BySource[0].Figures.Wasted));
    }

    [Fact]
    public void WhenTwoDefinitionsAreCompared_ThenItIsSaidWhoIsGainedAndLostAndWhatItDoes()
    {
        HistoricLead[] leads =
        [
            Lead(0, [1, 2], won: true, outcome: 12), Lead(1, [1], won: true, outcome: 7), Lead(2, [1], won: null, outcome: null), Lead(3, [], won: true, outcome: 9),
        ];
        var comparison = Backtester.Compare(Assessor, Eager, BacktestPeriod.Until(Day(100)), leads);
        Assert.Equal((2, 1, 0, 0), (comparison.Gained, comparison.GainedWon, comparison.Lost, comparison.LostWon));
        Assert.Equal((1, -1), (comparison.MoreWasted, comparison.MoreMissed));
        var back = Backtester.Compare(Eager, Assessor, BacktestPeriod.Until(Day(100)), leads);
        Assert.Equal((0, 0, 2, 1), (back.Gained, back.GainedWon, back.Lost, back.LostWon));
    }

    [Fact]
    public void WhenTheHistoryHasNoTimes_ThenEachLeadIsAssessedOnceAtTheEnd()
    {
        HistoricLead[] leads = [new(Lead(0, [1, 2], null, null).Facts, new(true)), new(Lead(0, [1], null, null).Facts, new(false)), new(Lead(0, [3], null, null).Facts, new(true))];
        var report = Backtester.Run(Assessor, BacktestPeriod.WithoutTimes(Day(50)), leads);
        Assert.Equal((3, 1, 1, 0, 1), (report.Overall.Leads, report.Overall.HandedOff, report.Overall.Won, report.Overall.Wasted, report.Overall.Missed));
        Assert.Null(report.Overall.PerWeek);
        Assert.Null(report.Overall.MedianDaysToOutcome);
        Assert.Equal(0.75, report.Overall.Auc);
    }

    [Fact]
    public void WhenALeadWasWonBeforeItsFirstContact_ThenItIsMissed()
    {
        var tested = Backtester.Test(Assessor, BacktestPeriod.Until(Day(100)), Lead(10, [0, 0], won: true, outcome: -3));
        Assert.False(tested.HandedOff);
        Assert.True(tested.Won);
    }

    [Fact]
    public void WhenScoresAreRanked_ThenTheAreaIsTheShareOfPairsRankedRightTiesHalf() => Prop.ForAll(
        Gen.ListOf(from score in Gen.Choose(0, 5) from positive in Gen.Elements(true, false) select (score / 10.0, positive), 30).ToArbitrary(), rows =>
        {
            var pairs = rows.Where(r => r.positive).SelectMany(_ => rows.Where(r => !r.positive), (p, n) => p.Item1 > n.Item1 ? 1 : p.Item1 == n.Item1 ? 0.5 : 0).ToList();
            var area = RocCurve.Area([.. rows.Select(r => r.Item1)], [.. rows.Select(r => r.positive)]);
            if (pairs.Count == 0) Assert.Null(area);
            else Assert.Equal(pairs.Average(), area!.Value, 1e-9);
        }).Check(Trials.Of(100));

    private static Instant Day(int day) => Start + Duration.FromDays(day);

    // Days of calls and of the outcome count from the lead's creation.
    private static HistoricLead Lead(int created, int[] calls, bool? won, int? outcome, string? persona = null, string? source = null) => new(
        new LeadFacts(Day(created), persona, engagements: calls.Select((d, i) => new Engagement(Day(created + d), "call", i + 1))),
        won is { } w ? new HistoricOutcome(w, outcome is { } at ? Day(created + at) : null) : null, source);
}
