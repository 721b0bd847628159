using System.Diagnostics;
using System.Globalization;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>What one run against one server came to.</summary>
/// <param name="PerSecond">Requests a second.</param>
/// <param name="ServerMs">CPU of the server a request, in milliseconds.</param>
/// <param name="DatabaseMs">CPU of PostgreSQL a request, in milliseconds.</param>
/// <param name="P50">Half of the answers came within so many milliseconds.</param>
/// <param name="P99">All but one in a hundred came within so many milliseconds.</param>
/// <param name="Others">The share of the machine's CPU time that went to processes that have nothing to do with the run.</param>
internal sealed record LoadResult(double PerSecond, double ServerMs, double DatabaseMs, double P50, double P99, double Others)
{
    public double CpuMs => ServerMs + DatabaseMs;
}

/// <summary>Drives wrk over loopback and reads from /proc what the run cost.</summary>
internal sealed class Load(int postmaster)
{
    /// <exception cref="InvalidOperationException">wrk is missing, or some request was not answered with 200.</exception>
    public LoadResult Run(Server server, string requests, int connections, double seconds)
    {
        var before = Ticks(server);
        var result = Drive(server.Url, requests, connections, seconds);
        var after = Ticks(server);
        double Spent(Func<(long Server, long Database, long Own, long All, long Idle), long> of) => (of(after) - of(before)) * 10d; // a tick is 10 ms
        var all = Spent(ticks => ticks.All);
        var others = (all - Spent(ticks => ticks.Idle) - Spent(ticks => ticks.Server) - Spent(ticks => ticks.Database) - Spent(ticks => ticks.Own)) / all;
        return new(
            result[0] / (result[1] / 1e6),
            Spent(ticks => ticks.Server) / result[0],
            Spent(ticks => ticks.Database) / result[0],
            result[2] / 1000d,
            result[3] / 1000d,
            others);
    }

    /// <summary>Sends the requests of a file in turn; the answer is how many there were, how many microseconds it took, and two percentiles of the latency in microseconds.</summary>
    /// <exception cref="InvalidOperationException">wrk is missing, or some request was not answered with 200.</exception>
    public static long[] Drive(string url, string requests, int connections, double seconds)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", [
            "-t1", $"-c{connections}", string.Create(CultureInfo.InvariantCulture, $"-d{seconds:0}s"), "--timeout", "20s",
            "-s", Path.Combine(AppContext.BaseDirectory, "GraphQL", "load.lua"), url, "--", requests])
        { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("wrk is missing: apt-get install wrk.");
        var output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        var result = output.Split('\n').Single(line => line.StartsWith("RESULT", StringComparison.Ordinal)).Split(' ')[1..].Select(long.Parse).ToArray();
        return result[4] == 0 ? result : throw new InvalidOperationException($"{url}: {result[4]} of {result[0]} requests failed.");
    }

    private (long Server, long Database, long Own, long All, long Idle) Ticks(Server server)
    {
        var machine = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..].Select(long.Parse).ToArray();
        var database = Directory.EnumerateDirectories("/proc").Select(folder => Path.GetFileName(folder)).Where(name => int.TryParse(name, out _))
            .Select(name => Stat(int.Parse(name, CultureInfo.InvariantCulture)))
            .Where(process => process is { } found && (found.Parent == postmaster || found.Id == postmaster))
            .Sum(process => process!.Value.Id == postmaster ? process.Value.Used + process.Value.Children : process.Value.Used);
        var own = Stat(Environment.ProcessId)!.Value;
        return (Stat(server.ProcessId)!.Value.Used, database, own.Used + own.Children, machine[..8].Sum(), machine[3] + machine[4]);
    }

    /// <summary>CPU time of a process, and of its children that have ended, in ticks; null if it is gone.</summary>
    private static (int Id, int Parent, long Used, long Children)? Stat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
            return (id, (int)Field(4), Field(14) + Field(15), Field(16) + Field(17));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
