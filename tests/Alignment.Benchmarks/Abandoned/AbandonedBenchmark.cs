using System.Globalization;

namespace Alignment.Benchmarks.Abandoned;

/// <summary>
/// What is left of clients that leave in the middle of everything: the host before, after each crowd, and the processor time of an idle
/// minute each time. It fails where something is left, or idling costs more than before.
/// </summary>
internal static class AbandonedBenchmark
{
    private const double MostIdle = 0.001; // of a processor

    /// <summary>Arguments: <c>sqlite</c> or <c>postgres CONNECTION</c>, then the crowds (1000 5000), then the seconds of each phase (60).</summary>
    public static int Run(string[] args)
    {
        var postgres = args is ["postgres", ..];
        if (args.Length < (postgres ? 2 : 1))
        {
            Console.Error.WriteLine("usage: abandoned sqlite [CROWD…] | abandoned postgres CONNECTION-STRING [CROWD…]; ABANDONED_SECONDS for each phase, else 60");
            return 2;
        }

        var database = postgres ? args[1] : Path.Combine(Directory.CreateTempSubdirectory("abandoned").FullName, "alignment.db");
        var crowds = args[(postgres ? 2 : 1)..].Select(text => int.Parse(text, CultureInfo.InvariantCulture)).DefaultIfEmpty(0).ToArray();
        var seconds = int.Parse(Environment.GetEnvironmentVariable("ABANDONED_SECONDS") ?? "60", CultureInfo.InvariantCulture);
        return RunAsync(args[0], database, crowds is [0] ? [1_000, 5_000] : crowds, TimeSpan.FromSeconds(seconds)).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(string storage, string database, int[] crowds, TimeSpan phase)
    {
        if (storage == "postgres")
        {
            await using var store = await Api.Data.AlignmentStore.ConnectAsync(new(Api.Data.StorageKind.Postgres, database));
            await store.MigrateAsync();
        }

        using var host = await AbandonedHost.StartAsync(storage, database);
        var met = true;
        await new LeavingClients(host.Port).RunAsync(50, TimeSpan.FromSeconds(10)); // what is loaded and compiled once
        await Task.Delay(TimeSpan.FromSeconds(20));
        var (before, idleBefore) = await IdleAsync("before");
        foreach (var crowd in crowds)
        {
            var clients = new LeavingClients(host.Port);
            var ticks = HostReading.Ticks(host.ProcessId);
            await clients.RunAsync(crowd, phase);
            Line(FormattableString.Invariant($"{crowd} clients at a time for {phase.TotalSeconds:0} s: {clients.Visits:N0} connections left, {clients.Heard:N0} of them had heard something; {(HostReading.Ticks(host.ProcessId) - ticks) / 100d:F1} s of processor time"));
            await Task.Delay(TimeSpan.FromSeconds(15)); // streams that were reserved are forgotten after 10 s
            var (after, idle) = await IdleAsync($"after {crowd}");
            met &= after is { Established: 0, CloseWait: 0, Subscriptions: 0, Database.Busy: 0 } && after.Timers <= before.Timers + 5 && idle <= Math.Max(MostIdle, idleBefore * 1.5);
        }

        var staying = new List<System.Net.Sockets.Socket>();
        for (var i = 0; i < 50; i++) staying.Add(await new LeavingClients(host.Port).StayAsync(webSocket: i % 2 == 0));
        await Task.Delay(TimeSpan.FromSeconds(2));
        Line($"told to end: {HostReading.Take(host, storage == "postgres" ? database : null)}");
        var (exitCode, took) = host.Terminate();
        Line(FormattableString.Invariant($"ended with {exitCode} after {took.TotalSeconds:F1} s"));
        staying.ForEach(socket => socket.Dispose());
        return met && exitCode == 0 ? 0 : 1;

        async Task<(HostReading, double)> IdleAsync(string when)
        {
            var reading = HostReading.Take(host, storage == "postgres" ? database : null);
            await Task.Delay(TimeSpan.FromSeconds(3));
            var ticks = HostReading.Ticks(host.ProcessId);
            await Task.Delay(phase);
            var spent = HostReading.Ticks(host.ProcessId) - ticks;
            Line(FormattableString.Invariant($"{when}: {reading}; idle for {phase.TotalSeconds:0} s: {spent} ticks, {spent / 100d / phase.TotalSeconds:P2} of a processor"));
            return (reading, spent / 100d / phase.TotalSeconds);
        }
    }

    private static void Line(string text) => Console.WriteLine(text);
}
