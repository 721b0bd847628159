using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    private static readonly Timeline.Phase Unmet = new(false, 0, 0);

    // Says of every criterion how it will fare after asOf, from how it fares then.
    private void Project(LeadFacts facts, in VisibleLog visible, long asOf, Timeline timeline, ReadOnlySpan<CriterionOutcome> outcomes)
    {
        var states = rules.Length <= FewEnoughForTheStack ? stackalloc RuleState[rules.Length] : new RuleState[rules.Length];
        if (rules.Length > 0) PassOverLog(visible, asOf, states);
        for (var i = 0; i < criteria.Length; i++)
        {
            timeline.Add(i, timeline.First, outcomes[i].Met ? new(true, outcomes[i].Points, 0) : Unmet);
            if (criteria[i] is StageCriterion) ProjectStage(i, facts, visible, asOf, timeline, outcomes[i].Met);
            if (ruleByStep[i] is not { } rule) continue;
            ref readonly var state = ref states[rule.Index];
            switch (rule.Kind)
            {
                case RuleKind.Engagement when rule.Within == 0:
                    if (outcomes[i].Met) AddSum(timeline, i, rule, state.Counted, state.Weight, asOf, timeline.First, timeline.Last);
                    break;
                case RuleKind.Engagement:
                    ProjectWindow(i, rule, visible, asOf, timeline);
                    break;
                case RuleKind.Burst or RuleKind.Sequence when outcomes[i].Met:
                    timeline.Add(i, timeline.First, rule.Rate == 0 ? new(true, rule.Points, 0) : new(true, 0, outcomes[i].Points));
                    if (rule.Within != 0) timeline.Add(i, Moment.CeilingSecond(state.Last + rule.Within), Unmet);
                    break;
                case RuleKind.Inactivity when !outcomes[i].Met:
                    var quietSince = state.Any ? Math.Max(state.Last, facts.CreatedMoment) : facts.CreatedMoment;
                    timeline.Add(i, Moment.CeilingSecond(quietSince + rule.Span), new(true, rule.Points, 0));
                    break;
            }
        }
    }

    // Engagements leave the window one after the other, the oldest first; the limit has been decided and stays so.
    private void ProjectWindow(int step, EngagementRule rule, in VisibleLog visible, long asOf, Timeline timeline)
    {
        var counted = CountedMoments(rule, visible, asOf);
        var weights = new double[counted.Count + 1];
        for (var i = counted.Count - 1; i >= 0; i--) weights[i] = weights[i + 1] + rule.Fading(asOf - counted[i]);
        for (var gone = 0; gone <= counted.Count; gone++)
        {
            var from = gone == 0 ? timeline.First : Math.Max(timeline.First, Moment.CeilingSecond(counted[gone - 1] + rule.Within));
            var until = gone == counted.Count ? timeline.Last : Moment.CeilingSecond(counted[gone] + rule.Within) - 1;
            if (until < from || from > timeline.Last) continue;
            if (counted.Count - gone < rule.Count)
            {
                timeline.Add(step, from, Unmet);
                return;
            }

            AddSum(timeline, step, rule, counted.Count - gone, weights[gone], asOf, from, until);
        }
    }

    // A sum that fades is held by its cap until it has faded below it.
    private static void AddSum(Timeline timeline, int step, EngagementRule rule, int counted, double weight, long asOf, long from, long until)
    {
        if (rule.Rate == 0)
        {
            var points = rule.Points * counted;
            timeline.Add(step, from, new(true, Math.Abs(points) > rule.Cap ? Math.CopySign(rule.Cap, points) : points, 0));
            return;
        }

        var fading = rule.Points * weight;
        if (Math.Abs(fading) * rule.Fading((from * Moment.Second) - asOf) <= rule.Cap)
        {
            timeline.Add(step, from, new(true, 0, fading));
            return;
        }

        timeline.Add(step, from, new(true, Math.CopySign(rule.Cap, fading), 0));
        if (rule.Cap == 0) return;
        var released = Math.Ceiling((asOf + (Math.Log(Math.Abs(fading) / rule.Cap) / rule.Rate)) / Moment.Second);
        if (released <= until) timeline.Add(step, Math.Max((long)released, from + 1), new(true, 0, fading));
    }

    private void ProjectStage(int step, LeadFacts facts, in VisibleLog visible, long asOf, Timeline timeline, bool met)
    {
        var reader = StagesFor(facts.PersonaKey);
        var needed = reader.Journey.IndexOf(((StageCriterion)criteria[step]).AtLeast);
        if (!met || needed == 0) return;
        var evidence = reader.EvidenceFor(needed, visible.Engagements, asOf);
        var lost = (asOf + reader.EnoughFor(evidence)) / Moment.Second;
        if (lost > timeline.Last) return;
        var second = (long)Math.Floor(lost);
        while (second < timeline.First || reader.IsEnough(evidence, (second * Moment.Second) - asOf)) second++;
        timeline.Add(step, second, Unmet);
    }

    private List<long> CountedMoments(EngagementRule rule, in VisibleLog visible, long asOf)
    {
        var hiddenUntil = resets.Length == 0 ? long.MinValue : LatestReset(visible);
        var counted = new List<long>();
        var state = default(RuleState);
        for (var i = 0; i < visible.Length; i++)
        {
            var at = visible.Keys[i].Moment;
            if (Matches(rule, visible, i, hiddenUntil) && TakeTurn(rule, ref state, at) && !rule.IsOut(at, asOf)) counted.Add(at);
        }

        return counted;
    }
}
