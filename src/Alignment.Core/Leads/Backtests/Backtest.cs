namespace Alignment.Core.Leads.Backtests;

/// <summary>What a definition would have done with the leads of a period. A figure that nothing speaks for is null.</summary>
/// <param name="Leads">How many leads.</param>
/// <param name="HandedOff">How many would have been handed off.</param>
/// <param name="Won">How many of those were won.</param>
/// <param name="Wasted">How many of those were lost or never won.</param>
/// <param name="Missed">How many were won without being handed off.</param>
/// <param name="Auc">
/// How well the total at the end of each lead's span separates won from other leads: the chance that a won lead has more
/// points than another, ties counted half.
/// </param>
/// <param name="PerWeek">Hand-offs a week, over the weeks from the first creation to the last.</param>
/// <param name="MedianDaysToOutcome">The median of the days from hand-off to outcome.</param>
public sealed record Backtest(
    int Leads, int HandedOff, int Won, int Wasted, int Missed, double? Auc, double? PerWeek, double? MedianDaysToOutcome)
{
    /// <summary>The share of hand-offs that were won.</summary>
    public double? Precision => Share(Won, HandedOff);

    /// <summary>The share of won leads that would have been handed off.</summary>
    public double? Recall => Share(Won, Won + Missed);

    /// <summary>The share of all leads that were won.</summary>
    public double? BaseRate => Share(Won + Missed, Leads);

    /// <summary>How many times better than the base rate the precision is.</summary>
    public double? Lift => BaseRate is > 0 and var rate ? Precision / rate : null;

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
