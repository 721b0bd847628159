using System.Text;
using Alignment.GraphQL.Tests.Sample;
using Alignment.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>Subscriptions over server-sent events, a stream each.</summary>
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
        await Eventually.UntilAsync(() => topics.Count == 1);

        await topics.SendAsync("lent/other", host.Services.GetRequiredService<Shelf>().Books[1], leaving.Token);
        await topics.SendAsync("lent/main", host.Services.GetRequiredService<Shelf>().Books[0], leaving.Token);
        var lines = new List<string>();
        while (!lines.Contains("data: {\"data\":{\"bookLent\":{\"pages\":100}}}") || lines[^1] != ":")
            lines.Add(await reader.ReadLineAsync(leaving.Token).AsTask().WaitAsync(Eventually.Patience) ?? throw new EndOfStreamException());

        await leaving.CancelAsync();
        response.Dispose();
        await Eventually.UntilAsync(() => topics.Count == 0);
    }
}
