using System.Globalization;
using Alignment.Core.Leads.Backtests;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Leads.Backtests;

/// <summary>A backtest's figures as people read them.</summary>
internal static class BacktestWords
{
    private const string Unknown = "-";

    public static string Number(double? number) => number?.ToString("0.##", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Auc(double? area) => area?.ToString("0.000", CultureInfo.InvariantCulture) ?? Unknown;

    public static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Share(double? share) => share is { } known ? (100 * known).ToString("0.#", CultureInfo.InvariantCulture) + " %" : Unknown;

    /// <summary>How many more, or fewer.</summary>
    public static string Signed(int change) => change > 0 ? $"{Count(change)} more" : change < 0 ? $"{Count(-change)} fewer" : "the same";

    /// <summary>Each figure with its name and what it means.</summary>
    public static IEnumerable<(string Name, string Value, string Meaning)> Figures(Backtest figures) =>
    [
        ("Leads", Count(figures.Leads), "in the period"),
        ("Handed off", Count(figures.HandedOff), "would have met the definition before their outcome"),
        ("Won", Count(figures.Won), "of those handed off"),
        ("Wasted", Count(figures.Wasted), "handed off, then lost or never won"),
        ("Missed", Count(figures.Missed), "won without being handed off"),
        ("Precision", Share(figures.Precision), "of the hand-offs were won"),
        ("Recall", Share(figures.Recall), "of the won leads would have been handed off"),
        ("Base rate", Share(figures.BaseRate), "of all leads were won"),
        ("Lift", Number(figures.Lift), "times the base rate"),
        ("AUC", Auc(figures.Auc), "chance that a won lead has more points than another"),
        ("Hand-offs a week", Number(figures.PerWeek), "from the first creation to the last"),
        ("Days to outcome", Number(figures.MedianDaysToOutcome), "from hand-off, in the middle"),
    ];

    public static string Period(BacktestPeriod period) => period.HasTimes
        ? period.From == Instant.MinValue ? $"leads created before {Day(period.End)}" : $"leads created from {Day(period.From)} up to {Day(period.End)}"
        : $"a history without times: each lead assessed once, as of {Day(period.End)}";

    public static string Caveat(BacktestPeriod period) => period.HasTimes
        ? "Attributes and personas are judged as they are now, since they carry no times; engagements and history as they were at each instant."
        : "Without times, what was known before an outcome cannot be told from what was written after it.";

    private static string Day(Instant instant) => InstantPattern.General.Format(instant);
}
