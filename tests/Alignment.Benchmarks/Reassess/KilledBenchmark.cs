using System.Diagnostics;
using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Alignment.Benchmarks.Reassess;

/// <summary>
/// A re-assessment killed as the operating system kills, at random and several times, and resumed each time, on a copy of a store on
/// which another runs unbroken. Fails unless both end the same: every standing, count, lead and history entry.
/// </summary>
internal static class KilledBenchmark
{
    private const int Kills = 5;

    /// <summary><c>killed [LEADS] [sqlite | postgres CONNECTION-STRING]</c>; the server's user must be allowed to create databases.</summary>
    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    /// <summary>The process that is killed: re-assesses one store and ends.</summary>
    public static int RunWorker(string[] args) => WorkAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var leads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        using var databases = CopiedDatabase.For(args is [_, "postgres", var connection] ? connection : null);
        var now = SystemClock.Instance.GetCurrentInstant();
        var watch = Stopwatch.StartNew();
        await using (var store = await AlignmentStore.ConnectAsync(databases.Unbroken))
        {
            await store.MigrateAsync();
            await ReassessBenchmark.AgreeAsync(store, 55, now);
            var engagements = await SyntheticStore.FillAsync(store, leads, now, done => Tell($"filled {done:N0} of {leads:N0}"));
            await ReassessBenchmark.ReassessAsync(store, new Still(now));
            await ReassessBenchmark.AgreeAsync(store, 50, now);
            await Reassessment.AskIfDueAsync(store, now + Duration.FromSeconds(1), default);
            Console.WriteLine($"{databases.Unbroken.Kind}: {leads:N0} leads, {engagements:N0} engagements, filled and agreed on in {watch.Elapsed.TotalSeconds:F0} s");
        }

        await databases.CopyAsync();
        var (whole, _, peak) = await UntilDoneAsync(databases.Unbroken, now, 0, leads, killAt: null);
        Console.WriteLine($"  unbroken    {whole,6:F0} s, peak {peak:N0} MB");
        var seed = Random.Shared.Next();
        var (dice, broken, highest) = (new Random(seed), 0.0, 0L);
        var stops = Enumerable.Range(0, Kills).Select(_ => dice.NextInt64(1, leads * 95L / 100)).Order().ToList();
        for (var run = 0; run <= Kills; run++)
        {
            var (seconds, done, megabytes) = await UntilDoneAsync(databases.Broken, now, run + 1, leads, run < Kills ? stops[run] : null);
            (broken, highest) = (broken + seconds, Math.Max(highest, megabytes));
            Console.WriteLine(run < Kills ? $"  killed after {done:N0} leads were done" : $"  broken      {broken,6:F0} s, peak {highest:N0} MB, seed {seed}");
        }

        var (one, other) = (await StoreDigest.OfAsync(databases.Unbroken), await StoreDigest.OfAsync(databases.Broken));
        Console.WriteLine($"  unbroken ends at {one}");
        Console.WriteLine($"  broken   ends at {other}");
        return one == other && one.Standings == leads && one.CountsAreTrue ? 0 : 1;
    }

    private static async Task<(double Seconds, long Done, long PeakMegabytes)> UntilDoneAsync(StorageSettings settings, Instant now, int run, int leads, long? killAt)
    {
        var start = OwnProgram.With("killed-worker", settings.Kind.ToString(), settings.Database, $"{now.ToUnixTimeTicks()}", $"{run}");
        var watch = Stopwatch.StartNew();
        using var worker = Process.Start(start)!;
        var (peak, done) = (0L, 0L);
        while (!worker.WaitForExit(200))
        {
            if (Peak(worker.Id) is { } megabytes) peak = Math.Max(peak, megabytes);
            done = await StoreDigest.DoneAsync(settings);
            Tell($"{settings.Database.Split(['/', ';', '='])[^1]}: {done:N0} of {leads:N0}");
            if (killAt is null || done < killAt) continue;
            worker.Kill();
            await worker.WaitForExitAsync();
            return (watch.Elapsed.TotalSeconds, await StoreDigest.DoneAsync(settings), peak);
        }

        if (worker.ExitCode != 0) throw new InvalidOperationException($"The worker ended with {worker.ExitCode}.");
        return killAt is null ? (watch.Elapsed.TotalSeconds, done, peak) : throw new InvalidOperationException("Everything was done before the kill: it proves nothing. Take more leads.");
    }

    // All judge as of one instant, so that ends can be compared; the lease of a killed one has run out for the next.
    private static async Task<int> WorkAsync(string[] args)
    {
        var settings = new StorageSettings(Enum.Parse<StorageKind>(args[0]), args[1]);
        var now = Instant.FromUnixTimeTicks(long.Parse(args[2], CultureInfo.InvariantCulture));
        var later = now + (int.Parse(args[3], CultureInfo.InvariantCulture) * 2 * Job.Lease);
        await using var store = await AlignmentStore.ConnectAsync(settings);
        var (judging, leasing) = (new Still(now), new Still(later));
        var board = new JobBoard(store, leasing);
        using var worker = new JobWorker(board, [new Reassessment(store, board, judging)], leasing, NullLogger<JobWorker>.Instance);
        return await worker.WorkOnceAsync([JobKind.Reassessment], default) ? 0 : 1;
    }

    private static long? Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
            return line is null ? null : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Tell(string progress)
    {
        if (!Console.IsErrorRedirected) Console.Error.Write($"\r{progress,-60}\r");
    }

    private sealed class Still(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
