using System.Text;
using Alignment.Core.Leads.Backtests;
using static Alignment.Api.Leads.Backtests.BacktestWords;

namespace Alignment.Api.Leads.Backtests;

/// <summary>Two definitions side by side on one page: who is gained, who is lost, and what that does to wasted and missed.</summary>
internal static class ComparisonPage
{
    /// <summary>The page as HTML.</summary>
    public static string Write(ComparisonRecording compared)
    {
        var (before, after) = compared.Names;
        var difference = compared.Difference;
        var page = BacktestPage.Start($"Backtest: {before} beside {after}", compared.Before.Period);
        page.Append("<h2>What would change</h2>");
        BacktestPage.Table(page, $"With {after} in place of {before}", ["Change", "Leads", "Won", "Some of them"],
        [
            ["Gained", Count(difference.Gained), Count(difference.GainedWon), Some(compared.Gained, difference.Gained)],
            ["Lost", Count(difference.Lost), Count(difference.LostWon), Some(compared.Lost, difference.Lost)],
        ]);
        page.Append($"<p>{Svg.Text($"Wasted: {Signed(difference.MoreWasted)}. Missed: {Signed(difference.MoreMissed)}.")}</p>");
        page.Append("<h2>The figures</h2>");
        BacktestPage.Table(page, "What each would have done", ["Figure", before, after, "Meaning"],
        [
            .. Figures(difference.Before.Overall).Zip(Figures(difference.After.Overall), (one, other) => (IReadOnlyList<string>)[one.Name, one.Value, other.Value, one.Meaning]),
        ]);
        Segments(page, "By persona", "Persona", difference.Before.ByPersona, difference.After.ByPersona);
        Segments(page, "By source", "Source", difference.Before.BySource, difference.After.BySource);
        foreach (var (one, other) in BacktestCharts.Of(compared.Before, "before-").Zip(BacktestCharts.Of(compared.After, "after-")))
        {
            page.Append($"<h2>{Svg.Text(one.Title)}</h2><div class=\"pair\">");
            foreach (var (name, chart) in new[] { (before, one), (after, other) })
            {
                page.Append($"<div><h3>{Svg.Text(name)}</h3>");
                BacktestPage.Figure(page, chart);
                page.Append("</div>");
            }

            page.Append("</div>");
        }

        BacktestPage.Definition(page, compared.Before.Definition);
        BacktestPage.Definition(page, compared.After.Definition);
        return BacktestPage.End(page);

        void Segments(StringBuilder to, string title, string name, IReadOnlyList<BacktestSegment> was, IReadOnlyList<BacktestSegment> would)
        {
            if (was.Count < 2) return;
            to.Append($"<h2>{title}</h2>");
            BacktestPage.Table(to, title, [name, "Leads", $"Handed off: {before}", $"Handed off: {after}", "Wasted", "Missed"],
            [
                .. was.Take(BacktestPage.MostSegments).Select(one => (one, other: would.First(segment => segment.Name == one.Name))).Select(pair => (IReadOnlyList<string>)
                [
                    pair.one.Name ?? "(none)", Count(pair.one.Figures.Leads), Count(pair.one.Figures.HandedOff), Count(pair.other.Figures.HandedOff),
                    Signed(pair.other.Figures.Wasted - pair.one.Figures.Wasted), Signed(pair.other.Figures.Missed - pair.one.Figures.Missed),
                ]),
            ]);
        }
    }

    private static string Some(IReadOnlyList<string> names, int all) => names.Count == 0 ? "-" : $"{string.Join(", ", names)}{(all > names.Count ? ", ..." : "")}";
}
