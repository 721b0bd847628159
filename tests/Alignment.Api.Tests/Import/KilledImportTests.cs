using System.Diagnostics;
using Alignment.Api.Data;
using Alignment.Api.Tests.Commands;
using Alignment.Api.Tests.Data;

namespace Alignment.Api.Tests.Import;

public sealed class KilledImportTests
{
    private const int Leads = 20_000;
    private const string EngagementMap = """{ "source": "crm", "lead": "lead", "at": "at", "type": "type" }""";

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAnImportIsKilledAnywhereAndRunAgain_ThenItEndsWhereOneCleanRunWould(StorageKind kind)
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var (clean, killed) = (await ImportFolder.NewAsync(kind), await ImportFolder.NewAsync(kind));
        var leads = "id,created,name,email,size\n" + string.Concat(Enumerable.Range(0, Leads).Select(number => $"{number % (Leads - 1000)},2026-01-01,N{number},,{number}\n"));
        var log = "lead,at,type\n" + string.Concat(Enumerable.Range(0, 2 * Leads).Select(number => $"{number % 5000},2026-02-0{1 + (number % 3)},view\n"));
        foreach (var folder in new[] { clean, killed })
        {
            folder.Write("leads.csv", leads);
            folder.Write("leads.json", ImportFolder.LeadMap);
            folder.Write("engagements.csv", log);
            folder.Write("engagements.json", EngagementMap);
        }

        foreach (var file in new[] { "leads", "engagements" })
        {
            await clean.ImportFileAsync(file, clean.PathOf(file + ".csv"), clean.PathOf(file + ".json"));
            var kills = 0;
            for (var attempt = 0; attempt < 3; attempt++) kills += await RunAndKillAsync(killed, file, random.Next(600, 3000)) ? 1 : 0;
            var last = await killed.ImportFileAsync(file, killed.PathOf(file + ".csv"), killed.PathOf(file + ".json"));
            Assert.True(last.ExitCode == 0, $"seed {seed}, {kills} kills: {last.Error}");
        }

        Assert.True(await clean.RowsAsync() == await killed.RowsAsync(), $"The killed import ended elsewhere (seed {seed}).");
    }

    // Whether it was still at work when it was killed.
    private static async Task<bool> RunAndKillAsync(ImportFolder folder, string kind, int milliseconds)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Alignment.Api.dll"),
            "import", kind, folder.PathOf(kind + ".csv"), "--map", folder.PathOf(kind + ".json"), .. CommandLineRun.On(folder.Storage),
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var talk = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        using var patience = new CancellationTokenSource(milliseconds);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            await talk;
            return true;
        }
    }
}
