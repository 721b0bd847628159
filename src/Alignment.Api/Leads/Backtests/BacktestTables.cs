using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Suggestions;
using Spectre.Console;
using static Alignment.Api.Leads.Backtests.BacktestWords;

namespace Alignment.Api.Leads.Backtests;

/// <summary>Backtests and suggestions as tables on a terminal.</summary>
internal static class BacktestTables
{
    private const int MostSegments = 12;

    public static void Write(IAnsiConsole console, BacktestRecording backtest)
    {
        console.WriteLine($"{backtest.Definition.Name}: {Period(backtest.Period)}");
        Write(console, [("", backtest.Report.Overall)], withMeaning: true);
        Segments(console, "Persona", backtest.Report.ByPersona);
        Segments(console, "Source", backtest.Report.BySource);
        console.WriteLine(Caveat(backtest.Period));
    }

    public static void Write(IAnsiConsole console, BacktestComparison comparison, string before, string after, IReadOnlyList<string> gained, IReadOnlyList<string> lost)
    {
        Write(console, [(before, comparison.Before.Overall), (after, comparison.After.Overall)], withMeaning: false);
        console.WriteLine($"{Count(comparison.Gained)} leads only {after} would hand off ({Count(comparison.GainedWon)} of them won){Some(gained, comparison.Gained)}");
        console.WriteLine($"{Count(comparison.Lost)} leads only {before} would hand off ({Count(comparison.LostWon)} of them won){Some(lost, comparison.Lost)}");
        console.WriteLine($"Wasted: {Signed(comparison.MoreWasted)}. Missed: {Signed(comparison.MoreMissed)}.");
    }

    public static void Write(IAnsiConsole console, LeadDefinitionSuggestion suggestion)
    {
        console.WriteLine($"{suggestion.Definition.Name}: hand off from {Number(suggestion.Definition.HandOff.Total)} points; learnt from {Count(suggestion.Leads)} leads, {Share(suggestion.BaseRate)} of them won");
        var table = Start("Points", "Criterion");
        foreach (var criterion in suggestion.Definition.Criteria) table.AddRow(Cell(Number(criterion.Points)), Cell(criterion.Label ?? criterion.Key));
        console.Write(table);
        console.WriteLine($"AUC, cross-validated: {Auc(suggestion.Auc)}; a logistic regression over everything reaches {Auc(suggestion.FullModelAuc)}.");
        if (suggestion.IsSampled) console.WriteLine($"There are {Count(suggestion.Known)} leads to learn from; an even sample of {Count(suggestion.Leads)} stands for them.");
        if (suggestion.OpenCountedAsLost) console.WriteLine("No lead is recorded as lost: those without an outcome stand for those not won.");
        foreach (var leak in suggestion.SuspectedLeakage)
            console.WriteLine($"Suspected leakage: {leak.Column} (alone {Auc(leak.Auc)}): {leak.Why}{(leak.Used ? " Used because it was asked for." : " Left out.")}");
    }

    private static void Write(IAnsiConsole console, IReadOnlyList<(string Name, Backtest Figures)> columns, bool withMeaning)
    {
        var table = Start(["", .. columns.Select(column => column.Name), .. withMeaning ? [""] : Array.Empty<string>()]);
        var figures = columns.Select(column => Figures(column.Figures).ToList()).ToList();
        for (var i = 0; i < figures[0].Count; i++)
            table.AddRow([Cell(figures[0][i].Name), .. figures.Select(one => Cell(one[i].Value)), .. withMeaning ? [Cell(figures[0][i].Meaning)] : Array.Empty<Text>()]);
        console.Write(table);
    }

    private static void Segments(IAnsiConsole console, string name, IReadOnlyList<BacktestSegment> segments)
    {
        if (segments.Count < 2) return;
        var table = Start(name, "Leads", "Handed off", "Won", "Wasted", "Missed", "Precision", "Recall", "AUC");
        foreach (var (segment, figures) in segments.Take(MostSegments))
        {
            table.AddRow(
                Cell(segment ?? "(none)"), Cell(Count(figures.Leads)), Cell(Count(figures.HandedOff)), Cell(Count(figures.Won)), Cell(Count(figures.Wasted)),
                Cell(Count(figures.Missed)), Cell(Share(figures.Precision)), Cell(Share(figures.Recall)), Cell(Auc(figures.Auc)));
        }

        console.Write(table);
        if (segments.Count > MostSegments) console.WriteLine($"... and {segments.Count - MostSegments} more");
    }

    private static string Some(IReadOnlyList<string> names, int all) => names.Count == 0 ? "" : $": {string.Join(", ", names)}{(all > names.Count ? ", ..." : "")}";

    private static Table Start(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Minimal };
        for (var i = 0; i < columns.Length; i++) table.AddColumn(new TableColumn(Cell(columns[i])));
        return table;
    }

    private static Text Cell(string text) => new(text);
}
