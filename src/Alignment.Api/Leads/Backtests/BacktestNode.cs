using Alignment.Core.Leads.Backtests;
using Alignment.GraphQL;
using Alignment.GraphQL.Types;

namespace Alignment.Api.Leads.Backtests;

/// <summary>What a definition would have done with the leads of a period. A figure that nothing speaks for is null.</summary>
[ObjectType<BacktestReport>]
public static partial class BacktestNode
{
    internal static void Configure(IObjectTypeDescriptor<BacktestReport> descriptor) =>
        descriptor.Name("Backtest").Ignore(report => report.Overall);

    /// <summary>How many leads were created in the period.</summary>
    public static int GetLeads([Parent] BacktestReport report) => report.Overall.Leads;

    /// <summary>How many would have been handed off.</summary>
    public static int GetHandedOff([Parent] BacktestReport report) => report.Overall.HandedOff;

    /// <summary>How many of those were won.</summary>
    public static int GetWon([Parent] BacktestReport report) => report.Overall.Won;

    /// <summary>How many of those were lost or never won.</summary>
    public static int GetWasted([Parent] BacktestReport report) => report.Overall.Wasted;

    /// <summary>How many were won without being handed off.</summary>
    public static int GetMissed([Parent] BacktestReport report) => report.Overall.Missed;

    /// <summary>The share of hand-offs that were won, from 0 to 1; null without hand-offs.</summary>
    public static double? GetPrecision([Parent] BacktestReport report) => report.Overall.Precision;

    /// <summary>The share of won leads that would have been handed off; null with none won.</summary>
    public static double? GetRecall([Parent] BacktestReport report) => report.Overall.Recall;

    /// <summary>The share of all leads that were won; null without leads.</summary>
    public static double? GetBaseRate([Parent] BacktestReport report) => report.Overall.BaseRate;

    /// <summary>How many times better than the base rate the precision is.</summary>
    public static double? GetLift([Parent] BacktestReport report) => report.Overall.Lift;

    /// <summary>The chance that a won lead has more points at the end of its span than another, ties counted half.</summary>
    public static double? GetAuc([Parent] BacktestReport report) => report.Overall.Auc;

    /// <summary>Hand-offs a week, over the weeks from the first creation to the last.</summary>
    public static double? GetPerWeek([Parent] BacktestReport report) => report.Overall.PerWeek;

    /// <summary>The median of the days from hand-off to outcome.</summary>
    public static double? GetMedianDaysToOutcome([Parent] BacktestReport report) => report.Overall.MedianDaysToOutcome;
}

[ObjectType<Backtest>]
public static partial class BacktestFiguresNode
{
    internal static void Configure(IObjectTypeDescriptor<Backtest> descriptor) => descriptor.Name("BacktestFigures");
}

[ObjectType<BacktestComparison>]
public static partial class BacktestComparisonNode
{
    internal static void Configure(IObjectTypeDescriptor<BacktestComparison> descriptor) => descriptor.Name("LeadDefinitionComparison");
}
