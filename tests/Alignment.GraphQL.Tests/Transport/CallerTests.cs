using Alignment.GraphQL.Limits;
using Alignment.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Alignment.GraphQL.Tests.Transport.WebSocketTests;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>Whoever sign-in says that asks, a resolver is told, over every transport.</summary>
public sealed class CallerTests
{
    private const string Query = """{"query":"{ whoAmI }"}""";
    private const string Answer = """{"data":{"whoAmI":"Mo"}}""";

    [Fact]
    public async Task WhenNobodySignsIn_ThenNobodyAsks()
    {
        await using var host = new LibraryHost();
        Assert.Equal("""{"data":{"whoAmI":"nobody"}}""", (await host.PostAsync(Query)).Body);
    }

    [Fact]
    public async Task WhenSomebodyAsksOverHttp_ThenResolversKnowWho()
    {
        await using var host = new LibraryHost(b => b.UseLimits(new GraphQLLimits { AllowBatching = true }), caller: "Mo");
        using var get = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7BwhoAmI%7D");

        Assert.Equal(Answer, (await host.PostAsync(Query)).Body);
        Assert.Equal(Answer, (await host.SendAsync(get, change: r => r.Headers.Add("GraphQL-Preflight", "1"))).Body);
        Assert.Equal($"[{Answer},{Answer}]", (await host.PostAsync($"[{Query},{Query}]")).Body);
        Assert.Contains($"data: {Answer}", (await host.PostAsync(Query, accept: "text/event-stream")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenSomebodyAsksOverASocketOrASharedStream_ThenResolversKnowWho()
    {
        await using var host = new LibraryHost(b => b.ModifyOptions(o => o.ConnectionInitTimeout = Eventually.Patience), caller: "Mo");
        using var socket = await ConnectAsync(host);
        await SendAsync(socket, """{"type":"connection_init"}""");
        await ReceiveAsync(socket);
        await SendAsync(socket, $$"""{"id":"a","type":"subscribe","payload":{{Query}}}""");
        Assert.Equal($$"""{"id":"a","type":"next","payload":{{Answer}}}""", await ReceiveAsync(socket));

        using var reserve = new HttpRequestMessage(HttpMethod.Put, "/graphql");
        var token = (await host.SendAsync(reserve)).Body;
        using var listen = new HttpRequestMessage(HttpMethod.Get, $"/graphql?token={token}");
        listen.Headers.TryAddWithoutValidation("Accept", "text/event-stream");
        using var response = await host.Client.SendAsync(listen, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await host.PostAsync("""{"query":"{ whoAmI }","extensions":{"operationId":"a"}}""", change: r => r.Headers.Add("X-GraphQL-Event-Stream-Token", token));
        string? line;
        do line = await reader.ReadLineAsync().WaitAsync(Eventually.Patience);
        while (line?.StartsWith("data: {", StringComparison.Ordinal) == false);
        Assert.Equal($$"""data: {"id":"a","payload":{{Answer}}}""", line);
    }
}
