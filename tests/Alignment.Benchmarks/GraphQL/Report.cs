using System.Globalization;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>What was measured, beside the API written by hand, and whether it is what is wanted.</summary>
internal sealed class Report(Server ours, Server minimal, List<Measurement> measured)
{
    private const double MostOfOthers = 0.1;

    /// <returns>Whether every ratio is what is wanted.</returns>
    public bool Print()
    {
        var met = true;
        foreach (var workload in measured.GroupBy(one => one.Workload))
        {
            foreach (var width in workload.GroupBy(one => one.Connections))
            {
                Line($"{workload.Key.Name}, {width.Key} connections");
                var mean = width.GroupBy(one => one.Server).ToDictionary(runs => runs.Key, runs => Mean([.. runs.Select(run => run.Result)]));
                var limit = mean[minimal];
                foreach (var (server, result) in mean)
                {
                    Line(string.Create(CultureInfo.InvariantCulture,
                        $"  {server.Name,-20} {result.PerSecond,8:N0}/s {result.PerSecond / limit.PerSecond,6:F2} of the minimal API   CPU {result.ServerMs:F3} + {result.DatabaseMs:F3} ms, {result.CpuMs / limit.CpuMs:F2} times   p50 {result.P50:F1} p99 {result.P99:F1} ms"));
                }

                var rivals = mean.Where(one => one.Key is Rival).Select(one => one.Value.PerSecond).DefaultIfEmpty(0).Max();
                met &= Meets(workload.Key.Name, mean[ours], limit, rivals);
            }
        }

        if (measured.Max(one => one.Result.Others) > MostOfOthers)
        {
            Line($"Refused: something else took up to {measured.Max(one => one.Result.Others):P0} of the machine meanwhile.");
            met = false;
        }

        return met;
    }

    private static bool Meets(string workload, LoadResult result, LoadResult limit, double bestRival)
    {
        var constant = workload.StartsWith('{');
        var wanted = constant ? 0.8 : 0.5;
        var fast = result.PerSecond >= wanted * limit.PerSecond;
        var cheap = constant || result.CpuMs <= 2 * limit.CpuMs;
        var ahead = constant || bestRival == 0 || result.PerSecond >= 2 * bestRival;
        Line($"  at least {wanted.ToString(CultureInfo.InvariantCulture)} of the minimal API: {Word(fast)}; at most twice its CPU: {Word(cheap)}; at least twice the best rival ({(bestRival == 0 ? 0 : result.PerSecond / bestRival).ToString("F1", CultureInfo.InvariantCulture)}): {Word(ahead)}");
        return fast && cheap && ahead;
    }

    private static LoadResult Mean(List<LoadResult> results) => new(
        results.Average(one => one.PerSecond), results.Average(one => one.ServerMs), results.Average(one => one.DatabaseMs),
        results.Average(one => one.P50), results.Max(one => one.P99), results.Max(one => one.Others));

    private static string Word(bool met) => met ? "yes" : "NO";

    private static void Line(string text) => Console.WriteLine(text);
}
