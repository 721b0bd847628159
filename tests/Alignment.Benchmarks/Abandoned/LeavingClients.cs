using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Alignment.Benchmarks.Abandoned;

/// <summary>Clients that come, ask for something, and leave in the middle of it, some with a goodbye and some without; each comes again at once.</summary>
/// <param name="port">Of the host.</param>
internal sealed class LeavingClients(int port)
{
    private const string Query = "{ leads(first: 50) { nodes { externalId persona { name } stage { stage { name } } assessment { total criteria { key points } } engagements(last: 10) { nodes { at type } } } } }";
    private const string Mutation = "mutation { captureLeads(input: { source: \"leaving\", leads: [{ externalId: \"one\", company: \"Left\" }] }) { created } }";
    private const string Subscription = "subscription { leadChanged { type lead { externalId } } }";

    private readonly byte[][] requests =
    [
        Post(Body(Query)),
        Post(Body("{ workQueue(first: 50) { edges { node { externalId standing { total } } } } }")),
        Post(Body(Mutation)),
        Post($"[{string.Join(',', Enumerable.Repeat(Body(Query), 10))}]"),
        Post(Body(Query))[..^40], // half a request
        Post(Body(Subscription), "text/event-stream"),
        Post(Body("subscription { handOffs { id state } }"), "text/event-stream"),
        Encoding.ASCII.GetBytes("PUT /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"), // a stream that is reserved and never opened
        [.. "GET /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n"u8],
    ];

    private readonly byte[] frames = [.. Frame("""{"type":"connection_init"}"""), .. Frame($$"""{"id":"a","type":"subscribe","payload":{{Body(Subscription)}}}"""), .. Frame($$"""{"id":"b","type":"subscribe","payload":{{Body(Query)}}}""")];
    private long visits;
    private long heard;

    /// <summary>How many connections were opened and left.</summary>
    public long Visits => visits;

    /// <summary>How many of them heard anything before they left.</summary>
    public long Heard => heard;

    /// <summary>Lets them come and go.</summary>
    /// <param name="clients">How many at a time.</param>
    /// <param name="time">For how long.</param>
    public async Task RunAsync(int clients, TimeSpan time)
    {
        using var over = new CancellationTokenSource(time);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(number => Task.Run(async () =>
        {
            var dice = new Random(number);
            await PauseAsync(dice.Next(5_000), over.Token);
            while (!over.IsCancellationRequested) await VisitAsync(dice);
        })));
    }

    /// <summary>A subscription that stays, over server-sent events or a web socket.</summary>
    public async Task<Socket> StayAsync(bool webSocket)
    {
        var socket = await ConnectAsync();
        await socket.SendAsync(requests[webSocket ? ^1 : 5]);
        if (webSocket)
        {
            await socket.ReceiveAsync(new byte[4096]);
            await socket.SendAsync(frames);
        }

        return socket;
    }

    private async Task VisitAsync(Random dice)
    {
        try
        {
            var request = requests[dice.Next(requests.Length)];
            using var socket = await ConnectAsync();
            if (dice.Next(2) == 0) socket.LingerState = new LingerOption(true, 0); // gone without a goodbye
            Interlocked.Increment(ref visits);
            await socket.SendAsync(request);
            if (request == requests[^1])
            {
                await socket.ReceiveAsync(new byte[4096]);
                await socket.SendAsync(frames);
            }

            await PauseAsync(dice.Next(4) == 0 ? dice.Next(20) : dice.Next(10_000), CancellationToken.None);
            if (socket.Available > 0) Interlocked.Increment(ref heard);
        }
        catch (SocketException)
        {
            await PauseAsync(100, CancellationToken.None); // the host has its hands full
        }
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task PauseAsync(int milliseconds, CancellationToken cancel) =>
        await Task.Delay(milliseconds, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static string Body(string query) => JsonSerializer.Serialize(new { query });

    private static byte[] Post(string body, string accept = "application/json") => Encoding.UTF8.GetBytes(
        $"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAccept: {accept}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    // A text frame of a client, whose mask of zeros leaves the text as it is.
    private static byte[] Frame(string text) => text.Length < 126
        ? [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)]
        : [0x81, 0xFE, (byte)(text.Length >> 8), (byte)text.Length, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];
}
