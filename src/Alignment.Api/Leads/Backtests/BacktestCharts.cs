using System.Globalization;
using NodaTime;
using static Alignment.Api.Leads.Backtests.BacktestWords;

namespace Alignment.Api.Leads.Backtests;

/// <summary>A chart, and the figures it shows.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Drawing">The chart as SVG; null where there is nothing to draw.</param>
/// <param name="Reading">What to see in it, in a sentence.</param>
/// <param name="Columns">The columns of its figures.</param>
/// <param name="Rows">Its figures.</param>
internal sealed record BacktestChart(string Title, string? Drawing, string Reading, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

/// <summary>Draws a backtest.</summary>
internal static class BacktestCharts
{
    private const int MostBins = 24;
    private const int MostThresholds = 60;

    /// <param name="backtest">What is drawn.</param>
    /// <param name="prefix">Tells the ids of these charts from those of others on the same page.</param>
    public static IReadOnlyList<BacktestChart> Of(BacktestRecording backtest, string prefix = "") =>
        [Funnel(backtest, prefix), Scores(backtest, prefix), Thresholds(backtest, prefix), Waste(backtest, prefix)];

    /// <summary>Leads, hand-offs, wins.</summary>
    private static BacktestChart Funnel(BacktestRecording backtest, string prefix)
    {
        var figures = backtest.Report.Overall;
        (string Name, int Count, string Kind)[] steps =
        [
            ("Leads", figures.Leads, "plain"), ("Handed off", figures.HandedOff, "plain"), ("Won", figures.Won, "solid"),
            ("Wasted", figures.Wasted, "hatched"), ("Missed", figures.Missed, "open"),
        ];
        const string title = "From leads to wins";
        var reading = $"Of {Count(figures.Leads)} leads {Count(figures.HandedOff)} would have been handed off; {Count(figures.Won)} of those were won and {Count(figures.Wasted)} wasted. {Count(figures.Missed)} won leads would have been missed.";
        var svg = new Svg(prefix + "funnel", title, reading);
        var step = Svg.PlotHeight / steps.Length;
        for (var i = 0; i < steps.Length; i++)
        {
            var y = Svg.Top + (i * step);
            var width = figures.Leads == 0 ? 0 : (Svg.PlotWidth - 160) * steps[i].Count / figures.Leads;
            svg.Label(Svg.Left + 40, y + (step / 2) + 4, steps[i].Name, "end");
            svg.Bar(Svg.Left + 48, y + 4, width, step - 10, steps[i].Kind);
            svg.Label(Svg.Left + 56 + width, y + (step / 2) + 4, figures.Leads == 0 ? "0" : $"{Count(steps[i].Count)} ({Share((double)steps[i].Count / figures.Leads)})", "start");
        }

        return new(title, svg.ToString(), reading, ["Step", "Leads"], [.. steps.Select(one => (IReadOnlyList<string>)[one.Name, Count(one.Count)])]);
    }

    /// <summary>How the totals of won leads and of others are spread.</summary>
    private static BacktestChart Scores(BacktestRecording backtest, string prefix)
    {
        const string title = "Scores of won leads against others";
        if (backtest.Points.Count == 0) return Nothing(title);
        var (low, high) = (backtest.Points.Min(point => point.Total), backtest.Points.Max(point => point.Total));
        var width = NiceStep((high - low) / MostBins);
        var first = Math.Floor(low / width);
        var bins = (int)(Math.Floor(high / width) - first) + 1;
        var (won, other) = (new int[bins], new int[bins]);
        foreach (var point in backtest.Points) (point.Won ? won : other)[(int)(Math.Floor(point.Total / width) - first)]++;
        var (allWon, allOther) = (Math.Max(1, won.Sum()), Math.Max(1, other.Sum()));
        var most = Math.Max(won.Max() / (double)allWon, other.Max() / (double)allOther);
        var reading = $"Each bar is the share of the won leads, or of the others, whose total at the end of their span lies in a stretch of {Number(width)} points. The less they overlap, the better the points tell them apart (AUC {Auc(backtest.Report.Overall.Auc)}).";
        var svg = new Svg(prefix + "scores", title, reading);
        svg.Scale(most, Share2);
        svg.Legend(("solid", "won"), ("hatched", "lost or never won"));
        var slot = Svg.PlotWidth / bins;
        for (var i = 0; i < bins; i++)
        {
            var x = Svg.Left + (i * slot);
            var (mine, its) = (won[i] / (double)allWon / most * Svg.PlotHeight, other[i] / (double)allOther / most * Svg.PlotHeight);
            svg.Bar(x + 1, Svg.Top + Svg.PlotHeight - mine, (slot / 2) - 1, mine, "solid", $"{Range(i)}: {Count(won[i])} won");
            svg.Bar(x + (slot / 2), Svg.Top + Svg.PlotHeight - its, (slot / 2) - 1, its, "hatched", $"{Range(i)}: {Count(other[i])} others");
            if (i % Math.Max(1, bins / 12) == 0) svg.Label(x, Svg.Height - Svg.Bottom + 16, Number((first + i) * width));
        }

        Threshold(svg, backtest.Definition.HandOff.Total, total => Svg.Left + (((total / width) - first) * slot));
        svg.Label(Svg.Left + (Svg.PlotWidth / 2), Svg.Height - 6, "total points at the end of a lead's span");
        return new(title, svg.ToString(), reading, ["Points", "Won", "Others"], [.. Enumerable.Range(0, bins).Select(i => (IReadOnlyList<string>)[Range(i), Count(won[i]), Count(other[i])])]);

        string Range(int i) => $"{Number((first + i) * width)} to {Number((first + i + 1) * width)}";
    }

    /// <summary>What another threshold on the total would have given.</summary>
    private static BacktestChart Thresholds(BacktestRecording backtest, string prefix)
    {
        const string title = "Precision and recall by threshold";
        var wins = backtest.Points.Count(point => point.Won);
        if (wins == 0) return Nothing(title);
        var sorted = backtest.Points.OrderByDescending(point => point.Total).ToList();
        var (low, high) = (sorted[^1].Total, sorted[0].Total);
        var rows = new List<(double Threshold, double? Precision, double Recall, int Over)>();
        var (over, right) = (0, 0);
        var step = NiceStep((high - low) / MostThresholds);
        for (var threshold = Math.Floor(high / step) * step; threshold >= (Math.Floor(low / step) * step) - 1e-9; threshold -= step)
        {
            for (; over < sorted.Count && sorted[over].Total >= threshold - 1e-9; over++)
                if (sorted[over].Won) right++;
            rows.Add((threshold, over == 0 ? null : (double)right / over, (double)right / wins, over));
        }

        rows.Reverse();
        const string reading = "If leads were handed off by their total alone, at the end of their span: a higher threshold wastes fewer hand-offs (precision rises) and misses more wins (recall falls).";
        var svg = new Svg(prefix + "thresholds", title, reading);
        svg.Scale(1, Share2);
        svg.Legend(("line-solid", "precision"), ("line-dashed", "recall"));
        var span = Math.Max(step, rows[^1].Threshold - rows[0].Threshold);
        double X(double threshold) => Svg.Left + ((threshold - rows[0].Threshold) / span * Svg.PlotWidth);
        static double Y(double share) => Svg.Top + ((1 - share) * Svg.PlotHeight);
        svg.Line(rows.Where(row => row.Precision is not null).Select(row => (X(row.Threshold), Y(row.Precision!.Value))), "line-solid");
        svg.Line(rows.Select(row => (X(row.Threshold), Y(row.Recall))), "line-dashed");
        for (var i = 0; i < rows.Count; i += Math.Max(1, rows.Count / 10)) svg.Label(X(rows[i].Threshold), Svg.Height - Svg.Bottom + 16, Number(rows[i].Threshold));
        Threshold(svg, backtest.Definition.HandOff.Total, X);
        svg.Label(Svg.Left + (Svg.PlotWidth / 2), Svg.Height - 6, "threshold on the total");
        return new(title, svg.ToString(), reading, ["Threshold", "Precision", "Recall", "Leads over it"],
            [.. rows.Select(row => (IReadOnlyList<string>)[Number(row.Threshold), Share(row.Precision), Share(row.Recall), Count(row.Over)])]);
    }

    /// <summary>Hand-offs that were won and wasted, by the month or the week in which they would have been made.</summary>
    private static BacktestChart Waste(BacktestRecording backtest, string prefix)
    {
        const string title = "Waste over time";
        var handOffs = backtest.Points.Where(point => point.HandedOffAt is not null).Select(point => (Day: point.HandedOffAt!.Value.InUtc().Date, point.Won)).ToList();
        if (handOffs.Count == 0) return Nothing(title, backtest.Period.HasTimes ? "Nothing would have been handed off." : "The history has no times.");
        var weekly = NodaTime.Period.DaysBetween(handOffs.Min(one => one.Day), handOffs.Max(one => one.Day)) < 200;
        LocalDate Begin(LocalDate day) => weekly ? day.PlusDays(1 - (int)day.DayOfWeek) : new LocalDate(day.Year, day.Month, 1);
        LocalDate Next(LocalDate begin) => weekly ? begin.PlusDays(7) : begin.PlusMonths(1);
        var counted = handOffs.GroupBy(one => Begin(one.Day)).ToDictionary(group => group.Key, group => (Won: group.Count(one => one.Won), All: group.Count()));
        var rows = new List<(LocalDate Begin, int Won, int Wasted)>();
        for (var begin = counted.Keys.Min(); begin <= counted.Keys.Max(); begin = Next(begin))
        {
            var (won, all) = counted.GetValueOrDefault(begin);
            rows.Add((begin, won, all - won));
        }

        var reading = $"Each bar is a {(weekly ? "week" : "month")} of hand-offs that the definition would have made: below, those that were won; above, those that were wasted.";
        var most = rows.Max(row => row.Won + row.Wasted);
        var svg = new Svg(prefix + "waste", title, reading);
        svg.Scale(most, count => Number(count));
        svg.Legend(("solid", "won"), ("hatched", "wasted"));
        var slot = Svg.PlotWidth / rows.Count;
        for (var i = 0; i < rows.Count; i++)
        {
            var (won, wasted) = (rows[i].Won / (double)most * Svg.PlotHeight, rows[i].Wasted / (double)most * Svg.PlotHeight);
            var (x, floor) = (Svg.Left + (i * slot) + (slot * 0.1), Svg.Top + Svg.PlotHeight);
            svg.Bar(x, floor - won, slot * 0.8, won, "solid", $"{Name(rows[i].Begin)}: {Count(rows[i].Won)} won");
            svg.Bar(x, floor - won - wasted, slot * 0.8, wasted, "hatched", $"{Name(rows[i].Begin)}: {Count(rows[i].Wasted)} wasted");
            if (i % Math.Max(1, rows.Count / 8) == 0) svg.Label(x + (slot * 0.4), Svg.Height - Svg.Bottom + 16, Name(rows[i].Begin));
        }

        svg.Label(Svg.Left + (Svg.PlotWidth / 2), Svg.Height - 6, $"{(weekly ? "week" : "month")} of the hand-off (UTC)");
        return new(title, svg.ToString(), reading, [weekly ? "Week of" : "Month", "Won", "Wasted", "Share wasted"],
            [.. rows.Select(row => (IReadOnlyList<string>)[Name(row.Begin), Count(row.Won), Count(row.Wasted), Share(row.Won + row.Wasted == 0 ? null : (double)row.Wasted / (row.Won + row.Wasted))])]);

        string Name(LocalDate begin) => begin.ToString(weekly ? "uuuu-MM-dd" : "uuuu-MM", CultureInfo.InvariantCulture);
    }

    private static void Threshold(Svg svg, double? threshold, Func<double, double> at)
    {
        if (threshold is not { } total || at(total) is not (>= Svg.Left and <= Svg.Width - Svg.Right and var x)) return;
        svg.Rule(x, Svg.Top, x, Svg.Height - Svg.Bottom, "mark");
        svg.Label(x, Svg.Top - 4, $"hand off from {Number(total)}", x > Svg.Width / 2 ? "end" : "start");
    }

    // 1, 2 or 5 times a power of ten.
    private static double NiceStep(double atLeast)
    {
        if (!(atLeast > 1e-9)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * (atLeast / power) switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 5 => 5,
            _ => 10,
        };
    }

    private static string Share2(double share) => Share(share);

    private static BacktestChart Nothing(string title, string why = "No lead of the period was won.") => new(title, null, why, [], []);
}
