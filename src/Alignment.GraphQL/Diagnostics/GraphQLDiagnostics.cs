using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Alignment.GraphQL.Diagnostics;

/// <summary>
/// Where traces and figures come from. Names follow OpenTelemetry's conventions for GraphQL servers; no document text, no
/// variables and no results are recorded.
/// </summary>
public static class GraphQLDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Alignment.GraphQL";

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    internal static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>(
        "graphql.server.operation.duration", "s", "How long operations take.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    internal static Counter<long> Refusals { get; } = Meter.CreateCounter<long>(
        "graphql.server.request.refusals", "{request}", "Requests that were answered without running.");

    internal static UpDownCounter<long> Subscriptions { get; } = Meter.CreateUpDownCounter<long>(
        "graphql.server.subscription.active", "{subscription}", "Subscriptions that are open.");
}
