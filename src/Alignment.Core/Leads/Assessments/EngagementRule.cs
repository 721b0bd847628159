using System.Collections.Frozen;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>A criterion over the engagement log made ready: durations in microseconds, fading as a rate.</summary>
internal sealed class EngagementRule
{
    /// <summary>The limit of a rule of which only the first counts.</summary>
    public const long OnlyTheFirst = long.MaxValue;

    private readonly FrozenSet<string>? types;

    private EngagementRule(Criterion criterion, int index, int step, EngagementFilter filter)
        : this(criterion, index, step, filter.Types)
    {
        Filter = CompiledFilter.Of(filter);
        Types = filter.Types;
    }

    private EngagementRule(Criterion criterion, int index, int step, IEnumerable<string>? types)
    {
        this.types = types?.ToFrozenSet(StringComparer.Ordinal);
        Index = index;
        Step = step;
        Criterion = criterion;
        Points = criterion.Points;
    }

    public Criterion Criterion { get; }

    /// <summary>Its place among the rules, where its state is kept during a pass.</summary>
    public int Index { get; }

    /// <summary>The criterion's place in the definition.</summary>
    public int Step { get; }

    public RuleKind Kind { get; private init; }

    public ValueList<string>? Types { get; private init; }

    /// <summary>For a sequence, the types that come first; <see cref="Types"/> are those that follow.</summary>
    public ValueList<string>? First { get; private init; }

    public CompiledFilter? Filter { get; }

    public double Points { get; }

    /// <summary>Fading per microsecond; 0 for none.</summary>
    public double Rate { get; private init; }

    /// <summary>0 for none.</summary>
    public long Within { get; private init; }

    /// <summary>0 for none.</summary>
    public long Limit { get; private init; }

    public double Cap { get; private init; } = double.PositiveInfinity;

    /// <summary>How many must count, or make a burst.</summary>
    public int Count { get; private init; } = 1;

    /// <summary>The span of a burst or sequence, or how long inactivity lasts.</summary>
    public long Span { get; private init; }

    public static EngagementRule? Of(Criterion criterion, int index, int step) => criterion switch
    {
        EngagementCriterion c => new(c, index, step, c.Filter)
        {
            Kind = RuleKind.Engagement, Rate = RateOf(c.HalfLife), Within = Length(c.Within), Count = c.MinCount,
            Cap = c.Cap ?? double.PositiveInfinity,
            Limit = c.Limit is not { } limit ? 0 : limit.Every is { } every ? Length(every) : OnlyTheFirst,
        },
        BurstCriterion c => new(c, index, step, c.Filter)
        {
            Kind = RuleKind.Burst, Rate = RateOf(c.HalfLife), Within = Length(c.Within), Count = c.Count, Span = Length(c.Span),
        },
        SequenceCriterion c => new(c, index, step, c.First.Concat(c.Then))
        {
            Kind = RuleKind.Sequence, Types = c.Then, First = c.First, Rate = RateOf(c.HalfLife), Within = Length(c.Within), Span = Length(c.Span),
        },
        InactivityCriterion c => new(c, index, step, c.Filter) { Kind = RuleKind.Inactivity, Span = Length(c.For) },
        ResetCriterion c => new(c, index, step, c.Filter) { Kind = RuleKind.Reset },
        _ => null,
    };

    /// <summary>Whether a type occurs in it, in whatever role.</summary>
    public bool LooksAt(string type) => types is null || types.Contains(type);

    /// <summary>What is left after a time of what counts 1 when fresh.</summary>
    public double Fading(long microseconds) => Rate == 0 ? 1 : Math.Exp(-Rate * microseconds);

    /// <summary>Whether something at a moment is too old to count as of another.</summary>
    public bool IsOut(long at, long asOf) => Within != 0 && at <= asOf - Within;

    public static double RateOf(Duration? halfLife) => halfLife is { } h ? Math.Log(2) / Moment.Length(h) : 0;

    private static long Length(Duration? duration) => duration is { } d ? Moment.Length(d) : 0;
}

/// <summary>The kinds of criteria over the engagement log.</summary>
internal enum RuleKind : byte
{
    Engagement,
    Burst,
    Sequence,
    Inactivity,
    Reset,
}

/// <summary>What a pass over the log knows of one rule.</summary>
internal struct RuleState
{
    /// <summary>The sum of fading weights of what counted.</summary>
    public double Weight;

    /// <summary>The last that counted; the instant of a burst or sequence; the last activity.</summary>
    public long Last;

    /// <summary>For a burst the oldest of the sliding run; for a sequence the last of those that come first.</summary>
    public long Other;

    /// <summary>For a sequence the last of those that come first and are strictly before <see cref="Other"/>.</summary>
    public long Earlier;

    public int Counted;
    public short Remarks;

    /// <summary>Whether <see cref="Last"/> holds something.</summary>
    public bool Any;

    /// <summary>How many of Other and Earlier hold something.</summary>
    public byte Firsts;
}
