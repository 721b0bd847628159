namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    private void PassOverLog(ReadOnlySpan<Engagement> visible, long now, Span<RuleState> states)
    {
        var hiddenUntil = resets.Length == 0 ? long.MinValue : LatestReset(visible);
        for (var i = 0; i < visible.Length; i++)
        {
            var engagement = visible[i];
            foreach (ref readonly var entry in dispatch.For(engagement).AsSpan())
            {
                var rule = entry.Rule;
                if (rule.Filter is { } filter && !filter.Matches(engagement)) continue;
                ref var state = ref states[rule.Index];
                var at = engagement.Moment;
                if (rule.Kind == RuleKind.Inactivity)
                {
                    state.Last = at;
                    state.Any = true;
                }
                else if (at <= hiddenUntil) state.Remarks |= (short)CriterionRemarks.HiddenByReset;
                else if (rule.Kind == RuleKind.Engagement) Count(rule, ref state, at, now);
                else if (rule.Kind == RuleKind.Sequence) Follow(rule, ref state, at, entry.IsFirst, entry.IsThen);
                else if (rule.Kind == RuleKind.Burst) Run(rule, ref state, visible, i, hiddenUntil);
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
    private void Run(EngagementRule rule, ref RuleState state, ReadOnlySpan<Engagement> visible, int i, long hiddenUntil)
    {
        var at = visible[i].Moment;
        if (state.Counted == 0) state.Other = i;
        state.Counted++;
        while (at - visible[(int)state.Other].Moment > rule.Span)
        {
            if (Matches(rule, visible[(int)state.Other], hiddenUntil)) state.Counted--;
            state.Other++;
        }

        if (state.Counted < rule.Count) return;
        state.Last = at;
        state.Any = true;
    }

    private bool Matches(EngagementRule rule, Engagement engagement, long hiddenUntil)
    {
        if (engagement.Moment <= hiddenUntil) return false;
        foreach (ref readonly var entry in dispatch.For(engagement).AsSpan())
            if (entry.Rule == rule) return rule.Filter is not { } filter || filter.Matches(engagement);
        return false;
    }

    private long LatestReset(ReadOnlySpan<Engagement> visible)
    {
        for (var i = visible.Length - 1; i >= 0; i--)
            foreach (var reset in resets)
                if (Matches(reset, visible[i], long.MinValue)) return visible[i].Moment;
        return long.MinValue;
    }
}
