using System.CommandLine;
using Alignment.Api.Data;
using Alignment.Api.Stories.Coverage;

namespace Alignment.Api.Commands;

/// <summary><c>alignment coverage</c>: where the story has something to say, and where not.</summary>
internal static class CoverageCommand
{
    public static Command Build()
    {
        var journey = new Option<string>("--journey") { Description = "Only personas on this journey; every persona along its own if left out.", HelpName = "KEY" };
        var json = new Option<bool>("--json") { Description = "Print the matrix as JSON." };
        var page = new Option<FileInfo>("--html") { Description = "Write a heat map that prints to this file.", HelpName = "FILE" };
        var storage = new StorageOptions();
        var command = new Command("coverage", "Persona by stage: which of the buyer's questions have an answer, how many leads stand there, and the costliest gaps.") { journey, json, page };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await using var store = await AlignmentStore.ConnectAsync(storage.Read(parsed, Settings.Read()), cancel);
            await store.PrepareAsync(cancel);
            await using var context = store.CreateDbContext();
            var sheet = await CoverageSheet.ReadAsync(context, parsed.GetValue(journey), cancel);
            if (parsed.GetValue(json)) await output.WriteLineAsync(CoverageJson.Write(sheet));
            else CoverageTable.Write(BacktestCommand.ConsoleOn(output), sheet);
            if (parsed.GetValue(page) is { } target) await OutputFile.WriteAsync(target, CoveragePage.Write(sheet), cancel);
            return ExitCode.Done;
        });
        return command;
    }
}
