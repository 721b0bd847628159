using NodaTime;

namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    // What became of every engagement that a criterion looks at; empty for criteria that do not look at the log.
    internal List<TracedEngagement> Trace(int index, LeadFacts facts, long asOf)
    {
        var traced = new List<TracedEngagement>();
        if (RuleOf(index) is not { } rule) return traced;
        var visible = facts.LogUntil(asOf);
        var hiddenUntil = resets.Length == 0 || rule.Kind is RuleKind.Inactivity or RuleKind.Reset ? long.MinValue : LatestReset(visible);
        var state = default(RuleState);
        for (var i = 0; i < visible.Length; i++)
        {
            if (!Matches(rule, visible, i)) continue;
            var at = visible.Keys[i].Moment;
            var verdict = at <= hiddenUntil ? TraceVerdict.HiddenByReset
                : !TakeTurn(rule, ref state, at) ? TraceVerdict.Limited
                : rule.IsOut(at, asOf) ? TraceVerdict.OutOfWindow
                : TraceVerdict.Counted;
            var counts = verdict == TraceVerdict.Counted && rule.Kind == RuleKind.Engagement;
            traced.Add(new(visible.Engagements[i], verdict, counts ? rule.Points * rule.Fading(asOf - at) : 0));
        }

        return traced;
    }

    internal Engagement? LatestMatch(int index, LeadFacts facts, long asOf)
    {
        var visible = facts.LogUntil(asOf);
        for (var i = visible.Length - 1; i >= 0; i--)
            if (RuleOf(index) is { } rule && Matches(rule, visible, i)) return visible.Engagements[i];
        return null;
    }

    // The instant of a burst or sequence that was found.
    internal Instant InstantOf(int index, LeadFacts facts, long asOf)
    {
        var states = new RuleState[rules.Length];
        PassOverLog(facts.LogUntil(asOf), asOf, states);
        return Moment.ToInstant(states[RuleOf(index)!.Index].Last);
    }

    private EngagementRule? RuleOf(int index) => ruleByStep[index];
}
