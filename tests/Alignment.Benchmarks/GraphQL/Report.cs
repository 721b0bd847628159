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
                var runs = width.GroupBy(one => one.Server).ToDictionary(of => of.Key, of => of.Select(run => run.Result).ToList());
                foreach (var (server, results) in runs)
                {
                    var (speed, cpu) = Ratios(results, runs[minimal]);
                    Line(string.Create(CultureInfo.InvariantCulture,
                        $"  {server.Name,-20} {Median(results, one => one.PerSecond),8:N0}/s {speed,6:F2} of the minimal API   CPU {Median(results, one => one.ServerMs):F3} + {Median(results, one => one.DatabaseMs):F3} ms, {cpu:F2} times   p50 {Median(results, one => one.P50):F1} p99 {Median(results, one => one.P99):F1} ms"));
                }

                met &= Meets(workload.Key.Name, runs);
            }
        }

        var others = measured.Average(one => one.Result.Others);
        if (others > MostOfOthers)
        {
            Line($"Refused: something else took {others:P0} of the machine meanwhile.");
            met = false;
        }

        return met;
    }

    private bool Meets(string workload, Dictionary<Server, List<LoadResult>> runs)
    {
        var constant = workload.StartsWith('{');
        var wanted = constant ? 0.8 : 0.5;
        var (speed, cpu) = Ratios(runs[ours], runs[minimal]);
        var ahead = runs.Where(one => one.Key is Rival).Select(one => Ratios(runs[ours], one.Value).Speed).DefaultIfEmpty(double.PositiveInfinity).Min();
        var (fast, cheap, far) = (speed >= wanted, constant || cpu <= 2, constant || ahead >= 2);
        Line(string.Create(CultureInfo.InvariantCulture, $"  at least {wanted} of the minimal API: {Word(fast)}")
            + (constant ? "" : string.Create(CultureInfo.InvariantCulture, $"; at most twice its CPU: {Word(cheap)}; at least twice the best rival ({ahead:F1}): {Word(far)}")));
        return fast && cheap && far;
    }

    /// <summary>The median of the ratios, each of two runs of one pass.</summary>
    private static (double Speed, double Cpu) Ratios(List<LoadResult> results, List<LoadResult> beside)
    {
        var passes = results.Zip(beside).ToList();
        return (Median(passes, pass => pass.First.PerSecond / pass.Second.PerSecond), Median(passes, pass => pass.First.CpuMs / pass.Second.CpuMs));
    }

    private static double Median<T>(List<T> all, Func<T, double> of)
    {
        var sorted = all.Select(of).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static string Word(bool met) => met ? "yes" : "NO";

    private static void Line(string text) => Console.WriteLine(text);
}
