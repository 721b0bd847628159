namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    private void PassOverLog(in VisibleLog log, long now, Span<RuleState> states)
    {
        if (log.Length == 0) return;
        foreach (var rule in quietRules)
        {
            states[rule.Index].Last = log.Keys[^1].Moment;
            states[rule.Index].Any = true;
        }

        if (dispatch.IsEmpty) return;
        var hiddenUntil = resets.Length == 0 ? long.MinValue : LatestReset(log);
        for (var i = 0; i < log.Length; i++)
        {
            var entries = dispatch.For(log, i);
            if (entries.Length == 0) continue;
            var at = log.Keys[i].Moment;
            foreach (ref readonly var entry in entries.AsSpan())
            {
                var rule = entry.Rule;
                if (rule.Filter is { } filter && !filter.Matches(log.Engagements[i])) continue;
                ref var state = ref states[rule.Index];
                if (rule.Kind == RuleKind.Engagement && at > hiddenUntil) Count(rule, ref state, at, now);
                else if (rule.Kind == RuleKind.Inactivity)
                {
                    state.Last = at;
                    state.Any = true;
                }
                else if (at <= hiddenUntil) state.Remarks |= (short)CriterionRemarks.HiddenByReset;
                else if (rule.Kind == RuleKind.Sequence) Follow(rule, ref state, at, entry.IsFirst, entry.IsThen);
                else Run(rule, ref state, log, i, hiddenUntil);
            }
        }
    }

    private static void Count(EngagementRule rule, ref RuleState state, long at, long now)
    {
        if (!TakeTurn(rule, ref state, at)) return;
        if (rule.IsOut(at, now))
        {
            state.Remarks |= (short)CriterionRemarks.OutOfWindow;
            return;
        }

        state.Counted++;
        if (rule.Rate != 0) state.Weight += Math.Exp(-rule.Rate * (now - at));
    }

    /// <summary>Whether the limit lets an engagement count, whatever the window.</summary>
    private static bool TakeTurn(EngagementRule rule, ref RuleState state, long at)
    {
        if (rule.Limit == 0) return true;
        if (state.Any && (rule.Limit == EngagementRule.OnlyTheFirst || at - state.Last < rule.Limit))
        {
            state.Remarks |= (short)CriterionRemarks.Limited;
            return false;
        }

        state.Any = true;
        state.Last = at;
        return true;
    }

    private static void Follow(EngagementRule rule, ref RuleState state, long at, bool isFirst, bool isThen)
    {
        if (isThen && state.Firsts > 0)
        {
            var strictlyBefore = state.Other < at ? state.Other : state.Earlier;
            if ((state.Other < at || state.Firsts > 1) && at - strictlyBefore <= rule.Span)
            {
                state.Last = at;
                state.Any = true;
            }
        }

        if (!isFirst || (state.Firsts > 0 && state.Other == at)) return;
        state.Earlier = state.Other;
        state.Other = at;
        if (state.Firsts < 2) state.Firsts++;
    }

    // The run slides: state.Counted matches lie from index state.Other to i within the span.
    private static void Run(EngagementRule rule, ref RuleState state, in VisibleLog log, int i, long hiddenUntil)
    {
        var at = log.Keys[i].Moment;
        if (state.Counted == 0) state.Other = i;
        state.Counted++;
        while (at - log.Keys[(int)state.Other].Moment > rule.Span)
        {
            if (Matches(rule, log, (int)state.Other, hiddenUntil)) state.Counted--;
            state.Other++;
        }

        if (state.Counted < rule.Count) return;
        state.Last = at;
        state.Any = true;
    }

    private static bool Matches(EngagementRule rule, in VisibleLog log, int index, long hiddenUntil = long.MinValue)
    {
        if (log.Keys[index].Moment <= hiddenUntil) return false;
        if (rule.Filter is { } filter && !filter.Matches(log.Engagements[index])) return false;
        return rule.LooksAt(log.Engagements[index].Type);
    }

    private long LatestReset(in VisibleLog log)
    {
        for (var i = log.Length - 1; i >= 0; i--)
            foreach (var reset in resets)
                if (Matches(reset, log, i)) return log.Keys[i].Moment;
        return long.MinValue;
    }
}
