using System.Text;
using Alignment.GraphQL.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Transport;

public sealed class HttpTests : IDisposable
{
    private const string GraphQLJson = "application/graphql-response+json";

    private readonly LibraryHost host = new();

    public void Dispose() => host.DisposeAsync().AsTask().GetAwaiter().GetResult();

    [Theory]
    [InlineData(null, 200, "application/json; charset=utf-8")]
    [InlineData("*/*", 200, "application/json; charset=utf-8")]
    [InlineData("application/json", 200, "application/json; charset=utf-8")]
    [InlineData("application/*", 200, "application/json; charset=utf-8")]
    [InlineData(GraphQLJson, 200, "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/graphql-response+json; charset=utf-8, application/json; charset=utf-8", 200, "application/graphql-response+json; charset=utf-8")]
    [InlineData("application/json;q=0.5, application/graphql-response+json;q=0.9", 200, "application/graphql-response+json; charset=utf-8")]
    [InlineData("text/html", 406, "application/json; charset=utf-8")]
    [InlineData("application/json;q=0", 406, "application/json; charset=utf-8")]
    [InlineData("application/json;q=0, application/graphql-response+json;q=0.1", 200, "application/graphql-response+json; charset=utf-8")]
    [InlineData("text/event-stream;q=0.1, application/json;q=0.2", 200, "application/json; charset=utf-8")]
    [InlineData("text/html, application/xhtml+xml, */*;q=0.8", 200, "application/json; charset=utf-8")]
    [InlineData("application/json;q=0, */*", 200, "application/graphql-response+json; charset=utf-8")]
    [InlineData("*/*;q=0", 406, "application/json; charset=utf-8")]
    [InlineData("text/event-stream;q=0, application/*;q=0.5", 200, "application/json; charset=utf-8")]
    [InlineData("*/*, application/graphql-response+json;q=0.5", 200, "application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON", 200, "application/json; charset=utf-8")]
    [InlineData("application/json; charset=utf-16", 406, "application/json; charset=utf-8")]
    [InlineData("nonsense", 406, "application/json; charset=utf-8")]
    public async Task WhenAFormIsAccepted_ThenItIsTheOneSent(string? accept, int status, string contentType)
    {
        var response = await host.PostAsync("""{"query":"{ echo }"}""", accept: accept);

        Assert.Equal((status, contentType), (response.Status, response.ContentType));
        if (status == 200)
            Assert.Equal("""{"data":{"echo":"nothing"}}""", response.Body);
    }

    [Theory]
    [InlineData("{", 400)]
    [InlineData("", 400)]
    [InlineData("null", 400)]
    [InlineData("\"{ echo }\"", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"query":1}""", 400)]
    [InlineData("""{"query":"{ echo }"} x""", 400)]
    [InlineData("""{"query":"{ echo }","variables":[]}""", 400)]
    [InlineData("""{"query":"{ echo }","variables":"x"}""", 400)]
    [InlineData("""{"query":"{ echo }","operationName":{}}""", 400)]
    [InlineData("""{"query":"{ echo }","extensions":7}""", 400)]
    [InlineData("""[{"query":"{ echo }"}]""", 400)]
    [InlineData("""{"query":"{ echo }","variables":null,"operationName":null,"extensions":null,"more":[{}]}""", 200)]
    [InlineData("""{"query":"query A { echo } query B { whoAmI }","operationName":"B"}""", 200)]
    [InlineData("""{"query":"\u007b echo \u007d"}""", 200)]
    public async Task WhenABodyIsSent_ThenOnlyARequestIsAnswered(string body, int status)
    {
        Assert.Equal(status, (await host.PostAsync(body)).Status);
        Assert.Equal(status, (await host.PostAsync(body, accept: GraphQLJson)).Status);
    }

    [Theory]
    [InlineData("{ echo")]
    [InlineData("{ nothing }")]
    [InlineData("query($x: Int!) { echo(times: $x) }")]
    [InlineData("query A { echo } query B { echo }")]
    public async Task WhenTheDocumentIsWrong_ThenTheStatusDependsOnTheForm(string query)
    {
        var body = $$"""{"query":"{{query}}"}""";
        var json = await host.PostAsync(body);
        var graphql = await host.PostAsync(body, accept: GraphQLJson);

        Assert.Equal((200, 400), (json.Status, graphql.Status));
        Assert.DoesNotContain("\"data\"", graphql.Body, StringComparison.Ordinal);
        Assert.Contains("\"code\"", graphql.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenASubscriptionAcceptsAStreamAmongOthers_ThenItIsStreamed()
    {
        var answer = await host.PostAsync(
            """{"query":"subscription { count(from: 1, to: 1) }"}""", accept: "application/graphql-response+json, application/json, text/event-stream, multipart/mixed");

        Assert.Equal((200, "text/event-stream; charset=utf-8"), (answer.Status, answer.ContentType));
        Assert.Contains("event: next\ndata: {\"data\":{\"count\":1}}", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenASubscriptionAcceptsAStreamAtNoPrice_ThenItIsRefused()
    {
        var answer = await host.PostAsync("""{"query":"subscription { count(from: 1, to: 1) }"}""", accept: "application/json, text/event-stream;q=0");

        Assert.Equal("application/json; charset=utf-8", answer.ContentType);
        Assert.Contains(ErrorCodes.OperationNotAllowed, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", 415)]
    [InlineData("br", 415)]
    [InlineData("identity", 200)]
    public async Task WhenABodyIsCompressed_ThenItIsRefused(string encoding, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("""{"query":"{ echo }"}""", Encoding.UTF8, "application/json") };
        request.Content.Headers.ContentEncoding.Add(encoding);

        Assert.Equal(status, (await host.SendAsync(request)).Status);
    }

    [Fact]
    public async Task WhenAFieldFails_ThenTheStatusIsStill200() =>
        Assert.Equal(200, (await host.PostAsync("""{"query":"{ allBooks { broken } }"}""", accept: GraphQLJson)).Status);

    [Theory]
    [InlineData(null, 415)]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("multipart/form-data; boundary=x", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("application/json;charset=\"utf-8\"", 200)]
    public async Task WhenTheContentTypeIsNotJson_ThenItIsRefused(string? contentType, int status) =>
        Assert.Equal(status, (await host.PostAsync("""{"query":"{ echo }"}""", contentType)).Status);

    [Theory]
    [InlineData("GET", "?query={echo}", 200)]
    [InlineData("GET", "?query=query($t:String){echo(text:$t)}&variables={\"t\":\"x\"}", 200)]
    [InlineData("GET", "?query=mutation{step(input:{name:\"a\",delay:1}){int}}", 405)]
    [InlineData("GET", "?query={echo}&variables=[]", 400)]
    [InlineData("GET", "?query={echo}&variables=nonsense", 400)]
    [InlineData("GET", "?query={echo}&query={echo}", 400)]
    [InlineData("GET", "", 400)]
    [InlineData("HEAD", "?query={echo}", 200)]
    [InlineData("OPTIONS", "", 204)]
    [InlineData("PATCH", "", 405)]
    [InlineData("PUT", "", 201)]
    [InlineData("DELETE", "?operationId=a", 404)]
    public async Task WhenAMethodIsUsed_ThenTheStatusIs(string method, string query, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/graphql{query}");
        using var response = await host.Client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status is 405 or 204)
            Assert.NotEmpty(response.Content.Headers.Allow);
        if (method == "HEAD")
            Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task WhenABrowserAsksFromAnotherSite_ThenItMustHaveAskedFirst()
    {
        using var simple = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={echo}");
        simple.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/graphql?query={echo}");
        asked.Headers.Add("Sec-Fetch-Site", "cross-site");
        asked.Headers.Add("GraphQL-Preflight", "1");

        Assert.Equal(403, (await host.SendAsync(simple)).Status);
        Assert.Equal(200, (await host.SendAsync(asked)).Status);
    }

    [Fact]
    public async Task WhenBatchesAreAllowed_ThenEachIsAnsweredInOrder()
    {
        await using var batching = new LibraryHost(b => b.UseLimits(new GraphQLLimits { AllowBatching = true, MaxBatchSize = 2 }));

        var two = await batching.PostAsync("""[{"query":"{ echo }"},{"query":"{ nothing }"}]""");
        var three = await batching.PostAsync("""[{"query":"{ echo }"},{"query":"{ echo }"},{"query":"{ echo }"}]""");

        Assert.StartsWith("""[{"data":{"echo":"nothing"}},{"errors":[""", two.Body, StringComparison.Ordinal);
        Assert.Equal((400, true), (three.Status, three.Body.Contains("MaxBatchSize", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WhenTheBodyIsTooLarge_ThenItIsNotRead()
    {
        await using var small = new LibraryHost(b => b.UseLimits(new GraphQLLimits { MaxRequestBytes = 100 }));

        Assert.Equal(413, (await small.PostAsync($$"""{"query":"{ echo } #{{new string('x', 200)}}"}""")).Status);
    }

    [Fact]
    public async Task WhenTheCostIsAskedFor_ThenItIsReported() => Assert.Contains(
        "\"extensions\":{\"cost\":{\"estimated\":",
        (await host.PostAsync("""{"query":"{ allBooks { title } }"}""", change: r => r.Headers.Add("GraphQL-Cost", "report"))).Body,
        StringComparison.Ordinal);

    [Fact]
    public async Task WhenAnOperationTakesTooLong_ThenItsResolversAreCanceledAndTheClientIsTold()
    {
        await using var hasty = new LibraryHost(b => b.UseLimits(new GraphQLLimits { ExecutionTimeout = TimeSpan.FromMilliseconds(50) }));

        var response = await hasty.PostAsync("""{"query":"{ forever }"}""");

        Assert.StartsWith("""{"data":null,"errors":[{"message":"The operation took longer than 0.05 seconds""", response.Body, StringComparison.Ordinal);
        Assert.Contains("EXECUTION_TIMEOUT", response.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheSameDocumentIsSentAgain_ThenItIsCompiledOnce()
    {
        var executor = host.Services.GetRequiredService<Alignment.GraphQL.Execution.RequestExecutor>();
        for (var i = 0; i < 3; i++)
            await host.PostAsync("""{"query":"{ echo }"}""");
        await host.PostAsync("""{"query":"{ nothing }"}""");

        Assert.Equal(1, executor.CachedOperations);
    }

    [Fact]
    public async Task WhenTheSchemaIsAsked_ThenItIsText() =>
        Assert.Contains("type Query {", await host.Client.GetStringAsync("/graphql/schema.graphql"), StringComparison.Ordinal);
}
