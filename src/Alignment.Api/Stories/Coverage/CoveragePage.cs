using System.Globalization;
using System.Net;
using System.Text;
using Alignment.Core.Journeys;
using Alignment.Core.Stories;

namespace Alignment.Api.Stories.Coverage;

/// <summary>
/// The coverage matrix as a heat map on one page that needs nothing else: no script, no network. Shade, hatching and words say the same,
/// so that it reads on paper and without color.
/// </summary>
internal static class CoveragePage
{
    private const string Style = """
        :root { color-scheme: light; }
        body { font: 16px/1.45 system-ui, sans-serif; color: #111; background: #fff; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2rem; }
        table { border-collapse: collapse; width: 100%; table-layout: fixed; margin: 1rem 0; }
        th { text-align: left; padding: .4rem .5rem; vertical-align: bottom; font-weight: 600; } th[scope=row] { vertical-align: top; }
        th .sales { display: block; font-weight: normal; font-size: .8rem; }
        td { border: 2px solid #fff; padding: .45rem .5rem; vertical-align: top; font-size: .85rem; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        td b { display: block; font-size: 1.05rem; font-variant-numeric: tabular-nums; } td span { display: block; }
        .whole { background: #e3efe3; } .some { background: #fbe3b8; } .much { background: #f3b98a; }
        .us { background: repeating-linear-gradient(45deg, #f3b98a 0 6px, #fff 6px 9px); } .nothing { background: #8f2d2d; color: #fff; }
        .key td { width: auto; } .key { width: auto; table-layout: auto; } li { margin: .25rem 0; break-inside: avoid; }
        @page { size: landscape; margin: 1.2cm; }
        @media print { body { margin: 0; max-width: none; font-size: 10pt; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
        """;

    /// <summary>The page as HTML.</summary>
    public static string Write(CoverageSheet sheet)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
            .Append($"<title>Story coverage</title><style>{Style}</style></head><body><main><h1>Story coverage</h1><p>{Text(sheet.Summary)}</p>\n");
        foreach (var (stages, rows) in sheet.Tables) Matrix(page, stages, rows);
        if (sheet.Coverage.Cells.Count > 0)
            page.Append("<table class=\"key\"><tbody><tr><td class=\"whole\">every question answered</td><td class=\"some\">up to half of the questions open</td><td class=\"much\">more than half open</td>")
                .Append("<td class=\"us\">only content about us</td><td class=\"nothing\">nothing at all</td></tr></tbody></table>\n");
        if (sheet.Coverage.Gaps.Count > 0)
        {
            page.Append("<h2>Gaps, costliest first</h2><p>Leads standing there, times how much is missing, times how early the stage is: before buyers know the problem, somebody else teaches it to them.</p><ol>\n");
            foreach (var gap in sheet.Coverage.Gaps) page.Append("<li>").Append(Text(sheet.Gap(gap))).Append("</li>\n");
            page.Append("</ol>");
        }

        return page.Append("</main></body></html>\n").ToString();
    }

    private static void Matrix(StringBuilder page, IReadOnlyList<BuyingStage> stages, IReadOnlyList<(string Persona, IReadOnlyList<CoverageCell> Cells)> rows)
    {
        page.Append("<table><thead><tr><th scope=\"col\">Persona</th>");
        foreach (var stage in stages)
            page.Append("<th scope=\"col\">").Append(Text(stage.Name)).Append(stage.SalesEngages ? "<span class=\"sales\">sales engages</span>" : "").Append("</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var (persona, cells) in rows)
        {
            page.Append("<tr><th scope=\"row\">").Append(Text(persona)).Append("</th>");
            foreach (var cell in cells)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"{Shade(cell)}\" title=\"{Text(CoverageSheet.Lack(cell))}\"><b>{cell.Answered} of {cell.Questions}</b>")
                    .Append(CultureInfo.InvariantCulture, $"<span>{cell.Assets} {(cell.Assets == 1 ? "piece" : "pieces")}{(cell.OnlyAboutUs ? ", all about us" : "")}</span>")
                    .Append(CultureInfo.InvariantCulture, $"<span>{cell.Leads} {(cell.Leads == 1 ? "lead" : "leads")}</span></td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table>\n");
    }

    private static string Shade(CoverageCell cell) => !cell.IsGap ? "whole" : cell.Assets == 0 ? "nothing" : cell.OnlyAboutUs ? "us" : cell.Severity <= 0.5 ? "some" : "much";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
