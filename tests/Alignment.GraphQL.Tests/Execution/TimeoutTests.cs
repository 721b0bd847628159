using System.Diagnostics;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Tests.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Tests.Execution;

/// <summary>Resolvers that do not look whether anybody still waits for them.</summary>
public sealed class TimeoutTests
{
    private static readonly GraphQLLimits Hasty = new() { ExecutionTimeout = TimeSpan.FromMilliseconds(100) };

    private static string Query(int milliseconds) => $$$"""{"query":"query ($name: String!) { stubborn(milliseconds: {{{milliseconds}}}, name: $name) }","variables":{"name":"Ada"}}""";

    [Fact]
    public async Task WhenAResolverIgnoresTheTimeout_ThenTheClientIsAnsweredAndTheResolverKeepsItsServices()
    {
        await using var host = new LibraryHost(b => b.UseLimits(Hasty), onSocket: true);
        var steps = host.Services.GetRequiredService<Shelf>().Steps;
        await host.PostAsync("""{"query":"{ echo }"}""");
        var watch = Stopwatch.StartNew();

        var answer = await host.PostAsync(Query(3000));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2.5), $"The answer took {watch.Elapsed}.");
        Assert.Equal(200, answer.Status);
        Assert.StartsWith("""{"data":null,"errors":[{"message":"The operation took longer than 0.1 seconds""", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith("}", answer.Body, StringComparison.Ordinal);
        Assert.Empty(steps);
        await UntilAsync(() => !steps.IsEmpty);
        Assert.Equal(["Ada at the desk"], steps);
    }

    [Fact]
    public async Task WhenAResolverIgnoresItsGraceToo_ThenItIsLeftBehindAndTheLogSaysSo()
    {
        var log = new LogLines();
        await using var host = new LibraryHost(b =>
        {
            b.UseLimits(Hasty).ModifyOptions(o => o.CancellationGrace = TimeSpan.FromMilliseconds(50));
            b.Services.AddSingleton<ILoggerProvider>(log);
        });
        var steps = host.Services.GetRequiredService<Shelf>().Steps;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.PostAsync(Query(600))));

        Assert.All(answers, a => Assert.Contains("EXECUTION_TIMEOUT", a.Body, StringComparison.Ordinal));
        await UntilAsync(() => steps.Count == 10);
        Assert.All(steps, step => Assert.Equal("without a desk", step));
        Assert.Contains("1 resolvers ignored that their request was canceled and were left behind.", log.Lines);
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync("""{"query":"{ echo }"}""")).Body);
    }

    [Fact]
    public async Task WhenAnEventIsNotAnsweredInTime_ThenTheStreamGoesOn()
    {
        await using var host = new LibraryHost(b => b.UseLimits(Hasty).AddTypes(typeof(StubbornCount)));
        var watch = Stopwatch.StartNew();

        var answer = await host.PostAsync("""{"query":"subscription { slowly(to: 2) }"}""", accept: "text/event-stream");

        Assert.Equal(2, answer.Body.Split("EXECUTION_TIMEOUT").Length - 1);
        Assert.EndsWith("event: complete\ndata: \n\n", answer.Body, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2.5), $"Two events took {watch.Elapsed}.");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 1000 && !condition(); i++)
            await Task.Delay(10);
        Assert.True(condition());
    }

    [SubscriptionType]
    public static class StubbornCount
    {
        [Subscribe(With = nameof(OpenAsync))]
        public static async Task<int> SlowlyAsync([EventMessage] int number)
        {
            await Task.Delay(3000, CancellationToken.None);
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
