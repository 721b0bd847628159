using System.Diagnostics;
using System.Text.RegularExpressions;
using Alignment.Api.Data;

namespace Alignment.Api.Tests.Hosting;

/// <summary>The host as people run it: a process of its own, on a free port of this machine.</summary>
internal sealed partial class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Files and sockets that are open.</summary>
    public int OpenHandles => Directory.GetFiles($"/proc/{process.Id}/fd").Length;

    public static async Task<HostProcess> StartAsync(StorageSettings store)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, WorkingDirectory = TestFolder.New("host") };
        foreach (var argument in (string[])[typeof(AlignmentHost).Assembly.Location, "serve", "--urls", "http://127.0.0.1:0", "--storage", store.Kind.ToString(), "--database", store.Database])
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        var said = new List<string>();
        while (await process.StandardError.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            said.Add(line);
            if (Listening().Match(line) is not { Success: true } listening)
                continue;
            _ = process.StandardError.ReadToEndAsync(); // or else it would wait for somebody to read its log
            return new HostProcess(process, new Uri(listening.Groups[1].Value));
        }

        throw new InvalidOperationException($"The host ended: {string.Join(Environment.NewLine, said)}");
    }

    /// <summary>Asks it to end, as a service manager does; how it ended, and how long that took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, clock.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    [GeneratedRegex("^Open (http://[^/]+)/graphql")]
    private static partial Regex Listening();
}
