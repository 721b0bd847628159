using Alignment.Core.Leads.Assessments;

namespace Alignment.Core.Leads.Backtests;

/// <summary>
/// Runs a definition against leads of the past. Leads may come as a stream: each is looked at once, and some twenty-odd
/// bytes a lead are kept for the figures that need all of them.
/// </summary>
public static class Backtester
{
    /// <summary>Backtests a definition.</summary>
    /// <param name="assessor">The definition, made ready.</param>
    /// <param name="period">Which leads, and up to when.</param>
    /// <param name="leads">The history; read once.</param>
    /// <param name="onLead">Called for each lead of the period, for those who draw or list them.</param>
    public static BacktestReport Run(
        LeadAssessor assessor, BacktestPeriod period, IEnumerable<HistoricLead> leads, Action<BacktestedLead>? onLead = null)
    {
        ArgumentNullException.ThrowIfNull(assessor);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(leads);
        var tallies = new SegmentTallies();
        foreach (var lead in leads)
        {
            if (!period.Includes(lead.Facts)) continue;
            var tested = Test(assessor, period, lead);
            tallies.Add(tested);
            onLead?.Invoke(tested);
        }

        return tallies.Report();
    }

    /// <summary>Backtests two definitions side by side.</summary>
    /// <param name="before">The one, such as the version in force.</param>
    /// <param name="after">The other, such as a draft.</param>
    /// <param name="period">Which leads, and up to when.</param>
    /// <param name="leads">The history; read once.</param>
    /// <param name="onLead">Called for each lead of the period, for those who draw or list them: as before, and as after.</param>
    public static BacktestComparison Compare(
        LeadAssessor before, LeadAssessor after, BacktestPeriod period, IEnumerable<HistoricLead> leads,
        Action<BacktestedLead, BacktestedLead>? onLead = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(leads);
        var (tallyBefore, tallyAfter) = (new SegmentTallies(), new SegmentTallies());
        var (gained, gainedWon, lost, lostWon) = (0, 0, 0, 0);
        foreach (var lead in leads)
        {
            if (!period.Includes(lead.Facts)) continue;
            var (one, other) = (Test(before, period, lead), Test(after, period, lead));
            tallyBefore.Add(one);
            tallyAfter.Add(other);
            onLead?.Invoke(one, other);
            if (one.HandedOff == other.HandedOff) continue;
            if (other.HandedOff) (gained, gainedWon) = (gained + 1, gainedWon + (other.Won ? 1 : 0));
            else (lost, lostWon) = (lost + 1, lostWon + (one.Won ? 1 : 0));
        }

        return new(tallyBefore.Report(), tallyAfter.Report(), gained, gainedWon, lost, lostWon);
    }

    /// <summary>Tests one lead, whatever the period's beginning.</summary>
    public static BacktestedLead Test(LeadAssessor assessor, BacktestPeriod period, HistoricLead lead)
    {
        ArgumentNullException.ThrowIfNull(assessor);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(lead);
        if (!period.HasTimes)
        {
            var once = assessor.Glance(lead.Facts, period.End);
            return new(lead, once.Decision == Decision.HandOff, null, lead.Outcome is { Won: true }, null, once.Total);
        }

        // What is not known by the end of the test did not happen.
        var outcome = lead.Outcome is { } known && !(known.At > period.End) ? known : (HistoricOutcome?)null;
        var end = outcome?.At ?? period.End;
        var crossing = assessor.FirstHandOff(lead.Facts, end);
        return new(lead, crossing is not null, crossing, outcome is { Won: true }, outcome?.At, assessor.Glance(lead.Facts, end).Total);
    }
}
