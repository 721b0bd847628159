using NodaTime;

namespace Alignment.Core.Leads.Backtests;

/// <summary>Adds up backtested leads.</summary>
internal sealed class BacktestTally
{
    private readonly List<double> totals = [];
    private readonly List<bool> wins = [];
    private readonly List<double> daysToOutcome = [];
    private int handedOff;
    private int won;
    private int missed;
    private bool hasTimes;
    private Instant first = Instant.MaxValue;
    private Instant last = Instant.MinValue;

    public int Count => totals.Count;

    public void Add(in BacktestedLead lead)
    {
        totals.Add(lead.Total);
        wins.Add(lead.Won);
        var created = lead.Lead.Facts.CreatedAt;
        first = Instant.Min(first, created);
        last = Instant.Max(last, created);
        if (!lead.HandedOff)
        {
            if (lead.Won) missed++;
            return;
        }

        handedOff++;
        if (lead.Won) won++;
        if (lead.HandedOffAt is not { } at) return;
        hasTimes = true;
        if (lead.OutcomeAt is { } outcome) daysToOutcome.Add((outcome - at).TotalDays);
    }

    public Backtest Figures() => new(
        totals.Count, handedOff, won, handedOff - won, missed, RocCurve.Area([.. totals], [.. wins]),
        PerWeek(), Median(daysToOutcome));

    private double? PerWeek()
    {
        if (!hasTimes || last <= first) return handedOff == 0 && last > first ? 0 : null;
        return handedOff / ((last - first).TotalDays / 7);
    }

    private static double? Median(List<double> values)
    {
        if (values.Count == 0) return null;
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}

/// <summary>Adds up backtested leads as a whole, by persona and by source.</summary>
internal sealed class SegmentTallies
{
    // A source with a name of its own for every lead is no segment; the rest go together.
    private const int MostSegments = 500;
    private const string Rest = "(others)";
    private static readonly string None = new("");
    private readonly BacktestTally overall = new();
    private readonly Dictionary<string, BacktestTally> byPersona = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BacktestTally> bySource = new(StringComparer.Ordinal);

    public void Add(in BacktestedLead lead)
    {
        overall.Add(lead);
        Segment(byPersona, lead.Lead.Facts.PersonaKey).Add(lead);
        Segment(bySource, lead.Lead.Source).Add(lead);
    }

    public BacktestReport Report()
    {
        var figures = overall.Figures();
        return new(figures, Rows(byPersona, figures), Rows(bySource, figures));
    }

    private static BacktestTally Segment(Dictionary<string, BacktestTally> tallies, string? name)
    {
        if (tallies.TryGetValue(name ?? None, out var tally)) return tally;
        if (tallies.Count < MostSegments) return tallies[name ?? None] = new();
        return tallies.TryGetValue(Rest, out var rest) ? rest : tallies[Rest] = new();
    }

    // One segment of all leads needs no second reckoning.
    private List<BacktestSegment> Rows(Dictionary<string, BacktestTally> tallies, Backtest whole) =>
    [
        .. tallies.OrderByDescending(t => t.Value.Count).ThenBy(t => t.Key, StringComparer.Ordinal)
            .Select(t => new BacktestSegment(t.Key.Length == 0 ? null : t.Key, t.Value.Count == overall.Count ? whole : t.Value.Figures())),
    ];
}
