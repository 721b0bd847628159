using System.Globalization;
using Alignment.Core.Journeys;
using Npgsql;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>
/// The buyer view, the page of the work queue and the smallest operation, asked of the host, of an API written by hand and of the fastest
/// servers that npm offers, over one database in one interleaved run. Answers are made equal first.
/// </summary>
internal static class GraphQLBenchmark
{
    private const double Slice = 1; // second: this machine's speed drifts, and servers are compared within a pass
    private const double WarmUp = 25; // seconds, until what runs on .NET has been compiled for what it sees
    private static readonly int[] Connections = [1, 16, 64];
    private static readonly TimeSpan ForWhatIsUnderWay = TimeSpan.FromMilliseconds(400); // until a server has answered those that have gone, and is in nobody's way
    private static readonly TimeSpan ForPools = TimeSpan.FromSeconds(36); // until connections to the database that are not needed have been let go

    /// <summary><c>graphql CONNECTION-STRING [LEADS [PASSES [ours]]]</c>; an empty database is migrated and filled first.</summary>
    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0)
        {
            await Console.Error.WriteLineAsync("usage: graphql CONNECTION-STRING [LEADS [PASSES [ours]]], with the name of an empty PostgreSQL database, or of one filled by this command");
            return 2;
        }

        var leads = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
        var passes = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 9;
        await BuyerStore.FillAsync(args[0], leads);

        var ours = new AlignmentServer(5301);
        var minimal = new MinimalServer(5302);
        List<Server> servers = [minimal, ours];
        if (args.Length < 4)
        {
            Rival.Install();
            servers.AddRange([new Mercurius(5303), new PostGraphile(5304)]);
        }

        try
        {
            foreach (var server in servers) await server.StartAsync(args[0]);
            var workloads = await MakeAsync(args[0], servers);
            var load = new Load(await PostmasterAsync(args[0]));
            var met = new Report(ours, minimal, Measure(load, workloads, passes)).Print();
            foreach (var server in servers) server.Dispose();
            await Allocation.PrintAsync(args[0], workloads);
            return met ? 0 : 1;
        }
        finally
        {
            foreach (var server in servers) server.Dispose();
        }
    }

    private static List<Measurement> Measure(Load load, List<Workload> workloads, int passes)
    {
        foreach (var (workload, server) in Pairs()) load.Run(server, workload.Requests[server], 16, server is Rival ? WarmUp / 4 : WarmUp);
        Thread.Sleep(ForPools);
        var measured = new List<Measurement>();
        foreach (var connections in Connections)
        {
            // The first pass opens the connections to the database.
            for (var pass = 0; pass <= passes; pass++)
            {
                foreach (var (workload, server) in Pairs())
                {
                    var result = load.Run(server, workload.Requests[server], connections, Slice);
                    if (pass > 0) measured.Add(new(workload, server, connections, result));
                    Thread.Sleep(ForWhatIsUnderWay);
                }
            }
        }

        return measured;

        IEnumerable<(Workload, Server)> Pairs() => workloads.SelectMany(workload => workload.Requests.Keys.Select(server => (workload, server)));
    }

    private static async Task<List<Workload>> MakeAsync(string connectionString, List<Server> servers)
    {
        var ids = await LeadsAsync(connectionString, 2_000);
        var constant = new Workload("{ __typename }");
        constant.Add(servers.OfType<AlignmentServer>().Single(), ["""{"query":"{ __typename }"}"""]);
        constant.Add(servers.OfType<MinimalServer>().Single(), ["/constant"]);
        var (buyer, queue) = (new Workload("buyer view"), new Workload("work queue page"));
        var answers = new Dictionary<string, string>();
        foreach (var server in servers)
        {
            buyer.Add(server, ids.Select(server.Buyer));
            foreach (var id in ids.Take(200)) Same($"buyer {id}", server, server.ReadBuyer(await server.AskAsync(server.Buyer(id))));
            queue.Add(server, await PagesAsync(server));
        }

        Console.WriteLine($"{answers.Count} answers of {servers.Count} servers are equal");
        return [buyer, queue, constant];

        async Task<List<string>> PagesAsync(Server server)
        {
            var pages = new List<string>();
            foreach (var persona in Enumerable.Range(0, BuyerStore.Personas).Select(n => $"persona-{n}"))
            {
                foreach (var stage in Journey.Default.Stages)
                {
                    string? after = null;
                    for (var page = 0; page < 3; page++)
                    {
                        pages.Add(server.Queue(persona, stage.Key, after));
                        (var figures, after) = server.ReadQueue(await server.AskAsync(pages[^1]));
                        Same($"queue {persona} {stage.Key} {page}", server, figures);
                        if (after is null) break;
                    }
                }
            }

            return pages;
        }

        void Same(string what, Server server, string figures)
        {
            if (answers.TryAdd(what, figures) || answers[what] == figures) return;
            throw new InvalidOperationException($"{server.Name} answers {what} otherwise:\n{figures}\ninstead of\n{answers[what]}");
        }
    }

    private static async Task<List<Guid>> LeadsAsync(string connectionString, int count)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SELECT id FROM leads TABLESAMPLE SYSTEM (20) REPEATABLE (7) ORDER BY md5(id::text) LIMIT " + count.ToString(CultureInfo.InvariantCulture));
        await using var row = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await row.ReadAsync()) ids.Add(row.GetGuid(0));
        return ids;
    }

    private static async Task<int> PostmasterAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand("SELECT pg_backend_pid()");
        var stat = await File.ReadAllTextAsync($"/proc/{await command.ExecuteScalarAsync()}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }
}

/// <summary>The same question to several servers: a file of requests for each.</summary>
internal sealed record Workload(string Name)
{
    public Dictionary<Server, string> Requests { get; } = [];

    public void Add(Server server, IEnumerable<string> requests)
    {
        var file = Path.Combine(Path.GetTempPath(), $"alignment-graphql-{Environment.ProcessId}-{Requests.Count}-{Name.GetHashCode(StringComparison.Ordinal)}.txt");
        File.WriteAllLines(file, requests);
        Requests[server] = file;
    }
}

/// <summary>One run.</summary>
internal sealed record Measurement(Workload Workload, Server Server, int Connections, LoadResult Result);
