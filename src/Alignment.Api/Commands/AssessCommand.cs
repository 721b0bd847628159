using System.CommandLine;
using Alignment.Api.Import;
using Alignment.Api.Import.Histories;

namespace Alignment.Api.Commands;

/// <summary><c>alignment assess</c>: judges leads in files by a definition in a file, as of an instant. Needs no database.</summary>
internal static class AssessCommand
{
    public static Command Build()
    {
        var asOf = new Option<string>("--as-of") { Description = "The instant of assessment, such as 2026-03-01T12:00:00Z.", Required = true, HelpName = "INSTANT" };
        var target = new Option<FileInfo>("--out") { Description = "Where to write the assessments, as CSV; standard output otherwise.", HelpName = "FILE" };
        var command = new Command("assess", "Judge leads in files by a definition in a file, without a database. Memory does not grow with the files.");
        var histories = new HistoryOptions();
        histories.AddDefinitionTo(command);
        histories.AddTo(command);
        command.Options.Add(asOf);
        command.Options.Add(target);
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var journeys = histories.ReadJourneys(parsed);
            var assessor = histories.ReadDefinition(parsed, journeys).Compile(journeys);
            var instant = HistoryOptions.ReadInstant("--as-of", parsed.GetRequiredValue(asOf));
            using var leads = new LeadHistories(histories.ReadFiles(parsed));
            await using var file = parsed.GetValue(target) is { } path ? OutputFile.Create(path) : null;
            var writer = file ?? output;
            var table = new AssessmentTable(assessor);
            await ImportProgress.ShowAsync(error, async progress =>
            {
                await writer.WriteLineAsync(table.Header());
                using var lines = new OrderedLines(leads.Parts, writer);
                var done = 0;
                foreach (var part in leads.Read(instant, progress, cancel))
                {
                    lines.AddPart(part.Select(lead => (lead.Line, table.Row(lead, instant))));
                    progress.Report("assessing", leads.Joined, ++done, leads.Parts);
                }

                lines.Finish();
                return done;
            });
            await writer.FlushAsync(cancel);
            foreach (var summary in leads.Summary()) await error.WriteLineAsync(summary);
            return ExitCode.Done;
        });
        return command;
    }
}
