using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Api.Leads.Backtests;

/// <summary>What a report draws of a backtested lead.</summary>
/// <param name="Total">Its points at the end of its span.</param>
/// <param name="Won">Whether it was won.</param>
/// <param name="HandedOff">Whether it would have been handed off.</param>
/// <param name="HandedOffAt">When; null in a history without times.</param>
internal readonly record struct BacktestPoint(double Total, bool Won, bool HandedOff, Instant? HandedOffAt)
{
    public static BacktestPoint Of(BacktestedLead lead) => new(lead.Total, lead.Won, lead.HandedOff, lead.HandedOffAt);
}

/// <summary>A backtest with all that a report for people shows.</summary>
/// <param name="Definition">What was tested.</param>
/// <param name="Period">On which leads.</param>
/// <param name="Report">The figures.</param>
/// <param name="Points">The leads, in the order in which they were read.</param>
internal sealed record BacktestRecording(LeadDefinition Definition, BacktestPeriod Period, BacktestReport Report, IReadOnlyList<BacktestPoint> Points)
{
    /// <summary>Runs a backtest and keeps what a report draws, some forty bytes a lead.</summary>
    public static BacktestRecording Of(LeadAssessor assessor, BacktestPeriod period, IEnumerable<HistoricLead> leads)
    {
        var points = new List<BacktestPoint>();
        var report = Backtester.Run(assessor, period, leads, lead => points.Add(BacktestPoint.Of(lead)));
        return new(assessor.Definition, period, report, points);
    }
}

/// <summary>Two definitions over the same leads, with all that a report for people shows.</summary>
/// <param name="Before">The one.</param>
/// <param name="After">The other.</param>
/// <param name="Difference">What the other would change.</param>
/// <param name="Gained">Some of the leads that only the other would have handed off, by name.</param>
/// <param name="Lost">Some of those that only the one would have.</param>
internal sealed record ComparisonRecording(
    BacktestRecording Before, BacktestRecording After, BacktestComparison Difference, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost)
{
    private const int MostNames = 10;

    /// <summary>Runs both and keeps what a report draws, some eighty bytes a lead.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    /// <param name="period">Which leads, and up to when.</param>
    /// <param name="leads">The history; read once.</param>
    /// <param name="nameOfCurrent">What the lead that is being looked at is called.</param>
    public static ComparisonRecording Of(
        LeadAssessor before, LeadAssessor after, BacktestPeriod period, IEnumerable<HistoricLead> leads, Func<string> nameOfCurrent)
    {
        var (one, other) = (new List<BacktestPoint>(), new List<BacktestPoint>());
        var (gained, lost) = (new List<string>(), new List<string>());
        var difference = Backtester.Compare(before, after, period, leads, (was, would) =>
        {
            one.Add(BacktestPoint.Of(was));
            other.Add(BacktestPoint.Of(would));
            var names = would.HandedOff ? gained : lost;
            if (was.HandedOff != would.HandedOff && names.Count < MostNames) names.Add(nameOfCurrent());
        });
        return new(new(before.Definition, period, difference.Before, one), new(after.Definition, period, difference.After, other), difference, gained, lost);
    }

    /// <summary>What the one and the other are called, told apart where they have the same name.</summary>
    public (string Before, string After) Names => Before.Definition.Name == After.Definition.Name
        ? ($"{Before.Definition.Name} (first)", $"{After.Definition.Name} (second)")
        : (Before.Definition.Name, After.Definition.Name);
}
