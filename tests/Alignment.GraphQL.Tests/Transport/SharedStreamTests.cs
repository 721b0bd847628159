using System.Security.Claims;
using System.Text;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Transport;
using Alignment.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>Many operations on one stream: graphql-sse's single-connection mode.</summary>
public sealed class SharedStreamTests
{
    [Fact]
    public async Task WhenOneStreamCarriesManyOperations_ThenEachAnswerHasItsId()
    {
        await using var host = new LibraryHost(b => b.ModifyOptions(o => o.ConnectionInitTimeout = Eventually.Patience));
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
            lines.Add(await reader.ReadLineAsync().WaitAsync(Eventually.Patience) ?? throw new EndOfStreamException());

        Assert.Equal(202, started.Status);
        Assert.Contains("""data: {"id":"a","payload":{"data":{"count":1}}}""", lines);
        Assert.Contains("""data: {"id":"a","payload":{"data":{"count":2}}}""", lines);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/graphql?token={token}");
        Assert.Equal(409, (await host.SendAsync(again, "text/event-stream")).Status);
        using var unknown = new HttpRequestMessage(HttpMethod.Get, "/graphql?token=nope");
        Assert.Equal(404, (await host.SendAsync(unknown, "text/event-stream")).Status);
    }

    [Fact]
    public async Task WhenAnOperationStartsOnAStreamThatWasLeft_ThenItIsEndedToo()
    {
        using var server = new LibraryServer();
        var topics = server.Services.GetRequiredService<InMemoryTopics>();
        var stream = new SingleConnection(server.Executor, () => { });
        var request = new GraphQLRequest("subscription { bookLent(branch: \"main\") { pages } }"u8.ToArray(), null, default);
        Assert.True(stream.TryStart("before", request, new ClaimsPrincipal()));
        await Eventually.UntilAsync(() => topics.Count == 1);

        stream.Close();
        Assert.True(stream.TryStart("after", request, new ClaimsPrincipal()));

        await Task.Delay(300); // time to open its topic, and to stay
        await Eventually.UntilAsync(() => topics.Count == 0);
    }

    [Fact]
    public async Task WhenTheEndOfAnOperationWasRead_ThenItsIdMayBeUsedAgain()
    {
        using var server = new LibraryServer();
        var request = new GraphQLRequest("{ echo }"u8.ToArray(), null, default);
        for (var round = 0; round < 50; round++)
        {
            // The end waits for the answer to be read, so that it is read at the moment it is written.
            var stream = new SingleConnection(server.Executor, () => { }, room: 1);
            Assert.True(stream.TryStart("a", request, new ClaimsPrincipal()));
            await Task.Delay(5);
            await using var messages = stream.ReadAllAsync(default).GetAsyncEnumerator();
            Assert.True(await messages.MoveNextAsync() && await messages.MoveNextAsync());
            Assert.True(stream.TryStart("a", request, new ClaimsPrincipal()), $"Round {round}");
            Assert.Equal("event: complete\ndata: {\"id\":\"a\"}\n\n", Encoding.UTF8.GetString(messages.Current));
            stream.Close();
        }
    }

    [Fact]
    public async Task WhenThereAreTooManySharedStreams_ThenNoMoreAreReservedAndTheSettingIsNamed()
    {
        await using var host = new LibraryHost(b => b
            .UseLimits(new GraphQLLimits { MaxSharedStreams = 1, MaxOperationsPerConnection = 1 })
            .ModifyOptions(o => o.ConnectionInitTimeout = Eventually.Patience));
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
}
