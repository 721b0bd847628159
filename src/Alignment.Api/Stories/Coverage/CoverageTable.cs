using System.Globalization;
using Alignment.Core.Stories;
using Spectre.Console;

namespace Alignment.Api.Stories.Coverage;

/// <summary>The coverage matrix on a terminal.</summary>
internal static class CoverageTable
{
    private const int MostGaps = 10;

    public static void Write(IAnsiConsole console, CoverageSheet sheet)
    {
        foreach (var (stages, rows) in sheet.Tables)
        {
            var table = new Table().Border(TableBorder.Simple).AddColumn("Persona");
            foreach (var stage in stages) table.AddColumn(Markup.Escape(stage.Name));
            foreach (var (persona, cells) in rows) table.AddRow([Markup.Escape(persona), .. cells.Select(cell => Markup.Escape(Cell(cell)))]);
            console.Write(table);
        }

        console.WriteLine($"{sheet.Summary}");
        if (sheet.Coverage.Cells.Count == 0) return;
        console.WriteLine("A cell: answered/questions, pieces of content, leads standing there. -: no content; us: only content about us.");
        if (sheet.Coverage.Gaps.Count == 0) return;
        console.WriteLine();
        console.WriteLine("Gaps, costliest first (leads there x how much is missing x how early the stage is):");
        foreach (var (gap, place) in sheet.Coverage.Gaps.Take(MostGaps).Select((gap, place) => (gap, place)))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{place + 1,3}. {sheet.Gap(gap)}"));
        if (sheet.Coverage.Gaps.Count > MostGaps) console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"     and {sheet.Coverage.Gaps.Count - MostGaps} more (--html or --json shows all)"));
    }

    private static string Cell(CoverageCell cell) => string.Create(CultureInfo.InvariantCulture,
        $"{cell.Answered}/{cell.Questions}  {(cell.Assets == 0 ? "-" : cell.OnlyAboutUs ? $"{cell.Assets} us" : $"{cell.Assets}")}  {cell.Leads}");
}
