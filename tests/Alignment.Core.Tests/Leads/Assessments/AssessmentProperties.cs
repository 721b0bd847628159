using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Stories;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Assessments;

public class AssessmentProperties
{
    [Fact]
    public void WhenAnyLeadIsAssessed_ThenThePlainMeaningOfTheDefinitionAgrees() => Check(2000, Generated.Cases(), c =>
    {
        var assessment = c.Definition.Compile().Assess(c.Facts, c.AsOf);
        var plain = new SlowAssessment(c.Definition, c.Facts, c.AsOf);
        foreach (var (result, expected) in assessment.Criteria.Zip(plain.Results))
        {
            Assert.Equal((result.Key, expected.Result.Met), (result.Key, result.Met));
            Assert.Equal(expected.Result.Points, result.Points, 1e-9);
        }

        Assert.Equal(plain.Decision, assessment.Decision);
        Assert.Equal(plain.StagePosition, c.Definition.Compile().StagesFor(null).Read(c.Facts, c.AsOf).Stage.Position);
    });

    [Fact]
    public void WhenAnyLeadIsAssessed_ThenThePointsOfTheCriteriaAddUp() => Check(500, Generated.Cases(), c =>
    {
        var assessment = c.Definition.Compile().Assess(c.Facts, c.AsOf);
        Assert.Equal(assessment.Criteria.Sum(r => r.Points), assessment.Total, 1e-9);
        Assert.Equal(assessment.Criteria.Where(r => r.Criterion.Dimension == Dimension.Fit).Sum(r => r.Points), assessment.Fit, 1e-9);
        Assert.Equal(assessment.Total, assessment.Fit + assessment.Interest);
        Assert.All(assessment.Criteria, r => Assert.True(r.Met || r.Points == 0));
    });

    [Fact]
    public void WhenTimeAlonePasses_ThenTheDecisionFirstDiffersAtTheNextChange() => Check(400, Generated.Cases(), ProbeNextChange);

    [Fact]
    public void WhenRewardsAndPenaltiesFadeAtDifferentRates_ThenNoCrossingIsOverlooked() => Check(600, Generated.MixedDecay(), ProbeNextChange);

    private static void ProbeNextChange(Generated.Case c)
    {
        const int ProbedSeconds = 1500;
        var now = new SlowAssessment(c.Definition, c.Facts, c.AsOf).Decision;
        var change = c.Definition.Compile().Assess(c.Facts, c.AsOf).NextChange();
        var second = Instant.FromUnixTimeSeconds(c.AsOf.ToUnixTimeSeconds());
        for (var i = 0; i < ProbedSeconds; i++)
        {
            second += Duration.FromSeconds(1);
            if (second <= c.AsOf) continue;
            var then = new SlowAssessment(c.Definition, c.Facts, second, c.AsOf).Decision;
            if (then == now)
            {
                Assert.NotEqual(second, change);
                continue;
            }

            Assert.Equal(second, change);
            return;
        }

        Assert.True(change is null || change > second, $"nothing changes up to {second}, but {change} was named");
        if (change is { } later) Assert.NotEqual(now, new SlowAssessment(c.Definition, c.Facts, later, c.AsOf).Decision);
    }

    [Fact]
    public void WhenAnEngagementIsAdded_ThenACriterionThatOnlyRewardsNeverLosesPoints() => Check(500,
        from c in Generated.Cases(withResets: false)
        from second in Gen.Choose(-300, 900)
        from type in Gen.Elements(Generated.Types)
        select (c, new Engagement(Generated.Start + Duration.FromSeconds(second), type, 1000)), x =>
    {
        var (c, added) = x;
        var assessor = c.Definition.Compile();
        var before = assessor.Assess(c.Facts, c.AsOf);
        var after = assessor.Assess(With(c.Facts, added), c.AsOf);
        foreach (var (b, a) in before.Criteria.Zip(after.Criteria))
        {
            if (b.Criterion is EngagementCriterion { Points: > 0, Limit: null } or BurstCriterion { Points: > 0 } or SequenceCriterion { Points: > 0 })
                Assert.True(a.Points >= b.Points - 1e-9, $"{b} became {a}");
            if (b.Criterion is InactivityCriterion) Assert.True(b.Met || !a.Met);
        }
    });

    [Fact]
    public void WhenThereAreLimitsAndCaps_ThenTheyHold() => Check(1000, Generated.Cases(), c =>
    {
        foreach (var result in c.Definition.Compile().Assess(c.Facts, c.AsOf).Criteria)
        {
            if (result.Criterion is not EngagementCriterion criterion) continue;
            Assert.True(Math.Abs(result.Points) <= (criterion.Cap ?? double.MaxValue));
            var turns = result.Trace().Where(t => t.Verdict is TraceVerdict.Counted or TraceVerdict.OutOfWindow).Select(t => t.Engagement.At).ToList();
            var counted = result.Trace().Count(t => t.Verdict == TraceVerdict.Counted);
            Assert.Equal(result.Counted, counted);
            if (criterion.Limit is { } limit)
                Assert.All(turns.Zip(turns.Skip(1)), pair => Assert.True(limit.Every is { } every && pair.Second - pair.First >= every));
            if (result.Met && !result.Remarks.HasFlag(CriterionRemarks.Capped))
                Assert.Equal(result.Trace().Sum(t => t.Points), result.Points, 1e-9);
        }
    });

    [Fact]
    public void WhenAResetHappens_ThenWhatCameBeforeItMightAsWellNotHaveBeen() => Check(1000, Generated.Cases(), c =>
    {
        var resets = c.Definition.Criteria.OfType<ResetCriterion>().ToList();
        if (resets.Count == 0) return;
        var bye = c.Facts.Engagements.Where(e => e.Type == "bye" && e.At <= c.AsOf).Select(e => e.At).DefaultIfEmpty(Instant.MinValue).Max();
        var assessor = c.Definition.Compile();
        var whole = assessor.Assess(c.Facts, c.AsOf);
        var rest = assessor.Assess(With(c.Facts, [.. c.Facts.Engagements.Where(e => e.At > bye)]), c.AsOf);
        foreach (var (a, b) in whole.Criteria.Zip(rest.Criteria))
        {
            if (a.Criterion is EngagementCriterion or BurstCriterion or SequenceCriterion) Assert.Equal(b.Points, a.Points, 1e-9);
            if (a.Criterion is ResetCriterion) Assert.Equal((false, 0.0), (a.Met, a.Points));
        }
    });

    [Fact]
    public void WhenThePastReadingsAreToldOneByOne_ThenEachIsWhatWouldHaveBeenReadThen() => Check(500,
        from facts in Generated.Leads() from days in Gen.Choose(0, 200) select (facts, Generated.Start + Duration.FromDays(days)), x =>
    {
        var (facts, asOf) = x;
        var reader = new StageReader(Journey.Default);
        var spells = reader.Spells(facts, asOf);
        Assert.All(spells.Zip(spells.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        Assert.All(spells.Zip(spells.Skip(1)), pair => Assert.NotEqual(pair.First.Stage.Key, pair.Second.Stage.Key));
        foreach (var spell in spells)
        {
            Assert.Equal(spell.Stage.Key, reader.Read(facts, spell.From).Stage.Key);
            var last = (spell.Until ?? asOf) - (spell.Until is null ? Duration.Zero : Duration.FromTicks(20));
            if (last >= spell.From) Assert.Equal(spell.Stage.Key, reader.Read(facts, last).Stage.Key);
        }
    });

    [Fact]
    public void WhenContentComes_ThenWhereTheLeadStoodIsWhatWouldHaveBeenReadAMomentBefore() => Check(500,
        from facts in Generated.Leads() from hours in Gen.ListOf(Gen.Choose(-20, 4800), 12) select (facts, hours), x =>
    {
        var (facts, hours) = x;
        var reader = new StageReader(Journey.Default);
        var asset = ContentAsset.Publish("web", "/guide", new ContentDescription { Title = "Guide", Format = "eBook" }, Generated.Start).Value;
        Received[] received = [.. hours.Select(hour => new Received(Generated.Start + Duration.FromHours(hour), asset)), .. facts.Engagements.Select(entry => new Received(entry.At, asset))];
        var spells = reader.Spells(facts, Generated.Start + Duration.FromDays(300));
        foreach (var step in spells.Placed(received))
        {
            var before = step.At - Duration.FromTicks(10);
            if (spells.Count == 0 || before < spells[0].From) Assert.Null(step.StoodAt);
            else Assert.Equal(reader.Read(facts, before).Stage.Key, step.StoodAt);
            Assert.Equal(spells.Any(spell => spell.From <= before && step.StoodAt is { } stood && spell.Stage.Position > Journey.Default.IndexOf(stood)), step.WentBack);
        }
    });

    private static LeadFacts With(LeadFacts facts, Engagement added) => With(facts, [.. facts.Engagements, added]);

    private static LeadFacts With(LeadFacts facts, IEnumerable<Engagement> engagements) =>
        new(facts.CreatedAt, facts.PersonaKey, facts.Attributes, engagements, facts.Milestones);

    private static void Check<T>(int times, Gen<T> gen, Action<T> body) =>
        Prop.ForAll(gen.ToArbitrary(), body).Check(Trials.Of(times));
}
