using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

public sealed partial class LeadAssessor
{
    private const int HorizonInDays = 3650;

    // How far rounding may put a computed second from the true one; beyond, the instant is ill-conditioned.
    private const int MostSecondsOff = 8;
    private readonly double[] rates;

    /// <summary>Whether a lead that is not handed off may become so by the passing of time alone.</summary>
    internal bool CanQualifyUnaided { get; }

    /// <summary>
    /// The first whole second after an instant at which the decision differs from the one at it, with nothing new recorded; null
    /// if there is none within 3,650 days. Computed, not stepped: what ends or begins does so at known instants, and between
    /// those each sum is a sum of fading terms.
    /// </summary>
    /// <param name="facts">The lead; what is recorded for later than <paramref name="asOf"/> is not looked at.</param>
    /// <param name="asOf">From when on.</param>
    public Instant? NextChange(LeadFacts facts, Instant asOf)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var now = Moment.Of(asOf);
        Span<CriterionOutcome> outcomes = new CriterionOutcome[criteria.Length];
        return NextChange(facts, now, Judge(facts, facts.LogUntil(now), now, now, outcomes).Decision, outcomes);
    }

    /// <summary>
    /// When a store should look at a lead again: the next change by itself, or the next thing already recorded for the future,
    /// whichever is first.
    /// </summary>
    /// <param name="facts">The lead.</param>
    /// <param name="asOf">The instant of the present look.</param>
    public Instant? NextLook(LeadFacts facts, Instant asOf)
    {
        var change = NextChange(facts, asOf);
        foreach (var at in facts.Engagements.Select(e => e.At).Concat(facts.Milestones.Select(m => m.At)))
            if (at > asOf && (change is null || at < change)) change = at;
        return change;
    }

    /// <summary>The decision at a later instant with nothing new recorded.</summary>
    internal Decision Expect(LeadFacts facts, long asOf, Instant then)
    {
        Span<CriterionOutcome> outcomes = new CriterionOutcome[criteria.Length];
        return Judge(facts, facts.LogUntil(asOf), asOf, Moment.Of(then), outcomes).Decision;
    }

    /// <param name="facts">The lead.</param>
    /// <param name="asOf">The moment of judgement.</param>
    /// <param name="now">The decision then.</param>
    /// <param name="outcomes">How each criterion fares then.</param>
    internal Instant? NextChange(LeadFacts facts, long asOf, Decision now, ReadOnlySpan<CriterionOutcome> outcomes)
    {
        var visible = facts.LogUntil(asOf);
        var first = Moment.SecondAfter(asOf);
        var last = Moment.SecondAfter(asOf + (HorizonInDays * Moment.Day)) - 1;
        var timeline = new Timeline(criteria.Length, first, last);
        Project(facts, visible, asOf, timeline, outcomes);
        timeline.Sort();
        var scratch = criteria.Length <= FewEnoughForTheStack ? stackalloc CriterionOutcome[criteria.Length] : new CriterionOutcome[criteria.Length];
        for (var start = first; start <= last;)
        {
            var end = timeline.Advance(start);
            if (FirstDifference(timeline, asOf, start, end, now) is not { } second)
            {
                start = end + 1;
                continue;
            }

            for (var i = 0; i < MostSecondsOff && second > first && Differs(second - 1, scratch); i++) second--;
            for (var i = 0; i < MostSecondsOff && second <= last && !Differs(second, scratch); i++) second++;
            if (second <= last && Differs(second, scratch)) return Instant.FromUnixTimeSeconds(second);
            start = Math.Max(second, start) + 1;
        }

        return null;

        bool Differs(long second, Span<CriterionOutcome> then)
        {
            then.Clear();
            return Judge(facts, facts.LogUntil(asOf), asOf, second * Moment.Second, then).Decision != now;
        }
    }

    // The first second of a stretch without jumps at which the decision is another.
    private long? FirstDifference(Timeline timeline, long asOf, long start, long end, Decision now)
    {
        var (excluded, lacking) = (false, false);
        for (var i = 0; i < criteria.Length; i++)
        {
            if (criteria[i].Role == CriterionRole.Exclude) excluded |= timeline.Current[i].Met;
            else if (criteria[i].Role == CriterionRole.Require) lacking |= !timeline.Current[i].Met;
        }

        if (excluded || lacking || now == Decision.Disqualify)
            return (excluded ? Decision.Disqualify : lacking ? Decision.Nurture : Decision.HandOff) != now ? start : null;
        var thresholds = new List<double[]>(3);
        if (Definition.HandOff.Total is { } total) thresholds.Add(SumAbove(timeline, total, null));
        if (Definition.HandOff.Fit is { } fit) thresholds.Add(SumAbove(timeline, fit, Dimension.Fit));
        if (Definition.HandOff.Interest is { } interest) thresholds.Add(SumAbove(timeline, interest, Dimension.Interest));
        SortedSet<long>? seconds = null;
        foreach (var sum in thresholds)
        {
            var (low, high) = ExponentialSum.Bounds(sum, rates, Since(start), Since(end));
            if (high < 0 && now == Decision.Nurture) return null;
            if (low < 0 && high >= 0) AddSignChanges(sum, start, end, seconds ??= [start]);
        }

        foreach (var second in seconds ?? [start])
            if (thresholds.TrueForAll(sum => ExponentialSum.At(sum, rates, Since(second)) >= 0) != (now == Decision.HandOff)) return second;
        return null;

        double Since(long second) => (double)((second * Moment.Second) - asOf);

        void AddSignChanges(double[] sum, long from, long to, SortedSet<long> into)
        {
            var ends = new SortedSet<long> { from, to };
            foreach (var turn in ExponentialSum.TurningPoints(sum, rates, Since(from), Since(to)))
            {
                var near = (long)Math.Floor((turn + asOf) / Moment.Second);
                for (var second = near - 1; second <= near + 2; second++)
                    if (second > from && second < to) ends.Add(second);
            }

            var low = from;
            foreach (var high in ends.Skip(1))
            {
                var reached = ExponentialSum.At(sum, rates, Since(high)) >= 0;
                if (ExponentialSum.At(sum, rates, Since(low)) >= 0 != reached) into.Add(FirstLike(sum, reached, low, high));
                low = high;
            }
        }

        long FirstLike(double[] sum, bool reached, long low, long high)
        {
            while (high - low > 1)
            {
                var middle = low + ((high - low) / 2);
                if (ExponentialSum.At(sum, rates, Since(middle)) >= 0 == reached) high = middle;
                else low = middle;
            }

            return high;
        }
    }

    // By how much a sum exceeds what reaches its threshold, as coefficients of the rates; rates[0] is 0.
    private double[] SumAbove(Timeline timeline, double threshold, Dimension? dimension)
    {
        var sum = new double[rates.Length];
        for (var i = 0; i < criteria.Length; i++)
        {
            if (dimension is { } only && criteria[i].Dimension != only) continue;
            ref readonly var phase = ref timeline.Current[i];
            sum[0] += phase.Constant;
            if (phase.Fading != 0) sum[Array.IndexOf(rates, ruleByStep[i]!.Rate)] += phase.Fading;
        }

        sum[0] -= threshold - HandOffThresholds.Tolerance;
        return sum;
    }

    private static double[] RatesOf(IEnumerable<EngagementRule> rules) => [0, .. rules.Select(r => r.Rate).Where(r => r != 0).Distinct()];

    private static bool RisesByItself(Criterion criterion) => criterion switch
    {
        EngagementCriterion { HalfLife: null, Within: null } or BurstCriterion { HalfLife: null, Within: null }
            or SequenceCriterion { HalfLife: null, Within: null } => false,
        EngagementCriterion or BurstCriterion or SequenceCriterion or StageCriterion => criterion.Points < 0 || criterion.Role == CriterionRole.Exclude,
        InactivityCriterion => criterion.Points > 0 || criterion.Role == CriterionRole.Require,
        _ => false,
    };
}
