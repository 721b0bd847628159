using System.CommandLine;
using Alignment.Api.Data;

namespace Alignment.Api.Commands;

/// <summary><c>alignment migrate</c>: brings a database's tables up to this version.</summary>
internal static class MigrateCommand
{
    public static Command Build()
    {
        var command = new Command("migrate", "Bring the database's tables up to this version. SQLite does so on start by itself.");
        var storage = new StorageOptions();
        storage.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            await using var store = await AlignmentStore.ConnectAsync(storage.Read(parsed, Settings.Read()), cancel);
            var applied = await store.MigrateAsync(cancel);
            foreach (var migration in applied) await error.WriteLineAsync($"Applied {migration}.");
            await error.WriteLineAsync(applied.Count == 0 ? "The tables are already those of this version." : "Done.");
            return ExitCode.Done;
        });
        return command;
    }
}
