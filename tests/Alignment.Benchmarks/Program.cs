using Alignment.Benchmarks.Abandoned;
using Alignment.Benchmarks.Assess;
using Alignment.Benchmarks.Coverage;
using Alignment.Benchmarks.GraphQL;
using Alignment.Benchmarks.Import;
using Alignment.Benchmarks.Reassess;
using Alignment.Benchmarks.Use;

// Each command measures one thing beside what a user could do instead, in one interleaved run, and prints ratios.
var commands = new Dictionary<string, Func<string[], int>>
{
    ["assess"] = AssessBenchmark.Run,
    ["coverage"] = CoverageBenchmark.Run,
    ["import"] = ImportBenchmark.Run,
    ["use"] = ContentUseBenchmark.Run,
    ["reassess"] = ReassessBenchmark.Run,
    ["graphql"] = GraphQLBenchmark.Run,
    ["graphql-minimal"] = MinimalApi.Run,
    ["killed"] = KilledBenchmark.Run,
    ["killed-worker"] = KilledBenchmark.RunWorker,
    ["abandoned"] = AbandonedBenchmark.Run,
    ["abandoned-worker"] = AbandonedHost.Serve,
    ["backtest"] = BacktestBenchmark.Run,
};

if (args.Length > 0 && commands.TryGetValue(args[0], out var command)) return command(args[1..]);
Console.Error.WriteLine($"usage: {string.Join(" | ", commands.Keys.Where(name => !name.EndsWith("-worker", StringComparison.Ordinal)))}");
return 2;
