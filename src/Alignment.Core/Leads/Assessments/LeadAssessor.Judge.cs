using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    private const int FewEnoughForTheStack = 32;
    private static readonly AttributeValue Absent;

    /// <summary>Judges what was visible by a moment, at that moment or a later one at which nothing new is known.</summary>
    /// <param name="facts">The lead.</param>
    /// <param name="visible">The part of its log that is known.</param>
    /// <param name="known">Up to when history is known.</param>
    /// <param name="now">The moment of judgement.</param>
    /// <param name="outcomes">Where to put the outcome of each criterion.</param>
    private Verdict Judge(LeadFacts facts, in VisibleLog visible, long known, long now, Span<CriterionOutcome> outcomes)
    {
        var states = rules.Length <= FewEnoughForTheStack ? stackalloc RuleState[rules.Length] : new RuleState[rules.Length];
        if (rules.Length > 0) PassOverLog(visible, now, states);
        TestAttributes(facts.Attributes, outcomes);
        foreach (var rule in rules) Conclude(rule, in states[rule.Index], facts.CreatedMoment, now, ref outcomes[rule.Step]);
        if (others.Length > 0) JudgeOthers(facts, visible, known, now, outcomes);
        var (fit, interest) = (0.0, 0.0);
        foreach (var i in ofFit) fit += outcomes[i].Points;
        foreach (var i in ofInterest) interest += outcomes[i].Points;
        return new(Decide(outcomes, fit, interest), fit, interest);
    }

    // Tests of one form follow each other, so that the processor finds the same way through each.
    private void TestAttributes(AttributeSet set, Span<CriterionOutcome> outcomes)
    {
        var slots = attributes.For(set.Shape);
        var values = set.Values;
        foreach (ref readonly var test in ranges.AsSpan())
        {
            var slot = slots[test.Name];
            if (slot < 0) continue;
            ref readonly var value = ref values[slot];
            ref var outcome = ref outcomes[test.Step];
            if (!value.IsNumber)
            {
                if (!test.Condition.CanCompare(value)) outcome.Remarks = (short)CriterionRemarks.NotComparable;
                continue;
            }

            var number = value.NumberOrZero;
            outcome.MeetIf((number >= test.Low) & (number <= test.High), test.Points);
        }

        foreach (ref readonly var test in memberships.AsSpan())
        {
            var slot = slots[test.Name];
            if (slot < 0) continue;
            ref readonly var value = ref values[slot];
            if (value.TextOrNull is { } text && ((test.Marks >> text.Mark) & 1) == 0) continue;
            if (test.Condition.Names(value)) outcomes[test.Step].Meet(test.Points);
        }

        foreach (ref readonly var test in conditions.AsSpan())
        {
            var slot = slots[test.Name];
            ref readonly var value = ref slot < 0 ? ref Absent : ref values[slot];
            if (test.Condition.Meets(value)) outcomes[test.Step].Meet(test.Points);
            else if (!test.Condition.CanCompare(value)) outcomes[test.Step].Remarks = (short)CriterionRemarks.NotComparable;
        }
    }

    private void JudgeOthers(LeadFacts facts, in VisibleLog visible, long known, long now, Span<CriterionOutcome> outcomes)
    {
        var position = -1;
        foreach (var i in others)
        {
            ref var outcome = ref outcomes[i];
            switch (Definition.Criteria[i])
            {
                case PersonaCriterion criterion:
                    if (facts.PersonaKey is { } persona && Lists(criterion.Personas, persona)) outcome.Meet(criterion.Points);
                    break;
                case StageCriterion criterion:
                    var reader = StagesFor(facts.PersonaKey);
                    if (position < 0) position = reader.Position(visible.Engagements, now);
                    if (reader.Journey.IndexOf(criterion.AtLeast) is >= 0 and var needed && position >= needed) outcome.Meet(criterion.Points);
                    break;
                case HistoryCriterion criterion:
                    var count = CountPast(facts.Past, criterion.Event, known);
                    outcome.Count(count);
                    if (count >= criterion.AtLeast) outcome.Meet(criterion.Points);
                    break;
            }
        }
    }

    private Decision Decide(ReadOnlySpan<CriterionOutcome> outcomes, double fit, double interest)
    {
        foreach (var i in exclusions)
            if (outcomes[i].Met) return Decision.Disqualify;
        foreach (var i in requirements)
            if (!outcomes[i].Met) return Decision.Nurture;
        return fit + interest >= totalNeeded && fit >= fitNeeded && interest >= interestNeeded ? Decision.HandOff : Decision.Nurture;
    }

    internal static bool Reaches(double sum, double? threshold) => threshold is not { } t || sum >= t - HandOffThresholds.Tolerance;

    private static void Conclude(EngagementRule rule, in RuleState state, long created, long now, ref CriterionOutcome outcome)
    {
        outcome.Remarks = state.Remarks;
        switch (rule.Kind)
        {
            case RuleKind.Engagement:
                outcome.Count(state.Counted);
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

                outcome.Meet(points);
                break;
            case RuleKind.Burst or RuleKind.Sequence:
                if (!state.Any) break;
                if (rule.IsOut(state.Last, now)) outcome.Remarks |= (short)CriterionRemarks.OutOfWindow;
                else outcome.Meet(rule.Points * rule.Fading(now - state.Last));
                break;
            case RuleKind.Inactivity:
                if (created <= now - rule.Span && (!state.Any || state.Last <= now - rule.Span)) outcome.Meet(rule.Points);
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
