using NodaTime;

namespace Alignment.Core.Leads.Backtests;

/// <summary>Which leads a backtest looks at, and up to when.</summary>
public sealed record BacktestPeriod
{
    private BacktestPeriod(Instant from, Instant end, bool hasTimes) => (From, End, HasTimes) = (from, end, hasTimes);

    /// <summary>The first instant of creation looked at, inclusive.</summary>
    public Instant From { get; }

    /// <summary>The end of the test: leads created before it are looked at, and what happens after it does not exist.</summary>
    public Instant End { get; }

    /// <summary>Whether the history says when things happened. Where it does not, each lead is assessed once, at the end.</summary>
    public bool HasTimes { get; }

    /// <summary>Leads created from one instant on and before another, which is also the end of the test.</summary>
    /// <exception cref="ArgumentException">The period is empty.</exception>
    public static BacktestPeriod Between(Instant from, Instant end) =>
        from < end ? new(from, end, true) : throw new ArgumentException("A period ends after it begins.", nameof(end));

    /// <summary>All leads created before an instant, which is also the end of the test.</summary>
    public static BacktestPeriod Until(Instant end) => new(Instant.MinValue, end, true);

    /// <summary>All leads of a history without times, each assessed once, at an instant.</summary>
    public static BacktestPeriod WithoutTimes(Instant asOf) => new(Instant.MinValue, asOf, false);

    internal bool Includes(LeadFacts facts) => !HasTimes || (facts.CreatedAt >= From && facts.CreatedAt < End);
}
