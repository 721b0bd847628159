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
internal readonly record struct BacktestPoint(double Total, bool Won, bool HandedOff, Instant? HandedOffAt);

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
        var report = Backtester.Run(assessor, period, leads, lead => points.Add(new(lead.Total, lead.Won, lead.HandedOff, lead.HandedOffAt)));
        return new(assessor.Definition, period, report, points);
    }
}
