using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Alignment.Api.Commands;
using Alignment.GraphQL.Diagnostics;

namespace Alignment.Benchmarks.Abandoned;

/// <summary><c>alignment serve</c> in a process of its own, which says on request what only the process itself can know.</summary>
internal sealed class AbandonedHost : IDisposable
{
    private readonly Process process;

    private AbandonedHost(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    public int ProcessId => process.Id;

    /// <summary>Runs in the process: serves, and answers every line of input with the heap after a collection and the open subscriptions.</summary>
    public static int Serve(string[] args)
    {
        long subscriptions = 0;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == GraphQLDiagnostics.Name && instrument.Name.EndsWith("subscription.active", StringComparison.Ordinal)) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, change, _, _) => Interlocked.Add(ref subscriptions, change));
        listener.Start();
        var answering = new Thread(() =>
        {
            while (Console.In.ReadLine() is not null)
            {
                for (var i = 0; i < 3; i++)
                {
                    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                    GC.WaitForPendingFinalizers();
                }

                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{GC.GetTotalMemory(forceFullCollection: true)} {Interlocked.Read(ref subscriptions)} {Timer.ActiveCount} {ThreadPool.PendingWorkItemCount}"));
            }
        })
        { IsBackground = true };
        answering.Start();
        return AlignmentCommand.RunAsync(args, Console.Error, Console.Error).GetAwaiter().GetResult();
    }

    /// <summary>Starts it, with the sample company.</summary>
    public static async Task<AbandonedHost> StartAsync(string storage, string database)
    {
        var start = new ProcessStartInfo("dotnet", [
            typeof(AbandonedHost).Assembly.Location, "abandoned-worker", "serve", "--urls", "http://127.0.0.1:0", "--storage", storage, "--database", database])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = Directory.CreateTempSubdirectory("abandoned").FullName,
        };
        start.Environment["DOTNET_gcServer"] = "1"; // as the host by itself has it
        start.Environment["DOTNET_gcConcurrent"] = "1";
        var process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith("Open http://127.0.0.1:", StringComparison.Ordinal)) continue;
            _ = process.StandardError.ReadToEndAsync();
            return new(process, int.Parse(line["Open http://127.0.0.1:".Length..line.IndexOf("/graphql", StringComparison.Ordinal)], CultureInfo.InvariantCulture));
        }

        throw new InvalidOperationException("The host did not start.");
    }

    /// <summary>Heap in bytes after a collection, open subscriptions, timers, and work that waits for a thread.</summary>
    public long[] Ask()
    {
        process.StandardInput.WriteLine();
        return [.. process.StandardOutput.ReadLine()!.Split(' ').Select(long.Parse)];
    }

    /// <summary>Asks it to end as a service manager does.</summary>
    public (int ExitCode, TimeSpan Took) Terminate()
    {
        var clock = Stopwatch.StartNew();
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
        process.WaitForExit();
        return (process.ExitCode, clock.Elapsed);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
