using System.CommandLine;
using Alignment.Api.Import;
using Alignment.Api.Leads.Backtests;
using Alignment.Core.Leads.Suggestions;

namespace Alignment.Api.Commands;

/// <summary><c>alignment suggest</c>: a definition proposed from leads in files and what became of them. Needs no database.</summary>
internal static class SuggestCommand
{
    public static Command Build()
    {
        var most = new Option<int>("--max-criteria") { Description = "How many criteria at most (default 10).", DefaultValueFactory = _ => 10, HelpName = "N" };
        var only = Names("--attributes", "The only columns to use: attributes by name, persona, or \"engagement: TYPE\".");
        var leaveOut = Names("--leave-out", "Columns to leave out, such as those filled in after the outcome.");
        var keep = Names("--keep", "Columns to use even if they look as if they were written after the outcome.");
        var seed = new Option<int>("--seed") { Description = "Decides how leads are dealt out for cross-validation (default 1); the same seed, the same answer.", DefaultValueFactory = _ => 1, HelpName = "N" };
        var name = new Option<string>("--name") { Description = "What to call the definition.", HelpName = "TEXT" };
        var json = new Option<bool>("--json") { Description = "Print the suggestion as JSON." };
        var target = new Option<FileInfo>("--out") { Description = "Write the definition to this file, for backtest, assess or the draft.", HelpName = "FILE" };
        var command = new Command("suggest", "Propose a definition from leads of the past, without a database: an integer scorecard that people can read and sign.");
        var options = new OutcomeOptions();
        options.AddTo(command);
        foreach (var option in new Option[] { most, only, leaveOut, keep, seed, name, json, target }) command.Options.Add(option);
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var wanted = new SuggestionOptions
            {
                MaxCriteria = parsed.GetValue(most),
                Only = parsed.GetValue(only) is { Length: > 0 } columns ? columns : null,
                LeaveOut = parsed.GetValue(leaveOut) ?? [],
                KeepSuspects = parsed.GetValue(keep) ?? [],
                Seed = parsed.GetValue(seed),
            };
            if (parsed.GetValue(name) is { } called) wanted = wanted with { Name = called };
            var end = options.ReadEnd(parsed);
            using var leads = options.Open(parsed);
            var suggestion = await ImportProgress.ShowAsync(error, progress => Task.Run(
                () => DefinitionSuggester.Suggest(
                    leads.Read(end, progress, cancel), wanted, new SynchronousProgress(share => progress.Report("learning", 0, (long)(100 * share), 100)), cancel),
                cancel));
            foreach (var summary in leads.Summary()) await error.WriteLineAsync(summary);
            if (!suggestion.TryGetValue(out var suggested, out var refusals)) throw new WrongInputException([.. refusals.Select(refusal => refusal.Message)]);
            if (parsed.GetValue(json)) await output.WriteLineAsync(BacktestJson.Write(suggested));
            else BacktestTables.Write(BacktestCommand.ConsoleOn(output), suggested);
            if (parsed.GetValue(target) is { } file) await OutputFile.WriteAsync(file, suggested.Definition.ToJson(indented: true) + "\n", cancel);
            return ExitCode.Done;
        });
        return command;
    }

    private static Option<string[]> Names(string name, string description) =>
        new(name) { Description = description, HelpName = "NAMES", AllowMultipleArgumentsPerToken = true, CustomParser = parsed => [.. parsed.Tokens.SelectMany(token => token.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))] };

    /// <summary>Tells at once, on the thread that works.</summary>
    private sealed class SynchronousProgress(Action<double> tell) : IProgress<double>
    {
        public void Report(double value) => tell(value);
    }
}
