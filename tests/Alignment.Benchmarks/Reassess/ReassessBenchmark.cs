using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Core;
using Alignment.Core.Leads.Definitions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace Alignment.Benchmarks.Reassess;

/// <summary>
/// Re-assessing a store after a new version came into force, beside reading the same rows with a hand-written reader and writing the
/// same rows with COPY (PostgreSQL) or one prepared transaction (SQLite). Passes interleaved, the best of each counted.
/// </summary>
internal static class ReassessBenchmark
{
    // So many that what is measured last is compiled for good.
    private const int Passes = 12;
    private const string ServerCollector = "DOTNET_gcServer";

    /// <summary><c>reassess [LEADS] [sqlite | postgres CONNECTION-STRING]</c>; the database is filled first if it holds no leads.</summary>
    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        if (!GCSettings.IsServerGC && Environment.GetEnvironmentVariable(ServerCollector) != "1") return await RunAsTheHostIsAsync(args);
        var leads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        if (args is [_, "postgres", var connection]) return await RunAsync(leads, new StorageSettings(StorageKind.Postgres, connection));
        var folder = Directory.CreateTempSubdirectory("alignment-bench-");
        try
        {
            return await RunAsync(leads, new StorageSettings(StorageKind.Sqlite, Path.Combine(folder.FullName, "bench.db")));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    // With the collector that the host has; it is chosen when a process starts, and a machine with one processor has no other.
    private static async Task<int> RunAsTheHostIsAsync(string[] args)
    {
        var start = OwnProgram.With(["reassess", .. args]);
        start.Environment[ServerCollector] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static async Task<int> RunAsync(int leads, StorageSettings settings)
    {
        await using var store = await AlignmentStore.ConnectAsync(settings);
        await store.MigrateAsync();
        var now = SystemClock.Instance.GetCurrentInstant();
        var watch = Stopwatch.StartNew();
        var engagements = await SyntheticStore.FillAsync(store, leads, now);
        Console.WriteLine($"{settings.Kind}: {leads:N0} leads, {engagements:N0} engagements (filled in {watch.Elapsed.TotalSeconds:F1} s)");
        await AgreeAsync(store, 55, now);
        await ReassessAsync(store);

        var plain = PlainPass.For(settings);
        var (read, write, writeMoved, ours, moved) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue, 0);
        for (var pass = 0; pass < Passes; pass++)
        {
            await AgreeAsync(store, pass % 2 == 0 ? 56 : 55, now);
            var before = await HistoryAsync(store);
            ours = Math.Min(ours, await TimeAsync(() => ReassessAsync(store)));
            moved = await HistoryAsync(store) - before;
            await plain.PrepareAsync(moved);
            read = Math.Min(read, await TimeAsync(plain.ReadAsync));
            write = Math.Min(write, await TimeAsync(plain.WriteStandingsAsync));
            writeMoved = Math.Min(writeMoved, await TimeAsync(plain.WriteMovedAsync));
            plain.Forget();
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  read the same rows       {read,8:F2} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  write the same standings {write,8:F2} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  write what moved         {writeMoved,8:F2} s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  re-assess                {ours,8:F2} s   {leads / ours:N0} leads a second, {moved:N0} of which moved between nurturing and qualified"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ratio to read and write  {ours / (read + write + writeMoved),8:F2}   ({ours / (read + write):F2} if what moved were free)"));
        return 0;
    }

    private static async Task<double> TimeAsync(Func<Task> pass)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        await pass();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Drafts the next version, which hands off from some points on, and has both functions sign it.</summary>
    public static Task AgreeAsync(AlignmentStore store, int threshold, Instant now) => store.WriteAsync(async (context, cancel) =>
    {
        var latest = await context.LeadDefinitions.AsTracking().OrderByDescending(version => version.Version).FirstOrDefaultAsync(cancel);
        var next = LeadDefinitionVersion.Draft("ideal", SyntheticStore.Definition(threshold), latest, now).Value;
        context.Add(next);
        next.Sign(Function.Marketing, "Mo", latest, now);
        await context.SaveChangesAsync(cancel);
        next.Sign(Function.Sales, "Sam", latest, now);
        await context.SaveChangesAsync(cancel);
    });

    /// <summary>Asks for what is due, and does it.</summary>
    /// <param name="store">The leads.</param>
    /// <param name="clock">The present, which is the machine's if left out.</param>
    public static async Task ReassessAsync(AlignmentStore store, IClock? clock = null)
    {
        clock ??= SystemClock.Instance;
        await Reassessment.AskIfDueAsync(store, clock.GetCurrentInstant(), default);
        var board = new JobBoard(store, clock);
        using var worker = new JobWorker(board, [new Reassessment(store, board, clock)], clock, NullLogger<JobWorker>.Instance);
        if (!await worker.WorkOnceAsync([JobKind.Reassessment], default)) throw new InvalidOperationException("There was nothing to re-assess.");
    }

    private static async Task<int> HistoryAsync(AlignmentStore store)
    {
        await using var reading = store.CreateDbContext();
        return await reading.LeadHistory.CountAsync();
    }
}
