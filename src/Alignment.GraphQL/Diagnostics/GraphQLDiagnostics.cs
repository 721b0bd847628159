using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Alignment.GraphQL.Diagnostics;

/// <summary>
/// Where traces and figures come from. Activities follow OpenTelemetry's conventions for GraphQL servers, which know no figures; what is
/// our own has the prefix <c>alignment.graphql</c>. No document text, no variables and no results are recorded.
/// </summary>
public static class GraphQLDiagnostics
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Alignment.GraphQL";

    internal static ActivitySource Activities { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    internal static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>(
        "alignment.graphql.operation.duration", "s", "How long operations take; of a subscription, each of its events.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
        });

    internal static Counter<long> Refusals { get; } = Meter.CreateCounter<long>(
        "alignment.graphql.request.refusals", "{request}", "Requests that were answered without running.");

    internal static UpDownCounter<long> Subscriptions { get; } = Meter.CreateUpDownCounter<long>(
        "alignment.graphql.subscription.active", "{subscription}", "Subscriptions that are open.");

    /// <summary>Notes a request that is answered without running.</summary>
    internal static void Refused(IReadOnlyList<GraphQLError> errors)
    {
        if (Refusals.Enabled)
            Refusals.Add(1, new KeyValuePair<string, object?>("error.type", TypeOf(errors)));
        if (!Activities.HasListeners())
            return;
        using var activity = Activities.StartActivity("GraphQL Operation", ActivityKind.Server);
        activity?.SetTag("error.type", TypeOf(errors));
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The code of the first error; what OpenTelemetry calls the rest if it has none.</summary>
    internal static string TypeOf(IReadOnlyList<GraphQLError> errors) => errors.Count > 0 && errors[0].Code is { } code ? code : "_OTHER";
}
