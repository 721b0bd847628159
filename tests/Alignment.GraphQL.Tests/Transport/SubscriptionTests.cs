using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Transport;

public sealed class SubscriptionTests
{
    [Fact]
    public async Task WhenEventsAreStreamed_ThenEachIsAnsweredAndTheEndIsTold()
    {
        await using var host = new LibraryHost();

        var answer = await host.PostAsync("""{"query":"subscription { count(from: 1, to: 2) }"}""", accept: "text/event-stream");

        Assert.Equal((200, "text/event-stream; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Equal(":\n\nevent: next\ndata: {\"data\":{\"count\":1}}\n\nevent: next\ndata: {\"data\":{\"count\":2}}\n\nevent: complete\ndata: \n\n", answer.Body);
    }

    [Theory]
    [InlineData("{ echo }", "{\"data\":{\"echo\":\"nothing\"}}")]
    [InlineData("subscription { count(from: -1, to: -1) }", "{\"data\":null,\"errors\":[{\"message\":\"Below zero.\"")]
    [InlineData("subscription { nothing }", "{\"errors\":[{\"message\":\"Cannot query field")]
    public async Task WhenAnythingElseIsStreamed_ThenItIsOneAnswerAndTheEnd(string query, string expected)
    {
        await using var host = new LibraryHost();

        var answer = await host.PostAsync($$"""{"query":"{{query}}"}""", accept: "text/event-stream");

        Assert.StartsWith($":\n\nevent: next\ndata: {expected}", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith("event: complete\ndata: \n\n", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheSourceFails_ThenTheStreamEndsWithAnErrorThatTellsNothing()
    {
        await using var host = new LibraryHost();

        var answer = await host.PostAsync("""{"query":"subscription { c: count(from: 12, to: 14) }"}""", accept: "text/event-stream");

        Assert.Equal(
            ":\n\nevent: next\ndata: {\"data\":{\"c\":12}}\n\n"
            + "event: next\ndata: {\"errors\":[{\"message\":\"Unexpected Execution Error\",\"path\":[\"c\"],\"extensions\":{\"code\":\"UNEXPECTED_EXECUTION_ERROR\"}}]}\n\n"
            + "event: complete\ndata: \n\n",
            answer.Body);
    }

    [Fact]
    public async Task WhenASubscriptionIsSentWithoutAStream_ThenItIsRefused() => Assert.Contains(
        "text/event-stream",
        (await new LibraryHost().PostAsync("""{"query":"subscription { count(from: 1, to: 2) }"}""")).Body,
        StringComparison.Ordinal);

    [Fact]
    public async Task WhenNothingHappens_ThenASignOfLifeIsSentAndLeavingClosesTheTopic()
    {
        await using var host = new LibraryHost(b => b.ModifyOptions(o => o.KeepAliveInterval = TimeSpan.FromMilliseconds(20)));
        var topics = host.Services.GetRequiredService<InMemoryTopics>();
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("""{"query":"subscription { bookLent(branch: \"main\") { pages } }"}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Accept", "text/event-stream");
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leaving.Token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(leaving.Token));
        await UntilAsync(() => topics.Count == 1);

        await topics.SendAsync("lent/other", host.Services.GetRequiredService<Shelf>().Books[1], leaving.Token);
        await topics.SendAsync("lent/main", host.Services.GetRequiredService<Shelf>().Books[0], leaving.Token);
        var lines = new List<string>();
        while (!lines.Contains("data: {\"data\":{\"bookLent\":{\"pages\":100}}}") || lines[^1] != ":")
            lines.Add((await reader.ReadLineAsync(leaving.Token).AsTask().WaitAsync(TimeSpan.FromSeconds(10)))!);

        await leaving.CancelAsync();
        response.Dispose();
        await UntilAsync(() => topics.Count == 0);
    }

    [Fact]
    public async Task WhenOneStreamCarriesManyOperations_ThenEachAnswerHasItsId()
    {
        await using var host = new LibraryHost();
        using var reserve = new HttpRequestMessage(HttpMethod.Put, "/graphql");
        var (status, token, _) = await host.SendAsync(reserve);
        Assert.Equal((201, 32), (status, token.Length));
        using var open = new HttpRequestMessage(HttpMethod.Get, $"/graphql?token={token}");
        open.Headers.Add("Accept", "text/event-stream");
        using var stream = await host.Client.SendAsync(open, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());

        var started = await host.PostAsync(
            """{"query":"subscription { count(from: 1, to: 2) }","extensions":{"operationId":"a"}}""",
            change: r => r.Headers.Add("X-GraphQL-Event-Stream-Token", token));
        var lines = new List<string>();
        while (!lines.Contains("""data: {"id":"a"}"""))
            lines.Add((await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10)))!);

        Assert.Equal(202, started.Status);
        Assert.Contains("""data: {"id":"a","payload":{"data":{"count":1}}}""", lines);
        Assert.Contains("""data: {"id":"a","payload":{"data":{"count":2}}}""", lines);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/graphql?token={token}");
        Assert.Equal(409, (await host.SendAsync(again, "text/event-stream")).Status);
        using var unknown = new HttpRequestMessage(HttpMethod.Get, "/graphql?token=nope");
        Assert.Equal(404, (await host.SendAsync(unknown, "text/event-stream")).Status);
    }

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
        await UntilAsync(() => topics.Count == 1);

        await SendAsync(socket, """{"id":"a","type":"complete"}""");

        await UntilAsync(() => topics.Count == 0);
    }

    [Fact]
    public async Task WhenAnOperationStartsOnAStreamThatWasLeft_ThenItIsEndedToo()
    {
        using var server = new LibraryServer();
        var topics = server.Services.GetRequiredService<InMemoryTopics>();
        var stream = new SingleConnection(server.Executor, () => { });
        var request = new GraphQLRequest("subscription { bookLent(branch: \"main\") { pages } }"u8.ToArray(), null, default);
        Assert.True(stream.TryStart("before", request, new ClaimsPrincipal()));
        await UntilAsync(() => topics.Count == 1);

        stream.Close();
        Assert.True(stream.TryStart("after", request, new ClaimsPrincipal()));

        await Task.Delay(300);
        Assert.Equal(0, topics.Count);
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
        await using var host = new LibraryHost(b => b.ModifyOptions(o => o.ConnectionInitTimeout = TimeSpan.FromMilliseconds(200)));
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
    public async Task WhenThereAreTooManySharedStreams_ThenNoMoreAreReservedAndTheSettingIsNamed()
    {
        await using var host = new LibraryHost(b => b.UseLimits(new GraphQLLimits { MaxSharedStreams = 1, MaxOperationsPerConnection = 1 }));
        using var first = new HttpRequestMessage(HttpMethod.Put, "/graphql");
        using var second = new HttpRequestMessage(HttpMethod.Put, "/graphql");
        var token = (await host.SendAsync(first)).Body;

        var refused = await host.SendAsync(second);
        Assert.Equal(429, refused.Status);
        Assert.Contains("GraphQL:Limits:MaxSharedStreams", refused.Body, StringComparison.Ordinal);

        Assert.Equal(202, (await SubscribeAsync("a")).Status);
        refused = await SubscribeAsync("b");
        Assert.Equal(409, refused.Status);
        Assert.Contains("GraphQL:Limits:MaxOperationsPerConnection", refused.Body, StringComparison.Ordinal);

        Task<(int Status, string Body, string? ContentType)> SubscribeAsync(string id) => host.PostAsync(
            $$$"""{"query":"subscription { bookLent(branch: \"main\") { pages } }","extensions":{"operationId":"{{{id}}}"}}""",
            change: r => r.Headers.Add("X-GraphQL-Event-Stream-Token", token));
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

    private static async Task<WebSocket> ConnectAsync(LibraryHost host)
    {
        var client = host.Server.CreateWebSocketClient();
        client.SubProtocols.Add("graphql-transport-ws");
        return await client.ConnectAsync(new Uri("ws://localhost/graphql"), CancellationToken.None);
    }

    private static Task SendAsync(WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    private static async Task<string?> ReceiveAsync(WebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var buffer = new byte[16_384];
        var received = await socket.ReceiveAsync(buffer, patience.Token);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(buffer, 0, received.Count);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 500 && !condition(); i++)
            await Task.Delay(10);
        Assert.True(condition());
    }
}
