using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    private const int FewEnoughForTheStack = 32;

    /// <summary>Judges what was visible by a moment, at that moment or a later one at which nothing new is known.</summary>
    /// <param name="facts">The lead.</param>
    /// <param name="visible">The part of its log that is known.</param>
    /// <param name="known">Up to when history is known.</param>
    /// <param name="now">The moment of judgement.</param>
    /// <param name="outcomes">Where to put the outcome of each criterion.</param>
    private Verdict Judge(LeadFacts facts, ReadOnlySpan<Engagement> visible, long known, long now, Span<CriterionOutcome> outcomes)
    {
        var states = rules.Length <= FewEnoughForTheStack ? stackalloc RuleState[rules.Length] : new RuleState[rules.Length];
        if (rules.Length > 0) PassOverLog(visible, now, states);
        var slots = attributes.For(facts.Attributes.Shape);
        var values = facts.Attributes.Values;
        var position = readsStages ? StagesFor(facts.PersonaKey).Position(visible, now) : -1;
        var (fit, interest, excluded, lacking) = (0.0, 0.0, false, false);
        for (var i = 0; i < steps.Length; i++)
        {
            ref readonly var step = ref steps[i];
            ref var outcome = ref outcomes[i];
            outcome.Counted = CriterionOutcome.NotCounted;
            switch (step.Kind)
            {
                case StepKind.Attribute:
                    var slot = slots[conditionSlots[step.Index]];
                    var value = slot < 0 ? default : values[slot];
                    var condition = conditions[step.Index];
                    if (condition.Meets(value)) Meet(ref outcome, step.Points);
                    else if (slot >= 0 && !condition.CanCompare(value)) outcome.Remarks = (short)CriterionRemarks.NotComparable;
                    break;
                case StepKind.Log:
                    Conclude(rules[step.Index], in states[step.Index], facts.CreatedMoment, now, ref outcome);
                    break;
                case StepKind.Persona:
                    if (facts.PersonaKey is { } persona && Lists(((PersonaCriterion)step.Criterion).Personas, persona)) Meet(ref outcome, step.Points);
                    break;
                case StepKind.Stage:
                    var needed = Journeys.For(facts.PersonaKey).IndexOf(((StageCriterion)step.Criterion).AtLeast);
                    if (needed >= 0 && position >= needed) Meet(ref outcome, step.Points);
                    break;
                default:
                    var history = (HistoryCriterion)step.Criterion;
                    outcome.Counted = CountPast(facts.Past, history.Event, known);
                    if (outcome.Counted >= history.AtLeast) Meet(ref outcome, step.Points);
                    break;
            }

            if (step.IsFit) fit += outcome.Points;
            else interest += outcome.Points;
            if (step.Role == CriterionRole.Score) continue;
            if (step.Role == CriterionRole.Exclude) excluded |= outcome.Met;
            else lacking |= !outcome.Met;
        }

        return new(Decide(excluded, lacking, fit, interest), fit, interest);
    }

    private Decision Decide(bool excluded, bool lacking, double fit, double interest) =>
        excluded ? Decision.Disqualify
        : !lacking && Reaches(fit + interest, Definition.HandOff.Total) && Reaches(fit, Definition.HandOff.Fit)
            && Reaches(interest, Definition.HandOff.Interest) ? Decision.HandOff
        : Decision.Nurture;

    internal static bool Reaches(double sum, double? threshold) => threshold is not { } t || sum >= t - HandOffThresholds.Tolerance;

    private static void Meet(ref CriterionOutcome outcome, double points)
    {
        outcome.Met = true;
        outcome.Points = points;
    }

    private static void Conclude(EngagementRule rule, in RuleState state, long created, long now, ref CriterionOutcome outcome)
    {
        outcome.Remarks = state.Remarks;
        switch (rule.Kind)
        {
            case RuleKind.Engagement:
                outcome.Counted = state.Counted;
                if (state.Counted < rule.Count)
                {
                    if (state.Counted > 0) outcome.Remarks |= (short)CriterionRemarks.TooFew;
                    break;
                }

                var points = rule.Points * (rule.Rate == 0 ? state.Counted : state.Weight);
                if (Math.Abs(points) > rule.Cap)
                {
                    points = Math.CopySign(rule.Cap, points);
                    outcome.Remarks |= (short)CriterionRemarks.Capped;
                }

                Meet(ref outcome, points);
                break;
            case RuleKind.Burst or RuleKind.Sequence:
                if (!state.Any) break;
                if (rule.IsOut(state.Last, now)) outcome.Remarks |= (short)CriterionRemarks.OutOfWindow;
                else Meet(ref outcome, rule.Points * rule.Fading(now - state.Last));
                break;
            case RuleKind.Inactivity:
                if (created <= now - rule.Span && (!state.Any || state.Last <= now - rule.Span)) Meet(ref outcome, rule.Points);
                break;
        }
    }

    private static bool Lists(ValueList<string> keys, string key)
    {
        for (var i = 0; i < keys.Count; i++)
            if (keys[i] == key) return true;
        return false;
    }

    private static int CountPast(ReadOnlySpan<LeadMilestone> past, LeadMilestoneKind kind, long known)
    {
        var count = 0;
        foreach (var milestone in past)
            if (milestone.Kind == kind && Moment.Of(milestone.At) <= known) count++;
        return count;
    }
}
