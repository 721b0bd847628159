using System.CommandLine;
using Alignment.Api.Data;
using Alignment.Api.Import;
using Alignment.Api.Import.Kinds;
using Alignment.Api.Import.Maps;
using Alignment.Api.Leads;
using NodaTime;

namespace Alignment.Api.Commands;

/// <summary><c>alignment import</c>: brings a file in, as its map says.</summary>
internal static class ImportCommand
{
    public static Command Build() => new("import", "Bring a file in, as a map file says. Bad rows go to FILE.rejected.csv; the same file again changes nothing.")
    {
        Kind("leads", "Leads: a row each.", map => new LeadRows(LeadMap.Read(map))),
        Kind("engagements", "What leads did: a row each.", map => new EngagementRows(EngagementMap.Read(map))),
        Kind("outcomes", "What became of leads: a row each.", map => new OutcomeRows(OutcomeMap.Read(map))),
        Kind("content", "Content of an inventory: a row each.", map => new ContentRows(ContentMap.Read(map))),
        ImportPersonasCommand.Build(),
    };

    private static Command Kind<TRow>(string name, string description, Func<FileInfo, ImportKind<TRow>> read)
    {
        var file = new Argument<FileInfo>("file") { Description = "The CSV file, in UTF-8, with a header." };
        var map = new Option<FileInfo>("--map") { Description = "Where the file holds what, as JSON.", Required = true, HelpName = "MAP.json" };
        var strict = new Option<bool>("--strict") { Description = "Write nothing if any row is rejected, and end with exit code 1." };
        var storage = new StorageOptions();
        var command = new Command(name, description) { file, map, strict };
        storage.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var kind = read(parsed.GetRequiredValue(map));
            var settings = storage.Read(parsed, Settings.Read());
            if (settings.Kind == StorageKind.Memory) await error.WriteLineAsync("Storage is in memory: this is a rehearsal, forgotten at the end.");
            await using var store = await AlignmentStore.ConnectAsync(settings, cancel);
            await store.PrepareAsync(cancel);
            var isStrict = parsed.GetValue(strict);
            var summary = await ImportProgress.ShowAsync(error, async progress =>
            {
                using var import = new CsvImport<TRow>(store, SystemClock.Instance, kind, parsed.GetRequiredValue(file), progress);
                return await import.RunAsync(isStrict, cancel);
            });
            await output.WriteLineAsync(summary.ToString());
            if (summary.RejectedFile is { } rejected) await error.WriteLineAsync($"Rejected rows, with every reason: {rejected}");
            return isStrict && summary[RowEffect.Rejected] > 0 ? ExitCode.CheckFailed : ExitCode.Done;
        });
        return command;
    }
}
