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
    private readonly Step[] steps;
    private readonly CompiledCondition[] conditions;
    private readonly int[] conditionSlots;
    private readonly SlotMap attributes;
    private readonly EngagementRule[] rules;
    private readonly EngagementRule[] resets;
    private readonly TypeDispatch dispatch;
    private readonly Dictionary<Journey, StageReader> readers;
    private readonly bool readsStages;

    internal LeadAssessor(LeadDefinition definition, JourneysByPersona journeys, StageReadingPolicy policy)
    {
        Definition = definition;
        Journeys = journeys;
        readers = journeys.All.ToDictionary(j => j, j => new StageReader(j, policy));
        var names = definition.Criteria.OfType<AttributeCriterion>().Select(c => c.Condition.Attribute).Distinct(StringComparer.Ordinal).ToArray();
        attributes = new(names);
        var (tests, slots, overLog) = (new List<CompiledCondition>(), new List<int>(), new List<EngagementRule>());
        steps = new Step[definition.Criteria.Count];
        for (var i = 0; i < steps.Length; i++)
        {
            var criterion = definition.Criteria[i];
            var index = -1;
            if (criterion is AttributeCriterion { Condition: var condition })
            {
                index = tests.Count;
                tests.Add(new(condition));
                slots.Add(Array.IndexOf(names, condition.Attribute));
            }
            else if (EngagementRule.Of(criterion, overLog.Count) is { } rule)
            {
                index = overLog.Count;
                overLog.Add(rule);
            }

            steps[i] = new(criterion, index);
        }

        conditions = [.. tests];
        conditionSlots = [.. slots];
        rules = [.. overLog];
        resets = [.. overLog.Where(r => r.Kind == RuleKind.Reset)];
        dispatch = new(overLog);
        readsStages = steps.Any(s => s.Kind == StepKind.Stage);
        rates = RatesOf(rules);
        CanQualifyUnaided = steps.Any(RisesByItself);
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
        var outcomes = new CriterionOutcome[steps.Length];
        var verdict = Judge(facts, StageReader.Visible(facts.Log, now), now, now, outcomes);
        return new(this, facts, now, verdict, outcomes);
    }

    internal Criterion CriterionAt(int index) => steps[index].Criterion;

    internal int CriterionCount => steps.Length;

    /// <summary>The decision and the sums at a moment.</summary>
    internal readonly record struct Verdict(Decision Decision, double Fit, double Interest)
    {
        public double Total => Fit + Interest;
    }

    private enum StepKind : byte
    {
        Attribute,
        Log,
        Persona,
        Stage,
        History,
    }

    /// <summary>A criterion made ready, in the definition's order.</summary>
    private readonly struct Step(Criterion criterion, int index)
    {
        public readonly Criterion Criterion = criterion;
        public readonly double Points = criterion.Points;

        /// <summary>Its place among the conditions or the rules over the log.</summary>
        public readonly int Index = index;

        public readonly CriterionRole Role = criterion.Role;
        public readonly bool IsFit = criterion.Dimension == Dimension.Fit;
        public readonly StepKind Kind = criterion switch
        {
            AttributeCriterion => StepKind.Attribute,
            PersonaCriterion => StepKind.Persona,
            StageCriterion => StepKind.Stage,
            HistoryCriterion => StepKind.History,
            _ => StepKind.Log,
        };
    }
}
