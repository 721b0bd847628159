namespace Alignment.Core.Leads.Backtests;

/// <summary>A backtest with its segments.</summary>
/// <param name="Overall">All leads.</param>
/// <param name="ByPersona">One row per persona, the largest first; the null name is for leads without one.</param>
/// <param name="BySource">One row per source, the largest first; the null name is for leads without one.</param>
public sealed record BacktestReport(Backtest Overall, IReadOnlyList<BacktestSegment> ByPersona, IReadOnlyList<BacktestSegment> BySource);

/// <summary>The backtest of some of the leads.</summary>
/// <param name="Name">The persona's key, or the source; null for leads without one.</param>
/// <param name="Figures">Their backtest.</param>
public sealed record BacktestSegment(string? Name, Backtest Figures);

/// <summary>What another definition would change.</summary>
/// <param name="Before">What the one would have done.</param>
/// <param name="After">What the other would have done.</param>
/// <param name="Gained">Leads that only the other would have handed off.</param>
/// <param name="GainedWon">How many of those were won.</param>
/// <param name="Lost">Leads that only the one would have handed off.</param>
/// <param name="LostWon">How many of those were won.</param>
public sealed record BacktestComparison(BacktestReport Before, BacktestReport After, int Gained, int GainedWon, int Lost, int LostWon)
{
    /// <summary>How many more hand-offs would have been wasted; negative for fewer.</summary>
    public int MoreWasted => After.Overall.Wasted - Before.Overall.Wasted;

    /// <summary>How many more won leads would have been missed; negative for fewer.</summary>
    public int MoreMissed => After.Overall.Missed - Before.Overall.Missed;
}
