using System.Diagnostics;
using System.Globalization;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;
using NodaTime;

namespace Alignment.Benchmarks.Assess;

/// <summary>A backtest with true first-crossing instants beside a plain pass that assesses each lead once.</summary>
internal static class BacktestBenchmark
{
    private const int Passes = 5;
    private const double Wanted = 3;

    public static int Run(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 100_000;
        var pool = new AttributeValuePool();
        var now = Instant.FromUnixTimeSeconds(SyntheticLead.Now);
        var history = Enumerable.Range(1, count).Select(SyntheticLead.Make).Select(lead => new HistoricLead(
            TwelveRules.Facts(lead, pool),
            lead.Id % 5 == 0 ? new HistoricOutcome(lead.Id % 10 == 0, now - Duration.FromDays(lead.Id % 90)) : null,
            lead.Source)).ToArray();
        var assessor = TwelveRules.Definition.Compile();
        var (plain, backtest, sum) = (double.MaxValue, double.MaxValue, 0.0);
        BacktestReport? report = null;
        for (var pass = 0; pass < Passes; pass++)
        {
            plain = Math.Min(plain, Seconds(() => { foreach (var lead in history) sum += assessor.Assess(lead.Facts, lead.Outcome?.At ?? now).Total; }));
            backtest = Math.Min(backtest, Seconds(() => report = Backtester.Run(assessor, BacktestPeriod.Until(now), history)));
        }

        Console.WriteLine($"{count} leads, best of {Passes} interleaved passes, one thread; {report!.Overall}");
        Console.WriteLine($"plain pass (each lead assessed once) {plain * 1000:N0} ms; backtest with segments and AUC {backtest * 1000:N0} ms");
        Console.WriteLine($"backtest / plain pass: {backtest / plain:0.00} (at most {Wanted} wanted)");
        return backtest / plain <= Wanted && sum != 0 ? 0 : 1;
    }

    private static double Seconds(Action work)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }
}
