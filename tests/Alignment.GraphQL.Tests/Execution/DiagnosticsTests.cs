using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Alignment.GraphQL.Diagnostics;
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
            $$"""{"query":"query Slowly($name: String!) { a: stubborn(milliseconds: 20, name: $name) b: desk(name: \"{{Personal}}\") }","variables":{"name":"{{Personal}}"},"operationName":"Slowly"}""");

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
        var measured = new ConcurrentQueue<(string Name, double Value, string? Type)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == GraphQLDiagnostics.Name)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, TypeIn(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => measured.Enqueue((instrument.Name, value, TypeIn(tags))));
        listener.Start();
        await using var host = new LibraryHost();

        await host.PostAsync("""{"query":"{ echo }"}""");
        await host.PostAsync("""{"query":"{ nothing }"}""");
        await host.PostAsync("nonsense");
        await host.PostAsync("""{"query":"subscription { count(from: 1, to: 2) }"}""", accept: "text/event-stream");

        Assert.Equal(["query", "subscription", "subscription"], measured.Where(m => m.Name == "graphql.server.operation.duration").Select(m => m.Type));
        Assert.All(measured.Where(m => m.Name == "graphql.server.operation.duration"), m => Assert.InRange(m.Value, 0, 60)); // seconds
        Assert.Equal(2, measured.Where(m => m.Name == "graphql.server.request.refusals").Sum(m => m.Value));
        Assert.Equal([1, -1], measured.Where(m => m.Name == "graphql.server.subscription.active").Select(m => m.Value));
    }

    private static string? TypeIn(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (name, value) in tags)
        {
            if (name == "graphql.operation.type")
                return (string?)value;
        }

        return null;
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
