using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Claims;
using Alignment.GraphQL.Diagnostics;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Tests.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Tests.Execution;

[Collection(nameof(Alone))]
public sealed class DiagnosticsTests
{
    private const string Personal = "ada@example.org";

    [Fact]
    public async Task WhenAnOperationIsSlow_ThenTheLogNamesItAndHasNothingOfWhatWasAskedOrAnswered()
    {
        var log = new LogLines();
        await using var host = new LibraryHost(b =>
        {
            b.ModifyOptions(o => o.SlowOperationThreshold = TimeSpan.FromMilliseconds(1));
            b.Services.AddSingleton<ILoggerProvider>(log);
        });

        var answer = await host.PostAsync(
            $$"""{"query":"query Slowly($name: String!) { a: unhurried(name: $name) b: desk(name: \"{{Personal}}\") }","variables":{"name":"{{Personal}}"},"operationName":"Slowly"}""");

        Assert.Contains(Personal, answer.Body, StringComparison.Ordinal);
        var line = Assert.Single(log.Lines);
        Assert.Matches("^The operation Slowly \\(query\\) took \\d+ ms; its document has the hash [0-9a-f]{64}\\.$", line);
    }

    [Fact]
    public async Task WhenAResolverFails_ThenTheLogHasNoVariables()
    {
        var log = new LogLines();
        await using var host = new LibraryHost(b =>
        {
            b.AddTypes(typeof(Failing));
            b.Services.AddSingleton<ILoggerProvider>(log);
        });

        await host.PostAsync($$$"""{"query":"query ($name: String!) { fails(name: $name) }","variables":{"name":"{{{Personal}}}"}}""");

        Assert.Equal(["The resolver of Query.fails failed."], log.Lines);
    }

    [Fact]
    public async Task WhenSomebodyMeasures_ThenDurationsRefusalsAndOpenSubscriptionsAreCounted()
    {
        using var measured = new Measured();
        await using var host = new LibraryHost(b => b.UseLimits(new GraphQLLimits { AllowBatching = true }));

        await host.PostAsync("""{"query":"{ echo }"}""");
        await host.PostAsync("""{"query":"query Named { refused }"}""");
        await host.PostAsync("""{"query":"{ nothing }"}""");
        await host.PostAsync("nonsense");
        await host.PostAsync("""[{"query":"{ echo }"},{"query":"{"}]""");
        await host.PostAsync("""{"query":"subscription { count(from: 1, to: 2) }"}""", accept: "text/event-stream");

        Assert.Equal(
            ["query", "query CLOSED", "query", "subscription", "subscription"],
            measured.Of("alignment.graphql.operation.duration").Select(m => m.Tags));
        Assert.All(measured.Of("alignment.graphql.operation.duration"), m => Assert.InRange(m.Value, 0, 60)); // seconds
        Assert.Equal(
            [ErrorCodes.ValidationFailed, ErrorCodes.BadRequest, ErrorCodes.ParseFailed], measured.Of("alignment.graphql.request.refusals").Select(m => m.Tags));
        Assert.Equal([1, -1], measured.Of("alignment.graphql.subscription.active").Select(m => m.Value));
    }

    [Fact]
    public async Task WhenWhoeverListensToAStreamIsSlow_ThenItsTimeIsNotThatOfTheOperation()
    {
        using var measured = new Measured();
        using var server = new LibraryServer();
        var request = new GraphQLRequest("subscription { count(from: 1, to: 2) }"u8.ToArray(), null, default);

        var (clock, listened) = (Stopwatch.StartNew(), TimeSpan.Zero);
        await foreach (var _ in server.Executor.StreamAsync(request, new ClaimsPrincipal(), default, default))
        {
            var since = clock.Elapsed;
            await Task.Delay(300);
            listened += clock.Elapsed - since;
        }

        var told = measured.Of("alignment.graphql.operation.duration").Select(m => m.Value).ToList();
        Assert.Equal(2, told.Count);
        Assert.InRange(told.Sum(), 0, (clock.Elapsed - listened).TotalSeconds);
    }

    [Fact]
    public async Task WhenARequestIsRefused_ThenItsActivitySaysWhy()
    {
        var heard = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == GraphQLDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = heard.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var server = new LibraryServer();

        await server.AskAsync($"{{ desk(name: \"{Personal}\") {{ nothing }} }}");

        var refused = Assert.Single(heard);
        Assert.Equal(("GraphQL Operation", ActivityKind.Server, ActivityStatusCode.Error), (refused.DisplayName, refused.Kind, refused.Status));
        Assert.Equal([KeyValuePair.Create("error.type", (object?)ErrorCodes.ValidationFailed)], refused.TagObjects);
    }

    /// <summary>What the meter of the engine is told.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly ConcurrentQueue<(string Name, double Value, string Tags)> told = new();
        private readonly MeterListener listener = new();

        public Measured()
        {
            listener.InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == GraphQLDiagnostics.Name)
                    self.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => told.Enqueue((instrument.Name, value, Text(tags))));
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => told.Enqueue((instrument.Name, value, Text(tags))));
            listener.Start();
        }

        public IEnumerable<(string Name, double Value, string Tags)> Of(string name) => told.Where(one => one.Name == name);

        public void Dispose() => listener.Dispose();

        private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag =>
        {
            Assert.Contains(tag.Key, (string[])["graphql.operation.type", "error.type"]);
            return tag.Value;
        }));
    }

    [QueryType]
    public static class Failing
    {
        public static string Fails(string name) => throw new InvalidOperationException($"the secret of {name.Length}");
    }
}

/// <summary>Tests that look at the whole process, so nothing else may run beside them.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
