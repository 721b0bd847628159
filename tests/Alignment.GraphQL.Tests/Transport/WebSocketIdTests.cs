using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Threading.Channels;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Transport;
using Alignment.Testing;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>Ids of operations on a web socket that are used again as early as they may be: while the last message of the one before is still under way.</summary>
public sealed class WebSocketIdTests
{
    private const string Again = """{"id":"a","type":"subscribe","payload":{"query":"{ again: echo }"}}""";

    [Theory]
    [InlineData("{ echo }", "complete", Again)]
    [InlineData("{ nothing }", "error", Again)]
    [InlineData("{ echo }", "next", """{"id":"a","type":"complete"}""", Again)]
    public async Task WhenAnOperationHasEnded_ThenItsIdMayBeUsedAgain(string query, string held, params string[] meanwhile)
    {
        using var server = new LibraryServer();
        using var socket = new ScriptedSocket(held, meanwhile);
        using var connection = new WebSocketConnection(
            socket, server.Executor, new PersistedOperations(new InMemoryPersistedOperationStore(), PersistedOperationMode.Automatic), new ClaimsPrincipal(), default);
        socket.Say("""{"type":"connection_init"}""");
        socket.Say($$$"""{"id":"a","type":"subscribe","payload":{"query":"{{{query}}}"}}""");

        var running = connection.RunAsync(default);
        await Eventually.UntilAsync(() => running.IsCompleted || socket.Sent.Contains("""{"id":"a","type":"next","payload":{"data":{"again":"nothing"}}}"""));
        socket.Leave();
        await running.WaitAsync(Eventually.Patience);

        Assert.Equal((WebSocketCloseStatus.NormalClosure, ""), (socket.CloseStatus, socket.CloseStatusDescription));
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"again":"nothing"}}}""", socket.Sent.Last(message => message.Contains("next", StringComparison.Ordinal)));
    }

    /// <summary>The client's end. One message to it is under way until what it says meanwhile has been dealt with.</summary>
    private sealed class ScriptedSocket(string held, string[] meanwhile) : WebSocket
    {
        private readonly Channel<string?> said = Channel.CreateUnbounded<string?>();
        private readonly TaskCompletionSource dealtWith = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> sent = [];
        private int left = int.MaxValue; // messages until what is said meanwhile has been read
        private WebSocketCloseStatus? closed;
        private string? reason;

        public IReadOnlyList<string> Sent
        {
            get
            {
                lock (sent)
                    return [.. sent];
            }
        }

        public override WebSocketCloseStatus? CloseStatus => closed;

        public override string? CloseStatusDescription => reason;

        public override WebSocketState State => closed is null ? WebSocketState.Open : WebSocketState.CloseSent;

        public override string? SubProtocol => WebSocketConnection.Protocol;

        public void Say(string message) => Assert.True(said.Writer.TryWrite(message));

        public void Leave() => Assert.True(said.Writer.TryWrite(null));

        public override async Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            var message = Encoding.UTF8.GetString(buffer);
            bool isHeld;
            lock (sent)
            {
                sent.Add(message);
                isHeld = sent.Count(one => one.Contains($"\"type\":\"{held}\"", StringComparison.Ordinal)) == 1 && message.Contains($"\"type\":\"{held}\"", StringComparison.Ordinal);
            }

            if (!isHeld)
                return;
            Volatile.Write(ref left, meanwhile.Length);
            foreach (var one in meanwhile)
                Say(one);
            await dealtWith.Task;
        }

        // Whoever asks for the next message has dealt with the one before.
        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            if (Volatile.Read(ref left) == 0)
                dealtWith.TrySetResult();
            var message = await said.Reader.ReadAsync(cancellationToken);
            if (message is null)
                return new WebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true);
            if (Volatile.Read(ref left) != int.MaxValue)
                Interlocked.Decrement(ref left);
            return new WebSocketReceiveResult(Encoding.UTF8.GetBytes(message, buffer), WebSocketMessageType.Text, endOfMessage: true);
        }

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
        {
            (closed, reason) = (closeStatus, statusDescription);
            dealtWith.TrySetResult();
            return Task.CompletedTask;
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
            CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

        public override void Abort()
        {
        }

        public override void Dispose()
        {
        }
    }
}
