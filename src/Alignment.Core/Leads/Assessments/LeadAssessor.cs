using Alignment.Core.Journeys;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>
/// A definition made ready to judge leads. Immutable and safe to use from many threads; make it once and keep it. Judging
/// allocates nothing beyond the assessment.
/// </summary>
public sealed partial class LeadAssessor
{
    private readonly Criterion[] criteria;
    private readonly int[] ofFit;
    private readonly int[] ofInterest;
    private readonly int[] requirements;
    private readonly int[] exclusions;
    private readonly AttributeTest[] ranges;
    private readonly AttributeTest[] memberships;
    private readonly AttributeTest[] conditions;
    private readonly EngagementRule?[] ruleByStep;
    private readonly int[] others;
    private readonly SlotMap attributes;
    private readonly EngagementRule[] rules;
    private readonly EngagementRule[] resets;

    // Rules for which any engagement at all is activity; the last one decides.
    private readonly EngagementRule[] quietRules;
    private readonly double totalNeeded;
    private readonly double fitNeeded;
    private readonly double interestNeeded;
    private readonly TypeDispatch dispatch;
    private readonly Dictionary<Journey, StageReader> readers;

    internal LeadAssessor(LeadDefinition definition, JourneysByPersona journeys, StageReadingPolicy policy)
    {
        Definition = definition;
        Journeys = journeys;
        readers = journeys.All.ToDictionary(j => j, j => new StageReader(j, policy));
        var names = definition.Criteria.OfType<AttributeCriterion>().Select(c => c.Condition.Attribute).Distinct(StringComparer.Ordinal).ToArray();
        attributes = new(names);
        criteria = [.. definition.Criteria];
        // Resets give nothing, ever.
        ofFit = Where(c => c is not ResetCriterion && c.Dimension == Dimension.Fit);
        ofInterest = Where(c => c is not ResetCriterion && c.Dimension == Dimension.Interest);
        requirements = Where(c => c.Role == CriterionRole.Require);
        exclusions = Where(c => c.Role == CriterionRole.Exclude);
        others = Where(c => c is PersonaCriterion or StageCriterion or HistoryCriterion);
        var tests = Where(c => c is AttributeCriterion).Select(i => new AttributeTest((AttributeCriterion)criteria[i], i, names)).ToList();
        ranges = [.. tests.Where(t => t.Condition.IsRangeOfNumbers)];
        memberships = [.. tests.Where(t => t.Condition.IsMembership)];
        conditions = [.. tests.Where(t => !t.Condition.IsRangeOfNumbers && !t.Condition.IsMembership)];
        var overLog = new List<EngagementRule>();
        ruleByStep = new EngagementRule?[criteria.Length];
        for (var i = 0; i < criteria.Length; i++)
            if (EngagementRule.Of(criteria[i], overLog.Count, i) is { } rule) overLog.Add(ruleByStep[i] = rule);
        rules = [.. overLog];
        quietRules = [.. overLog.Where(r => r is { Kind: RuleKind.Inactivity, Types: null, Filter: null })];
        resets = [.. overLog.Where(r => r.Kind == RuleKind.Reset)];
        dispatch = new([.. overLog.Where(r => r.Kind != RuleKind.Reset && !quietRules.Contains(r))]);
        rates = RatesOf(rules);
        totalNeeded = (definition.HandOff.Total ?? double.NegativeInfinity) - HandOffThresholds.Tolerance;
        fitNeeded = (definition.HandOff.Fit ?? double.NegativeInfinity) - HandOffThresholds.Tolerance;
        interestNeeded = (definition.HandOff.Interest ?? double.NegativeInfinity) - HandOffThresholds.Tolerance;
        CanQualifyUnaided = criteria.Any(RisesByItself);
    }

    /// <summary>The definition it judges by.</summary>
    public LeadDefinition Definition { get; }

    /// <summary>Which leads are on which journey.</summary>
    public JourneysByPersona Journeys { get; }

    /// <summary>The reader of stages for a lead's journey.</summary>
    /// <param name="personaKey">The key of the lead's persona, if it has one.</param>
    public StageReader StagesFor(string? personaKey) => readers[Journeys.For(personaKey)];

    /// <summary>Judges a lead.</summary>
    /// <param name="facts">The lead. Attributes and persona are judged as they are, whatever the instant.</param>
    /// <param name="asOf">The instant of assessment, cut down to microseconds; what happened later does not exist.</param>
    public Assessment Assess(LeadFacts facts, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var now = Moment.Of(asOf);
        var outcomes = new CriterionOutcome[criteria.Length];
        var verdict = Judge(facts, facts.LogUntil(now), now, now, outcomes);
        return new(this, facts, now, verdict, outcomes);
    }

    internal Criterion CriterionAt(int index) => criteria[index];

    internal int CriterionCount => criteria.Length;

    /// <summary>The decision and the sums at a moment.</summary>
    internal readonly record struct Verdict(Decision Decision, double Fit, double Interest)
    {
        public double Total => Fit + Interest;
    }

    private int[] Where(Func<Criterion, bool> which) => [.. Enumerable.Range(0, criteria.Length).Where(i => which(criteria[i]))];

    /// <summary>A criterion over an attribute made ready.</summary>
    private readonly struct AttributeTest
    {
        public readonly CompiledCondition Condition;
        public readonly double Points;
        public readonly double Low;
        public readonly double High;
        public readonly ulong Marks;

        /// <summary>The criterion's place in the definition.</summary>
        public readonly int Step;

        /// <summary>The place of the attribute's name among the names looked at.</summary>
        public readonly int Name;

        public AttributeTest(AttributeCriterion criterion, int step, string[] names)
        {
            Condition = new(criterion.Condition);
            (Points, Low, High, Marks) = (criterion.Points, Condition.Low, Condition.High, Condition.Marks);
            (Step, Name) = (step, Array.IndexOf(names, criterion.Condition.Attribute));
        }
    }
}
