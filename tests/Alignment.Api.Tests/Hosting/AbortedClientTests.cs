using System.Globalization;
using System.Net.NetworkInformation;
using System.Net.WebSockets;
using System.Text;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Npgsql;
using Xunit.Abstractions;

namespace Alignment.Api.Tests.Hosting;

/// <summary>
/// Clients that leave in the middle of everything, against the host as it runs, over PostgreSQL. <c>ALIGNMENT_ABORTED_CLIENTS</c> says how
/// many; the default is small.
/// </summary>
public sealed class AbortedClientTests(ITestOutputHelper output)
{
    private const int AtOnce = 32;
    private const double MostWhenIdle = 0.05; // of one processor; on an idle machine it is a fiftieth of that, as docs/benchmarks.md has it

    private static readonly int Clients =
        int.TryParse(Environment.GetEnvironmentVariable("ALIGNMENT_ABORTED_CLIENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 500;

    private static readonly string[] Operations =
    [
        "{ leads(first: 50) { nodes { externalId persona { name } stage { stage { name } } assessment { total criteria { key points } } engagements(last: 10) { nodes { at type } } } } }",
        "{ workQueue(first: 50) { edges { node { __typename } } } }",
        "mutation { captureLeads(input: { source: \"leaving\", leads: [{ externalId: \"one\", company: \"Left\" }] }) { created } }",
    ];

    [PostgresFact]
    public async Task WhenClientsLeaveUnderLoad_ThenNothingIsKeptAndTheHostEndsAtOnce()
    {
        await using var made = await TestStore.OpenAsync(StorageKind.Postgres);
        var store = made.Settings;
        await using var host = await HostProcess.StartAsync(store);
        using var client = NewClient(host);
        await AskAsync(client, Operations[0], CancellationToken.None);
        var handles = host.OpenHandles;

        var answered = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, Clients), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            if (await LeaveAsync(host, i)) Interlocked.Increment(ref answered);
        });

        // Every connection but the two below has gone, no statement runs, nothing spins.
        var stillOpen = await UntilAsync(() => Connections(host), count => count <= 1);
        var busy = await UntilAsync(() => BusyAsync(store).GetAwaiter().GetResult(), count => count == 0);
        var kept = await UntilAsync(() => host.OpenHandles - handles, more => more <= 25); // PostgreSQL's pool, of 20
        var idle = await CalmAsync(host);
        Assert.Contains("\"data\":{\"leads\"", await AskAsync(client, Operations[0], CancellationToken.None), StringComparison.Ordinal);

        // Some still listen when it is told to end.
        using var events = await ListenAsync(client);
        using var socket = await SubscribeAsync(host);
        var (exitCode, took) = await host.TerminateAsync();

        output.WriteLine($"{Clients} clients, {answered} of them answered before they left; {stillOpen} connections, {busy} busy statements and {kept} more handles afterwards; "
            + $"{idle:P1} of a processor when idle; ended with {exitCode} after {took.TotalSeconds:0.0} s.");
        Assert.True(stillOpen <= 1, $"{stillOpen} connections are open.");
        Assert.Equal(0, busy);
        Assert.InRange(kept, int.MinValue, 25);
        Assert.True(idle < MostWhenIdle, $"The idle host uses {idle:P1} of a processor.");
        Assert.Equal(0, exitCode);
        Assert.True(took < TimeSpan.FromSeconds(10), $"It took {took} to end.");
    }

    // The calmest of some moments: timers wake now and then, and collecting garbage and compiling what was hot go on for some seconds.
    private static async Task<double> CalmAsync(HostProcess host)
    {
        var window = TimeSpan.FromSeconds(3);
        var calmest = double.MaxValue;
        for (var i = 0; i < 10 && calmest > 0.01; i++)
        {
            var before = host.ProcessorTime;
            await Task.Delay(window);
            calmest = Math.Min(calmest, (host.ProcessorTime - before) / window);
        }

        return calmest;
    }

    private static HttpClient NewClient(HostProcess host) => new(new SocketsHttpHandler()) { BaseAddress = host.Address };

    // Each client has a connection of its own, and takes it along.
    private static async Task<bool> LeaveAsync(HostProcess host, int number)
    {
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(number * 7 % 300));
        try
        {
            using var client = NewClient(host);
            switch (number % 5)
            {
                case 3:
                    using (await ListenAsync(client, leaving.Token))
                        await Task.Delay(Timeout.Infinite, leaving.Token);
                    return false;
                case 4:
                    using (await SubscribeAsync(host, leaving.Token))
                        await Task.Delay(Timeout.Infinite, leaving.Token);
                    return false;
                default:
                    await AskAsync(client, Operations[number % 5], leaving.Token);
                    return true;
            }
        }
        catch (Exception left) when (left is OperationCanceledException or HttpRequestException or WebSocketException or IOException)
        {
            return false;
        }
    }

    private static async Task<string> AskAsync(HttpClient client, string query, CancellationToken cancel)
    {
        using var body = Body(query);
        using var answer = await client.PostAsync(new Uri("/graphql", UriKind.Relative), body, cancel);
        return await answer.Content.ReadAsStringAsync(cancel);
    }

    private static async Task<HttpResponseMessage> ListenAsync(HttpClient client, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = Body("subscription { definitionAgreed { __typename } }") };
        request.Headers.Add("Accept", "text/event-stream");
        return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
    }

    private static async Task<ClientWebSocket> SubscribeAsync(HostProcess host, CancellationToken cancel = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol("graphql-transport-ws");
            await socket.ConnectAsync(new UriBuilder(host.Address) { Scheme = "ws", Path = "/graphql" }.Uri, cancel);
            await SendAsync("""{"type":"connection_init"}""");
            await socket.ReceiveAsync(new byte[1024], cancel);
            await SendAsync("""{"id":"a","type":"subscribe","payload":{"query":"subscription { definitionAgreed { __typename } }"}}""");
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, cancel);
    }

    private static StringContent Body(string query) => new($"{{\"query\":{System.Text.Json.JsonSerializer.Serialize(query)}}}", Encoding.UTF8, "application/json");

    private static int Connections(HostProcess host) => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(c => c.LocalEndPoint.Port == host.Address.Port && c.State is (TcpState.Established or TcpState.CloseWait));

    private static async Task<long> BusyAsync(StorageSettings store)
    {
        await using var database = NpgsqlDataSource.Create(store.Database);
        await using var count = database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state IS DISTINCT FROM 'idle' AND backend_type = 'client backend'");
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private static async Task<T> UntilAsync<T>(Func<T> read, Func<T, bool> good)
    {
        var value = read();
        for (var i = 0; i < 150 && !good(value); i++)
        {
            await Task.Delay(100);
            value = read();
        }

        return value;
    }
}
