using System.Text;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using static Alignment.Api.Leads.Backtests.BacktestWords;

namespace Alignment.Api.Leads.Backtests;

/// <summary>A backtest as one page that needs nothing else: no script, no network, no color to be understood; it prints on paper.</summary>
internal static class BacktestPage
{
    public const int MostSegments = 50;

    private const string Style = """
        :root { color-scheme: light; }
        body { font: 16px/1.5 system-ui, sans-serif; color: #111; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
        table { border-collapse: collapse; margin: .8rem 0; } th, td { padding: .25rem .8rem .25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #bbb; }
        td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
        figure { margin: 1rem 0; break-inside: avoid; } figcaption { max-width: 46rem; }
        svg { width: 100%; height: auto; max-width: 720px; } svg text { font: 12px system-ui, sans-serif; fill: #111; }
        .solid { fill: #222; } .hatched { fill: url(#hatch); stroke: #222; } .plain { fill: #999; } .open { fill: #fff; stroke: #222; stroke-dasharray: 4 3; }
        .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 0 2rem; } .pair h3 { font-size: 1rem; margin-bottom: 0; }
        .axis { stroke: #111; } .grid { stroke: #ccc; } .mark { stroke: #111; stroke-width: 2; stroke-dasharray: 2 3; }
        .line-solid, .line-dashed { fill: none; stroke: #111; stroke-width: 2.5; } .line-dashed { stroke-dasharray: 8 5; }
        @media print { body { margin: 0; max-width: none; font-size: 11pt; } details { display: none; } h2 { break-after: avoid; } a { color: inherit; } }
        """;

    /// <summary>The page as HTML.</summary>
    public static string Write(BacktestRecording backtest)
    {
        var page = Start($"Backtest: {backtest.Definition.Name}", backtest.Period).Append("<h2>The figures</h2>");
        Table(page, "What the definition would have done", ["Figure", "Value", "Meaning"], [.. Figures(backtest.Report.Overall).Select(figure => (IReadOnlyList<string>)[figure.Name, figure.Value, figure.Meaning])]);
        foreach (var chart in BacktestCharts.Of(backtest)) Chart(page, chart);
        Segments(page, "By persona", "Persona", backtest.Report.ByPersona);
        Segments(page, "By source", "Source", backtest.Report.BySource);
        Definition(page, backtest.Definition);
        return End(page);
    }

    /// <summary>The beginning of a page.</summary>
    public static StringBuilder Start(string title, BacktestPeriod period) => new StringBuilder()
        .Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .Append($"<title>{Svg.Text(title)}</title><style>{Style}</style></head><body><main>")
        .Append($"<h1>{Svg.Text(title)}</h1><p>{Svg.Text(Sentence(Period(period)))} {Svg.Text(Caveat(period))}</p>")
        .Append("<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#222\" stroke-width=\"2\"/></pattern></defs></svg>");

    /// <summary>The page, ended.</summary>
    public static string End(StringBuilder page) => page.Append("</main></body></html>\n").ToString();

    private static void Chart(StringBuilder page, BacktestChart chart)
    {
        page.Append($"<h2>{Svg.Text(chart.Title)}</h2>");
        Figure(page, chart);
    }

    /// <summary>A chart with what to see in it, and the same as a table.</summary>
    public static void Figure(StringBuilder page, BacktestChart chart)
    {
        if (chart.Drawing is null)
        {
            page.Append($"<p>{Svg.Text(chart.Reading)}</p>");
            return;
        }

        page.Append($"<figure>{chart.Drawing}<figcaption>{Svg.Text(chart.Reading)}</figcaption></figure><details><summary>The same as a table</summary>");
        Table(page, chart.Title, chart.Columns, chart.Rows);
        page.Append("</details>");
    }

    private static void Segments(StringBuilder page, string title, string name, IReadOnlyList<BacktestSegment> segments)
    {
        if (segments.Count < 2) return;
        page.Append($"<h2>{title}</h2>");
        Table(page, title, [name, "Leads", "Handed off", "Won", "Wasted", "Missed", "Precision", "Recall", "AUC"],
        [
            .. segments.Take(MostSegments).Select(segment => (IReadOnlyList<string>)
            [
                segment.Name ?? "(none)", Count(segment.Figures.Leads), Count(segment.Figures.HandedOff), Count(segment.Figures.Won), Count(segment.Figures.Wasted),
                Count(segment.Figures.Missed), Share(segment.Figures.Precision), Share(segment.Figures.Recall), Auc(segment.Figures.Auc),
            ]),
        ]);
    }

    /// <summary>What a definition asks for.</summary>
    public static void Definition(StringBuilder page, LeadDefinition definition)
    {
        var thresholds = new[] { ("total", definition.HandOff.Total), ("fit", definition.HandOff.Fit), ("interest", definition.HandOff.Interest) }
            .Where(threshold => threshold.Item2 is not null).Select(threshold => $"{threshold.Item1} of at least {Number(threshold.Item2)}").ToList();
        page.Append($"<h2>The definition: {Svg.Text(definition.Name)}</h2><p>").Append(thresholds.Count == 0 ? "Every requirement met." : Svg.Text($"Hand off with a {string.Join(", a ", thresholds)}.")).Append("</p>");
        Table(page, "Criteria", ["Criterion", "Points", "Kind", "Role"],
            [.. definition.Criteria.Select(criterion => (IReadOnlyList<string>)[criterion.Label ?? criterion.Key, Number(criterion.Points), criterion.Kind, criterion.Role.ToString().ToLowerInvariant()])]);
        page.Append($"<details><summary>As JSON</summary><pre>{Svg.Text(definition.ToJson(indented: true))}</pre></details>");
    }

    /// <summary>Rows whose first cell names them.</summary>
    public static void Table(StringBuilder page, string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        page.Append($"<table><caption>{Svg.Text(caption)}</caption><thead><tr>");
        for (var i = 0; i < columns.Count; i++) page.Append($"<th scope=\"col\"{Class(i)}>{Svg.Text(columns[i])}</th>");
        page.Append("</tr></thead><tbody>");
        foreach (var row in rows)
        {
            page.Append("<tr>");
            for (var i = 0; i < row.Count; i++) page.Append(i == 0 ? $"<th scope=\"row\">{Svg.Text(row[i])}</th>" : $"<td{Class(i)}>{Svg.Text(row[i])}</td>");
            page.Append("</tr>");
        }

        page.Append("</tbody></table>");

        string Class(int column) => column > 0 && rows.All(row => row[column].Length > 0 && (char.IsAsciiDigit(row[column][0]) || row[column][0] == '-')) ? " class=\"n\"" : "";
    }

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
