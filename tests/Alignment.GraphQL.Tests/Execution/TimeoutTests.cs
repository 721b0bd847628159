using System.Collections.Concurrent;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Tests.Transport;
using Alignment.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Tests.Execution;

/// <summary>Resolvers that do not look whether anybody still waits for them: they wait for a door that the test opens after the answer.</summary>
public sealed class TimeoutTests
{
    private const string Query = """{"query":"query ($name: String!) { deaf(name: $name) }","variables":{"name":"Ada"}}""";

    [Fact]
    public async Task WhenAResolverIgnoresTheTimeout_ThenTheClientIsAnsweredAndTheResolverKeepsItsServices()
    {
        await using var host = Host(Eventually.Patience, onSocket: true);
        var door = host.Services.GetRequiredService<Door>();

        var answer = await host.PostAsync(Query).WaitAsync(Eventually.Patience);

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("""{"data":null,"errors":[{"message":"The operation took longer than 0.1 seconds""", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith("}", answer.Body, StringComparison.Ordinal);
        door.Open();
        await Eventually.UntilAsync(() => !door.Passed.IsEmpty);
        Assert.Equal(["Ada at the desk"], door.Passed);
    }

    [Fact]
    public async Task WhenAResolverIgnoresItsGraceToo_ThenItIsLeftBehindAndTheLogSaysSo()
    {
        const string told = "1 resolvers ignored that their request was canceled and were left behind.";
        var log = new LogLines();
        await using var host = Host(TimeSpan.FromMilliseconds(50), log: log);
        var door = host.Services.GetRequiredService<Door>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.PostAsync(Query))).WaitAsync(Eventually.Patience);

        Assert.All(answers, a => Assert.Contains("EXECUTION_TIMEOUT", a.Body, StringComparison.Ordinal));
        await Eventually.UntilAsync(() => log.Lines.Count(line => line == told) == 10);
        door.Open();
        await Eventually.UntilAsync(() => door.Passed.Count == 10);
        Assert.All(door.Passed, step => Assert.Equal("without a desk", step));
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync("""{"query":"{ echo }"}""")).Body);
    }

    [Fact]
    public async Task WhenAnEventIsNotAnsweredInTime_ThenTheStreamGoesOn()
    {
        await using var host = Host(Eventually.Patience);

        var answer = await host.PostAsync("""{"query":"subscription { slowly(to: 2) }"}""", accept: "text/event-stream").WaitAsync(Eventually.Patience);

        Assert.Equal(2, answer.Body.Split("EXECUTION_TIMEOUT").Length - 1);
        Assert.EndsWith("event: complete\ndata: \n\n", answer.Body, StringComparison.Ordinal);
        host.Services.GetRequiredService<Door>().Open();
    }

    private static LibraryHost Host(TimeSpan grace, bool onSocket = false, LogLines? log = null) => new(
        b =>
        {
            b.UseLimits(new GraphQLLimits { ExecutionTimeout = TimeSpan.FromMilliseconds(100) })
                .ModifyOptions(o => o.CancellationGrace = grace)
                .AddTypes(typeof(DeafQuery), typeof(DeafSubscription));
            b.Services.AddSingleton<Door>();
            if (log is not null)
                b.Services.AddSingleton<ILoggerProvider>(log);
        },
        onSocket);

    /// <summary>Shut until the test opens it.</summary>
    public sealed class Door
    {
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Passed { get; } = new();

        public Task Opened => opened.Task;

        public void Open() => opened.SetResult();
    }

    [QueryType]
    public static class DeafQuery
    {
        public static async Task<string> GetDeafAsync(string name, Desk desk, Door door)
        {
            await door.Opened;
            door.Passed.Enqueue(desk.IsGone ? "without a desk" : $"{name} at the desk");
            return "at last";
        }
    }

    [SubscriptionType]
    public static class DeafSubscription
    {
        [Subscribe(With = nameof(OpenAsync))]
        public static async Task<int> SlowlyAsync([EventMessage] int number, Door door)
        {
            await door.Opened;
            return number;
        }

        public static async IAsyncEnumerable<int> OpenAsync(int to)
        {
            for (var i = 0; i < to; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
    }
}
