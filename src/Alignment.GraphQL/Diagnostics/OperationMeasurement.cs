using System.Diagnostics;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Diagnostics;

/// <summary>Measures one operation: an activity, the histogram, and a line in the log if it was slow.</summary>
internal readonly struct OperationMeasurement : IDisposable
{
    private readonly ExecutorServices services;
    private readonly CachedOperation operation;
    private readonly Activity? activity;
    private readonly long startedAt;

    private OperationMeasurement(ExecutorServices services, CachedOperation operation, Activity? activity)
    {
        this.services = services;
        this.operation = operation;
        this.activity = activity;
        startedAt = Stopwatch.GetTimestamp();
    }

    internal static OperationMeasurement Start(ExecutorServices services, CachedOperation operation)
    {
        Activity? activity = null;
        if (GraphQLDiagnostics.Activities.HasListeners())
        {
            var plan = operation.Plan;
            activity = GraphQLDiagnostics.Activities.StartActivity(KindOf(plan.Kind), ActivityKind.Internal);
            activity?.SetTag("graphql.operation.type", KindOf(plan.Kind));
            activity?.SetTag("graphql.document.hash", operation.Hash);
            if (plan.Name is { } name)
                activity?.SetTag("graphql.operation.name", name);
        }

        return new OperationMeasurement(services, operation, activity);
    }

    internal void Complete(int errors)
    {
        if (errors == 0)
            return;
        activity?.SetTag("graphql.errors.count", errors);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose()
    {
        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        var plan = operation.Plan;
        if (GraphQLDiagnostics.Duration.Enabled)
            GraphQLDiagnostics.Duration.Record(elapsed.TotalSeconds, new KeyValuePair<string, object?>("graphql.operation.type", KindOf(plan.Kind)));
        var threshold = services.Options.SlowOperationThreshold;
        if (threshold != Timeout.InfiniteTimeSpan && elapsed > threshold)
            services.Logger.SlowOperation(plan.Name ?? "(anonymous)", KindOf(plan.Kind), (long)elapsed.TotalMilliseconds, operation.Hash);
        activity?.Dispose();
    }

    private static string KindOf(OperationType type) => type switch
    {
        OperationType.Query => "query",
        OperationType.Mutation => "mutation",
        _ => "subscription",
    };
}
