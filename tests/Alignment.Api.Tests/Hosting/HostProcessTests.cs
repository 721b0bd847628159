using System.Diagnostics;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;

namespace Alignment.Api.Tests.Hosting;

/// <summary>The tests' own host, which must not outlive a test that fails.</summary>
public sealed class HostProcessTests
{
    [Fact]
    public async Task WhenAHostTakesTooLongToStart_ThenItIsEnded()
    {
        var store = await TestStore.NewDatabaseAsync(StorageKind.Sqlite);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HostProcess.StartAsync(store, patience: TimeSpan.FromMilliseconds(1)));

        Assert.DoesNotContain(Process.GetProcesses(), process => CommandLine(process).Contains(store.Database, StringComparison.Ordinal));
    }

    private static string CommandLine(Process process)
    {
        try
        {
            using (process) return File.ReadAllText($"/proc/{process.Id}/cmdline");
        }
        catch (IOException)
        {
            return ""; // it has ended meanwhile
        }
    }
}
