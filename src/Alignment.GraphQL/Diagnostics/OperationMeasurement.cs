using System.Diagnostics;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Diagnostics;

/// <summary>Measures one operation: an activity, the histogram, and a line in the log if it was slow.</summary>
internal readonly struct OperationMeasurement
{
    private readonly ExecutorServices services;
    private readonly CachedOperation operation;
    private readonly Activity? activity;
    private readonly long begunAt;

    private OperationMeasurement(ExecutorServices services, CachedOperation operation, Activity? activity, long begunAt)
    {
        this.services = services;
        this.operation = operation;
        this.activity = activity;
        this.begunAt = begunAt;
    }

    /// <summary>The outcome of an operation that nobody waits for any more.</summary>
    internal static IReadOnlyList<GraphQLError> Abandoned { get; } = [new GraphQLError("The client went away.") { Code = ErrorCodes.Canceled }];

    /// <summary>Begins with what the operation does.</summary>
    /// <param name="services">Have the log.</param>
    /// <param name="operation">What runs.</param>
    /// <param name="begunAt">When its request was looked at first, by <see cref="Stopwatch"/>.</param>
    internal static OperationMeasurement Start(ExecutorServices services, CachedOperation operation, long begunAt)
    {
        Activity? activity = null;
        if (GraphQLDiagnostics.Activities.HasListeners())
        {
            var plan = operation.Plan;
            activity = GraphQLDiagnostics.Activities.StartActivity(
                KindOf(plan.Kind), ActivityKind.Server, default(ActivityContext), startTime: DateTimeOffset.UtcNow - Stopwatch.GetElapsedTime(begunAt));
            activity?.SetTag("graphql.operation.type", KindOf(plan.Kind));
            activity?.SetTag("alignment.graphql.document.hash", operation.Hash);
            if (plan.Name is { } name)
                activity?.SetTag("graphql.operation.name", name);
        }

        return new OperationMeasurement(services, operation, activity, begunAt);
    }

    /// <summary>Ends it.</summary>
    /// <param name="errors">What went wrong, in the order of the response; null if nothing.</param>
    internal void End(IReadOnlyList<GraphQLError>? errors)
    {
        var elapsed = Stopwatch.GetElapsedTime(begunAt);
        var plan = operation.Plan;
        if (GraphQLDiagnostics.Duration.Enabled)
        {
            var type = new KeyValuePair<string, object?>("graphql.operation.type", KindOf(plan.Kind));
            if (errors is null)
                GraphQLDiagnostics.Duration.Record(elapsed.TotalSeconds, type);
            else
                GraphQLDiagnostics.Duration.Record(elapsed.TotalSeconds, type, new KeyValuePair<string, object?>("error.type", GraphQLDiagnostics.TypeOf(errors)));
        }

        var threshold = services.Options.SlowOperationThreshold;
        if (threshold != Timeout.InfiniteTimeSpan && elapsed > threshold)
            services.Logger.SlowOperation(plan.Name ?? "(anonymous)", KindOf(plan.Kind), (long)elapsed.TotalMilliseconds, operation.Hash);
        if (activity is null)
            return;
        if (errors is not null)
        {
            activity.SetTag("error.type", GraphQLDiagnostics.TypeOf(errors));
            activity.SetTag("alignment.graphql.error.count", errors.Count);
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }

    private static string KindOf(OperationType type) => type switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };
}
