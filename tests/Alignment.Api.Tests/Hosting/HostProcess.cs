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

    /// <summary>Starts it; where that fails, nothing is left running.</summary>
    /// <param name="store">Its database.</param>
    /// <param name="patience">How long it may take until it listens; 2 minutes if left out.</param>
    /// <param name="environment">What its environment says besides.</param>
    public static async Task<HostProcess> StartAsync(StorageSettings store, TimeSpan? patience = null, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true, WorkingDirectory = TestFolder.New("host") };
        foreach (var argument in (string[])[typeof(AlignmentHost).Assembly.Location, "serve", "--urls", "http://127.0.0.1:0", "--storage", store.Kind.ToString(), "--database", store.Database])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        try
        {
            return new HostProcess(process, await ListeningAsync(process.StandardError, patience ?? TimeSpan.FromMinutes(2)));
        }
        catch
        {
            await EndAsync(process);
            throw;
        }
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

    public ValueTask DisposeAsync() => EndAsync(process);

    private static async Task<Uri> ListeningAsync(StreamReader log, TimeSpan patience)
    {
        using var waiting = new CancellationTokenSource(patience);
        var said = new List<string>();
        while (await log.ReadLineAsync(waiting.Token) is { } line)
        {
            said.Add(line);
            if (Listening().Match(line) is not { Success: true } listening)
                continue;
            _ = log.ReadToEndAsync(CancellationToken.None); // or else it would wait for somebody to read its log
            return new Uri(listening.Groups[1].Value);
        }

        throw new InvalidOperationException($"The host ended: {string.Join(Environment.NewLine, said)}");
    }

    private static async ValueTask EndAsync(Process process)
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
