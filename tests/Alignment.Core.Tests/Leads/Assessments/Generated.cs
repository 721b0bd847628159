using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Assessments;

/// <summary>Definitions and leads made at random, in minutes rather than months so that every second can be probed.</summary>
internal static class Generated
{
    public static readonly Instant Start = Instant.FromUtc(2026, 3, 1, 0, 0);
    public static readonly string[] Types = ["view", "call", "mail", "trial", "bye"];

    public sealed record Case(LeadDefinition Definition, LeadFacts Facts, Instant AsOf);

    public static Gen<Case> Cases(bool withResets = true) =>
        from definition in Definitions(withResets)
        from facts in Leads()
        from milliseconds in Gen.Choose(0, 900_000)
        from whole in Gen.Elements(true, true, false)
        select new Case(definition, facts, Start + Duration.FromMilliseconds(whole ? milliseconds / 1000 * 1000 : milliseconds));

    /// <summary>Rewards and penalties that fade at different rates, so that sums rise and fall and cross a threshold more than once.</summary>
    public static Gen<Case> MixedDecay() =>
        from terms in Gen.Choose(2, 4).SelectMany(n => Gen.ListOf(
            from points in Gen.Choose(-400, 400)
            from halfLife in Gen.Elements(15, 40, 100, 250, 700)
            select (Points: points / 10.0, HalfLife: halfLife), n))
        from threshold in Gen.Choose(-60, 120)
        from seconds in Gen.Choose(0, 300)
        select new Case(
            LeadDefinition.Create("mixed", new(threshold / 10.0), terms.Select((t, i) => new EngagementCriterion($"c{i}", new([$"t{i}"]))
            {
                Points = t.Points, HalfLife = Duration.FromSeconds(t.HalfLife),
            })).Value,
            new LeadFacts(Start, engagements: terms.Select((_, i) => new Engagement(Start, $"t{i}", i + 1))),
            Start + Duration.FromSeconds(seconds));

    public static Gen<LeadDefinition> Definitions(bool withResets = true) =>
        from criteria in Gen.ListOf(Criteria(withResets), 6)
        from total in Gen.Choose(-5, 40)
        from fit in Gen.Elements<double?>(null, null, 5)
        from interest in Gen.Elements<double?>(null, null, 3, 10)
        select LeadDefinition.Create("generated", new(total, fit, interest), criteria.Select((c, i) => Renamed(c, $"c{i}"))).Value;

    public static Gen<LeadFacts> Leads() =>
        from created in Gen.Choose(-600, 400)
        from engagements in Gen.Choose(0, 14).SelectMany(n => Gen.ListOf(Engagements(), n))
        from size in Gen.Elements(AttributeValue.Number(3), AttributeValue.Number(700), AttributeValue.Text("many"), default)
        from sector in Gen.Elements(AttributeValue.Text(" Soft ware"), AttributeValue.Text("banking"), default)
        from persona in Gen.Elements<string?>("cio", "dev", null)
        from milestones in Gen.Choose(0, 2).SelectMany(n => Gen.ListOf(
            from at in Gen.Choose(-300, 900)
            from kind in Gen.Elements(LeadMilestoneKind.HandedOff, LeadMilestoneKind.Recycled)
            select new LeadMilestone(kind, Start + Duration.FromSeconds(at)), n))
        select new LeadFacts(
            Start + Duration.FromSeconds(created), persona, AttributeSet.Of(("size", size), ("sector", sector)),
            engagements.Select((e, i) => e(i + 1)), milestones);

    private static Gen<Func<int, Engagement>> Engagements() =>
        from second in Gen.OneOf(Gen.Choose(-300, 900), Gen.Choose(-10, 30).Select(n => n * 30))
        from type in Gen.Elements(Types[0], Types[0], Types[1], Types[1], Types[2], Types[3], Types[4])
        from stage in Gen.Elements<string?>(null, null, "awareness", "decision", "nirvana")
        from content in Gen.Elements<string?>(null, "guide")
        from minutes in Gen.Choose(0, 6)
        select (Func<int, Engagement>)(position => new Engagement(
            Start + Duration.FromSeconds(second), type, position, content, stage, content is null ? null : ["consideration"],
            properties: AttributeSet.Of(("minutes", AttributeValue.Number(minutes)))));

    private static Gen<Criterion> Criteria(bool withResets)
    {
        var types = Gen.SubListOf(Types).Where(t => t.Count > 0).Select(t => ValueList.From(t));
        var filters =
            from named in Gen.OneOf(types.Select(t => (ValueList<string>?)t), Gen.Constant<ValueList<string>?>(null))
            from contents in Gen.Elements<ValueList<string>?>(null, null, null, ["guide"])
            from stages in Gen.Elements<ValueList<string>?>(null, null, null, ["consideration", "decision"])
            from minutes in Gen.Elements<ValueList<AttributeCondition>?>(
                null, null, [new("minutes", ComparisonOperator.AtLeast, [AttributeValue.Number(3)])])
            select new EngagementFilter(named, contents, stages, minutes);
        // Many on a grid, so that edges are met exactly.
        var spans = Gen.OneOf(Gen.Choose(1, 600), Gen.Choose(1, 20).Select(n => n * 30)).Select(s => Duration.FromSeconds(s));
        var maybe = Gen.OneOf(spans.Select(s => (Duration?)s), Gen.Constant<Duration?>(null));
        var points = Gen.Elements(-20, -7.5, -1, 1, 2.5, 10, 10, 30);
        var limits = Gen.OneOf(
            Gen.Constant<EngagementLimit?>(null), Gen.Constant<EngagementLimit?>(EngagementLimit.Once),
            spans.Select(s => (EngagementLimit?)EngagementLimit.OneEvery(s)));
        Gen<Criterion> engagement =
            from f in filters from p in points from h in maybe from w in maybe from l in limits
            from cap in Gen.Elements<double?>(null, null, 0, 12, 25) from n in Gen.Elements(1, 1, 1, 2, 3)
            select (Criterion)new EngagementCriterion("e", f) { Points = p, HalfLife = h, Within = w, Limit = l, Cap = cap, MinCount = n };
        Gen<Criterion> burst =
            from f in filters from p in points from h in maybe from w in maybe from s in spans from n in Gen.Choose(1, 3)
            select (Criterion)new BurstCriterion("b", f, n, s) { Points = p, HalfLife = h, Within = w };
        Gen<Criterion> sequence =
            from a in types from b in types from p in points from h in maybe from w in maybe from s in spans
            select (Criterion)new SequenceCriterion("s", a, b, s) { Points = p, HalfLife = h, Within = w };
        Gen<Criterion> inactivity =
            from f in filters from p in points from s in spans
            select (Criterion)new InactivityCriterion("i", f, s) { Points = p };
        Gen<Criterion> attribute =
            from p in points
            from condition in Gen.Elements(
                new AttributeCondition("size", ComparisonOperator.AtLeast, [AttributeValue.Number(5)]),
                new AttributeCondition("sector", ComparisonOperator.OneOf, [AttributeValue.Text("SOFT WARE"), AttributeValue.Text("x")]),
                new AttributeCondition("sector", ComparisonOperator.Missing, []))
            select (Criterion)new AttributeCriterion("a", condition) { Points = p };
        Gen<Criterion> others = Gen.Elements<Criterion>(
            new PersonaCriterion("p", ["cio"]) { Points = 5 },
            new HistoryCriterion("h", LeadMilestoneKind.Recycled) { Points = 4 },
            new StageCriterion("st", "consideration") { Points = 6 },
            withResets ? new ResetCriterion("r", new(["bye"])) : new PersonaCriterion("p", ["dev"]));
        var kinds = Gen.Frequency((5, engagement), (2, burst), (2, sequence), (2, inactivity), (2, attribute), (2, others));
        return from criterion in kinds
               from role in Gen.Frequency((6, Gen.Constant(CriterionRole.Score)), (1, Gen.Constant(CriterionRole.Require)), (1, Gen.Constant(CriterionRole.Exclude)))
               from other in Gen.Elements(false, false, true)
               select criterion is ResetCriterion
                   ? criterion
                   : criterion with { Role = role, Dimension = other ? Other(criterion.Dimension) : criterion.Dimension };
    }

    private static Dimension Other(Dimension dimension) => dimension == Dimension.Fit ? Dimension.Interest : Dimension.Fit;

    private static Criterion Renamed(Criterion c, string key) => c switch
    {
        AttributeCriterion x => new AttributeCriterion(key, x.Condition) { Points = c.Points, Role = c.Role, Dimension = c.Dimension },
        PersonaCriterion x => new PersonaCriterion(key, x.Personas) { Points = c.Points, Role = c.Role, Dimension = c.Dimension },
        HistoryCriterion x => new HistoryCriterion(key, x.Event, x.AtLeast) { Points = c.Points, Role = c.Role, Dimension = c.Dimension },
        StageCriterion x => new StageCriterion(key, x.AtLeast) { Points = c.Points, Role = c.Role, Dimension = c.Dimension },
        ResetCriterion x => new ResetCriterion(key, x.Filter),
        InactivityCriterion x => new InactivityCriterion(key, x.Filter, x.For) { Points = c.Points, Role = c.Role, Dimension = c.Dimension },
        BurstCriterion x => new BurstCriterion(key, x.Filter, x.Count, x.Span)
        {
            Points = c.Points, Role = c.Role, Dimension = c.Dimension, HalfLife = x.HalfLife, Within = x.Within,
        },
        SequenceCriterion x => new SequenceCriterion(key, x.First, x.Then, x.Span)
        {
            Points = c.Points, Role = c.Role, Dimension = c.Dimension, HalfLife = x.HalfLife, Within = x.Within,
        },
        EngagementCriterion x => new EngagementCriterion(key, x.Filter)
        {
            Points = c.Points, Role = c.Role, Dimension = c.Dimension, HalfLife = x.HalfLife, Within = x.Within, Limit = x.Limit, Cap = x.Cap,
            MinCount = x.MinCount,
        },
        _ => throw new InvalidOperationException(c.Kind),
    };
}
