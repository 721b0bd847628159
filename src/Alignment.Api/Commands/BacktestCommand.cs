using System.CommandLine;
using Alignment.Api.Import;
using Alignment.Api.Leads.Backtests;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Backtests;
using NodaTime;
using Spectre.Console;

namespace Alignment.Api.Commands;

/// <summary><c>alignment backtest</c>: what a definition in a file would have done with the leads in files. Needs no database.</summary>
internal static class BacktestCommand
{
    public static Command Build()
    {
        var from = new Option<string>("--from") { Description = "Look at leads created from this instant on.", HelpName = "INSTANT" };
        var json = new Option<bool>("--json") { Description = "Print the figures as JSON." };
        var other = new Option<FileInfo>("--compare") { Description = "Another definition: who is gained, who is lost.", HelpName = "OTHER.json" };
        var page = new Option<FileInfo>("--html") { Description = "Write a page with charts to this file; with --compare, both side by side.", HelpName = "FILE" };
        var command = new Command("backtest", "Run a definition against leads of the past before anyone signs it, without a database.");
        var options = new OutcomeOptions();
        options.Histories.AddDefinitionTo(command);
        options.AddTo(command);
        foreach (var option in new Option[] { from, json, other, page }) command.Options.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var journeys = options.Histories.ReadJourneys(parsed);
            var assessor = options.Histories.ReadDefinition(parsed, journeys).Compile(journeys);
            var rival = parsed.GetValue(other) is { } file ? HistoryOptions.ReadDefinition(file, journeys).Compile(journeys) : null;
            var end = options.ReadEnd(parsed);
            using var leads = options.Open(parsed);
            var period = PeriodOf(leads, parsed.GetValue(from), end);
            var asJson = parsed.GetValue(json);
            if (rival is null)
            {
                var backtest = await ImportProgress.ShowAsync(error, progress => Task.Run(() => BacktestRecording.Of(assessor, period, leads.Read(end, progress, cancel)), cancel));
                if (asJson) await output.WriteLineAsync(BacktestJson.Write(backtest.Report.Overall));
                else BacktestTables.Write(ConsoleOn(output), backtest);
                if (parsed.GetValue(page) is { } target) await OutputFile.WriteAsync(target, BacktestPage.Write(backtest), cancel);
            }
            else
            {
                var compared = await ImportProgress.ShowAsync(error, progress => Task.Run(
                    () => ComparisonRecording.Of(assessor, rival, period, leads.Read(end, progress, cancel), () => leads.Current), cancel));
                if (asJson) await output.WriteLineAsync(BacktestJson.Write(compared.Difference));
                else BacktestTables.Write(ConsoleOn(output), compared.Difference, Name(assessor, "the definition"), Name(rival, "the other"), compared.Gained, compared.Lost);
                if (parsed.GetValue(page) is { } target) await OutputFile.WriteAsync(target, ComparisonPage.Write(compared), cancel);
            }

            foreach (var summary in leads.Summary()) await error.WriteLineAsync(summary);
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Tables go to whoever asked; widths are the terminal's only where there is one.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected) console.Profile.Width = 140;
        return console;
    }

    private static BacktestPeriod PeriodOf(HistoricLeads leads, string? from, Instant end)
    {
        if (!leads.HasTimes) return from is null ? BacktestPeriod.WithoutTimes(end) : throw new WrongInputException("--from: the map of leads names no createdAt, so no lead has a time.");
        if (from is null) return BacktestPeriod.Until(end);
        var start = HistoryOptions.ReadInstant("--from", from);
        return start < end ? BacktestPeriod.Between(start, end) : throw new WrongInputException("--from lies before the end (--as-of).");
    }

    private static string Name(LeadAssessor assessor, string otherwise) => assessor.Definition.Name is { Length: > 0 and < 40 } name ? $"\"{name}\"" : otherwise;
}
