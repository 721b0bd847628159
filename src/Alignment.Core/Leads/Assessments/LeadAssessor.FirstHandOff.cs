using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    /// <summary>The decision and the sums, without what explains them.</summary>
    internal Verdict Glance(LeadFacts facts, Instant asOf)
    {
        var now = Moment.Of(asOf);
        Span<CriterionOutcome> outcomes = criteria.Length <= MostOnTheStack ? stackalloc CriterionOutcome[criteria.Length] : new CriterionOutcome[criteria.Length];
        return Judge(facts, facts.LogUntil(now), now, now, outcomes);
    }

    /// <summary>
    /// The first instant from a lead's creation on at which the decision is hand off; null if there is none by an end, inclusive.
    /// The decision can change when something happens, and by itself at instants that are computed.
    /// </summary>
    internal Instant? FirstHandOff(LeadFacts facts, Instant end)
    {
        var (now, last) = (facts.CreatedMoment, Moment.Of(end));
        if (now > last) return null;
        var log = facts.LogUntil(last);
        var reach = new Reach(this, facts, stackalloc double[rules.Length <= MostOnTheStack ? rules.Length : 0]);
        if (reach.IsHopeless) return null;
        Span<CriterionOutcome> outcomes = criteria.Length <= MostOnTheStack ? stackalloc CriterionOutcome[criteria.Length] : new CriterionOutcome[criteria.Length];
        var next = 0;
        while (true)
        {
            while (next < log.Length && log.Keys[next].Moment <= now) reach.Add(log, next++);
            if (reach.MaySuffice)
            {
                outcomes.Clear();
                var decision = Judge(facts, facts.LogUntil(now), now, now, outcomes).Decision;
                if (decision == Decision.HandOff) return Moment.ToInstant(now);
                var nextThing = NextThing(facts, log, next, now);
                if (CanQualifyUnaided && NextChange(facts, now, decision, outcomes) is { } change && Moment.Of(change) is var then && then < nextThing && then <= last)
                {
                    now = then;
                    continue;
                }
            }

            now = NextThing(facts, log, next, now);
            if (now > last) return null;
        }
    }

    private const int MostOnTheStack = 64;

    private static long NextThing(LeadFacts facts, in VisibleLog log, int next, long now)
    {
        var at = next < log.Length ? log.Keys[next].Moment : long.MaxValue;
        foreach (var milestone in facts.Past)
            if (Moment.Of(milestone.At) is var happened && happened > now && happened < at) at = happened;
        return at;
    }

    /// <summary>
    /// The most points a lead could have with what has happened so far, at any time: counts without limits, windows, fading or
    /// resets. Where that does not suffice, no judgement is needed.
    /// </summary>
    private ref struct Reach
    {
        private readonly LeadAssessor assessor;
        private readonly LeadFacts facts;
        private readonly Span<double> given;
        private double fit;
        private double interest;

        public Reach(LeadAssessor assessor, LeadFacts facts, Span<double> given)
        {
            (this.assessor, this.facts) = (assessor, facts);
            this.given = given.Length == assessor.rules.Length ? given : new double[assessor.rules.Length];
            Span<CriterionOutcome> outcomes = assessor.criteria.Length <= MostOnTheStack
                ? stackalloc CriterionOutcome[assessor.criteria.Length]
                : new CriterionOutcome[assessor.criteria.Length];
            assessor.TestAttributes(facts.Attributes, outcomes);
            for (var i = 0; i < outcomes.Length; i++)
            {
                var criterion = assessor.criteria[i];
                switch (criterion)
                {
                    case AttributeCriterion:
                        IsHopeless |= criterion.Role == (outcomes[i].Met ? CriterionRole.Exclude : CriterionRole.Require);
                        Grant(criterion, outcomes[i].Points);
                        break;
                    case EngagementCriterion or BurstCriterion or SequenceCriterion or ResetCriterion:
                        break;
                    default:
                        Grant(criterion, Math.Max(0, criterion.Points));
                        break;
                }
            }
        }

        /// <summary>Whether an attribute alone rules a hand-off out.</summary>
        public bool IsHopeless { get; }

        public readonly bool MaySuffice =>
            fit + interest >= assessor.totalNeeded && fit >= assessor.fitNeeded && interest >= assessor.interestNeeded;

        public void Add(in VisibleLog log, int index)
        {
            foreach (ref readonly var entry in assessor.dispatch.For(log, index).AsSpan())
            {
                var rule = entry.Rule;
                if (rule.Points <= 0 || rule.Kind == RuleKind.Inactivity) continue;
                ref var before = ref given[rule.Index];
                var most = rule.Kind == RuleKind.Engagement ? Math.Min(rule.Cap, before + rule.Points) : rule.Points;
                Grant(rule.Criterion, most - before);
                before = most;
            }
        }

        private void Grant(Criterion criterion, double points)
        {
            if (criterion.Dimension == Dimension.Fit) fit += points;
            else interest += points;
        }
    }
}
