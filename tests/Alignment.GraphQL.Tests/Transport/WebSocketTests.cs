using System.Net.WebSockets;
using System.Text;
using Alignment.GraphQL.Limits;
using Alignment.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>Operations over graphql-transport-ws.</summary>
public sealed class WebSocketTests
{
    [Fact]
    public async Task WhenAWebSocketSubscribes_ThenEventsAndTheEndArriveUnderItsId()
    {
        await using var host = new LibraryHost();
        using var socket = await ConnectAsync(host);

        await SendAsync(socket, """{"type":"connection_init","payload":{}}""");
        Assert.Equal("""{"type":"connection_ack"}""", await ReceiveAsync(socket));
        await SendAsync(socket, """{"type":"ping"}""");
        Assert.Equal("""{"type":"pong"}""", await ReceiveAsync(socket));
        await SendAsync(socket, """{"id":"a","type":"subscribe","payload":{"query":"subscription($to: Int!) { count(from: 1, to: $to) }","variables":{"to":2}}}""");
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"count":1}}}""", await ReceiveAsync(socket));
        Assert.Equal("""{"id":"a","type":"next","payload":{"data":{"count":2}}}""", await ReceiveAsync(socket));
        Assert.Equal("""{"id":"a","type":"complete"}""", await ReceiveAsync(socket));
        await SendAsync(socket, """{"id":"b","type":"subscribe","payload":{"query":"{ nothing }"}}""");
        Assert.StartsWith("""{"id":"b","type":"error","payload":[{"message":""", await ReceiveAsync(socket), StringComparison.Ordinal);
        await SendAsync(socket, """{"id":"c","type":"subscribe","payload":{"query":"subscription { count(from: 12, to: 14) }"}}""");
        Assert.StartsWith("""{"id":"c","type":"next",""", await ReceiveAsync(socket), StringComparison.Ordinal);
        Assert.StartsWith("""{"id":"c","type":"error","payload":[{"message":"Unexpected Execution Error""", await ReceiveAsync(socket), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAWebSocketCompletes_ThenItsTopicIsClosed()
    {
        await using var host = new LibraryHost();
        var topics = host.Services.GetRequiredService<InMemoryTopics>();
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, """{"type":"connection_init"}""");
        await ReceiveAsync(socket);
        await SendAsync(socket, """{"id":"a","type":"subscribe","payload":{"query":"subscription { bookLent(branch: \"main\") { pages } }"}}""");
        await Eventually.UntilAsync(() => topics.Count == 1);

        await SendAsync(socket, """{"id":"a","type":"complete"}""");

        await Eventually.UntilAsync(() => topics.Count == 0);
    }

    [Theory]
    [InlineData(4401, """{"id":"a","type":"subscribe","payload":{"query":"{ echo }"}}""")]
    [InlineData(4400, "nonsense")]
    [InlineData(4400, """{"type":"nothing"}""")]
    [InlineData(4429, """{"type":"connection_init"}""", """{"type":"connection_init"}""")]
    [InlineData(4409, """{"type":"connection_init"}""",
        """{"id":"a","type":"subscribe","payload":{"query":"subscription { bookLent(branch: \"m\") { pages } }"}}""",
        """{"id":"a","type":"subscribe","payload":{"query":"subscription { bookLent(branch: \"m\") { pages } }"}}""")]
    [InlineData(4408)]
    public async Task WhenTheProtocolIsBroken_ThenTheSocketIsClosedWithItsCode(int code, params string[] messages)
    {
        await using var host = new LibraryHost(b => b.ModifyOptions(o => o.ConnectionInitTimeout = messages.Length == 0 ? TimeSpan.FromMilliseconds(200) : Eventually.Patience));
        using var socket = await ConnectAsync(host);
        foreach (var message in messages)
            await SendAsync(socket, message);

        while (await ReceiveAsync(socket) is not null)
        {
        }

        Assert.Equal(code, (int?)socket.CloseStatus);
    }

    [Theory]
    [InlineData(4429, "MaxOperationsPerConnection", """{"id":"b","type":"subscribe","payload":{"query":"subscription { bookLent(branch: \"m\") { pages } }"}}""")]
    [InlineData(1009, "MaxRequestBytes", """{"id":"b","type":"subscribe","payload":{"query":"{ echo } # and so on and so on and so on and so on and so on and so on and so on and so on and so on and so on"}}""")]
    public async Task WhenASocketAsksForTooMuch_ThenItIsClosedAndTheSettingIsNamed(int code, string setting, string message)
    {
        await using var host = new LibraryHost(b => b.UseLimits(new GraphQLLimits { MaxOperationsPerConnection = 1, MaxRequestBytes = 120 }));
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, """{"type":"connection_init"}""");
        await ReceiveAsync(socket);
        await SendAsync(socket, """{"id":"a","type":"subscribe","payload":{"query":"subscription { bookLent(branch: \"m\") { pages } }"}}""");
        await SendAsync(socket, message);

        Assert.Null(await ReceiveAsync(socket));
        Assert.Equal(code, (int?)socket.CloseStatus);
        Assert.Contains($"GraphQL:Limits:{setting}", socket.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAPageOfAnotherSiteOpensASocket_ThenItIsRefused()
    {
        await using var host = new LibraryHost();
        var client = host.Server.CreateWebSocketClient();
        client.SubProtocols.Add("graphql-transport-ws");
        client.ConfigureRequest = r => r.Headers.Origin = "https://elsewhere.example";

        await Assert.ThrowsAnyAsync<Exception>(() => client.ConnectAsync(new Uri("ws://localhost/graphql"), CancellationToken.None));
    }

    internal static async Task<WebSocket> ConnectAsync(LibraryHost host)
    {
        var client = host.Server.CreateWebSocketClient();
        client.SubProtocols.Add("graphql-transport-ws");
        return await client.ConnectAsync(new Uri("ws://localhost/graphql"), CancellationToken.None);
    }

    internal static Task SendAsync(WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    internal static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        var buffer = new byte[16_384];
        var received = await socket.ReceiveAsync(buffer, patience.Token);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }
}
