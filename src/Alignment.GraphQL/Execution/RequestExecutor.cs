using System.Diagnostics;
using System.Security.Claims;
using System.Text;
using Alignment.GraphQL.Diagnostics;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>Runs operations on one schema. It may be used from any thread.</summary>
public sealed partial class RequestExecutor
{
    private static readonly object Root = new();

    private readonly ExecutorServices services;
    private readonly OperationCompiler compiler;
    private readonly GraphQLLimits limits;
    private readonly bool introspection;

    internal RequestExecutor(ExecutorServices services, GraphQLLimits limits, bool introspection)
    {
        this.services = services;
        this.limits = limits;
        this.introspection = introspection;
        compiler = new OperationCompiler(services.Schema, limits, services.Options, introspection);
    }

    /// <summary>The schema.</summary>
    public Schema Schema => services.Schema;

    internal GraphQLOptions Options => services.Options;

    internal GraphQLLimits Limits => limits;

    internal ExecutorServices Services => services;

    internal int CachedOperations => compiler.CachedOperations;

    /// <summary>Runs a query or mutation and returns the whole response as JSON.</summary>
    /// <param name="document">The document.</param>
    /// <param name="variables">A JSON object, or null.</param>
    /// <param name="operationName">Which operation, if the document has several.</param>
    /// <param name="user">Who asks; null for nobody.</param>
    /// <param name="rootValue">The parent of the root fields; resolvers of classes need none.</param>
    /// <param name="cancellationToken">Cancels the resolvers.</param>
    public async Task<string> ExecuteAsync(
        string document,
        string? variables = null,
        string? operationName = null,
        ClaimsPrincipal? user = null,
        object? rootValue = null,
        CancellationToken cancellationToken = default)
    {
        var request = new GraphQLRequest(
            Encoding.UTF8.GetBytes(document),
            operationName is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(operationName),
            variables is null ? default : Encoding.UTF8.GetBytes(variables));
        using var writer = new ResultWriter();
        var kind = await ExecuteAsync(request, writer, user, null, () => cancellationToken, rootValue).ConfigureAwait(false);
        return kind == ResponseKind.NeedsStream
            ? throw new InvalidOperationException("A subscription needs a stream.")
            : Encoding.UTF8.GetString(writer.WrittenSpan);
    }

    /// <summary>Runs an operation and writes the response.</summary>
    internal async ValueTask<ResponseKind> ExecuteAsync(
        GraphQLRequest request,
        ResultWriter writer,
        ClaimsPrincipal? user,
        Func<IServiceProvider>? requestServices,
        Func<CancellationToken> aborted,
        object? rootValue = null,
        Action<Task>? leftBehind = null)
    {
        var begunAt = Stopwatch.GetTimestamp();
        if (!TryPrepare(request, writer, out var prepared))
            return ResponseKind.Refused;
        var plan = prepared.Operation.Plan;
        if (plan.Kind == OperationType.Subscription)
            return ResponseKind.NeedsStream;
        if (request.IsReadOnly && plan.Kind == OperationType.Mutation)
        {
            ErrorWriter.WriteRequestError(writer, [new GraphQLError("A mutation cannot be sent by GET.") { Code = ErrorCodes.OperationNotAllowed }]);
            return ResponseKind.NotAllowed;
        }

        await RunAsync(prepared, begunAt, writer, user, requestServices, aborted, rootValue, null, leftBehind).ConfigureAwait(false);
        return ResponseKind.Executed;
    }

    /// <summary>Finds the plan and reads the variables; writes the errors if either fails.</summary>
    internal bool TryPrepare(GraphQLRequest request, ResultWriter writer, out PreparedOperation prepared)
    {
        prepared = default;
        if (compiler.Find(request.Document.Span, request.OperationName, out var errors) is not { } operation)
        {
            ErrorWriter.WriteRequestError(writer, errors);
            return false;
        }

        var found = new List<GraphQLError>();
        if (request.Variables.Length > 0 && operation.Plan.Variables.Length > 0 && InputSizes.Check(request.Variables.Span, limits) is { } tooLarge)
            found.Add(tooLarge);
        var variables = found.Count > 0 ? VariableValues.None : VariableValues.Read(operation.Plan.Variables, request.Variables, found, introspection);
        if (found.Count == 0 && operation.Plan.Analysis is { IsCostConstant: false } analysis && analysis.RefusalOf(analysis.Cost(variables.LiteralOf)) is { } refusal)
            found.Add(refusal);
        if (found.Count > 0)
        {
            ErrorWriter.WriteRequestError(writer, found);
            return false;
        }

        prepared = new PreparedOperation(operation, variables, request.ReportCost);
        return true;
    }

    /// <summary>Runs a prepared operation, writes the response and measures it from <paramref name="begunAt"/> on.</summary>
    /// <remarks>
    /// Nothing but this method writes to <paramref name="writer"/>: resolvers that run on after the time is out, or the client has gone, hand
    /// their values to nobody. <paramref name="leftBehind"/> hears of them; where it is null they have a scope of their own.
    /// </remarks>
    internal async ValueTask RunAsync(
        PreparedOperation prepared,
        long begunAt,
        ResultWriter writer,
        ClaimsPrincipal? user,
        Func<IServiceProvider>? requestServices,
        Func<CancellationToken> aborted,
        object? rootValue,
        object? eventMessage,
        Action<Task>? leftBehind = null)
    {
        var plan = prepared.Operation.Plan;
        using var timeout = NeedsNoToken(plan) ? null : CancellationTokenSource.CreateLinkedTokenSource(aborted());
        timeout?.CancelAfter(limits.ExecutionTimeout);
        var start = writer.Position;
        var errors = (IReadOnlyList<GraphQLError>?)OperationMeasurement.Abandoned;
        var measurement = OperationMeasurement.Start(services, prepared.Operation, begunAt);
        var context = new RequestContext(services, plan, prepared.Variables, user, requestServices, timeout?.Token ?? default) { EventMessage = eventMessage };
        try
        {
            writer.WriteRaw("{\"data\":"u8);
            var group = await OperationRunner.RunAsync(context, rootValue ?? Root).ConfigureAwait(false);
            var formatter = new ResultFormatter(context, writer);
            formatter.WriteRoot(group);
            errors = formatter.Errors;
        }
        catch (OperationCanceledException) when (timeout is { IsCancellationRequested: true })
        {
            aborted().ThrowIfCancellationRequested();
            writer.Rewind(start);
            writer.WriteRaw("{\"data\":null"u8);
            errors = [TimedOut()];
        }
        finally
        {
            measurement.End(errors);
            var ended = context.DisposeAsync();
            if (context.HasPending)
                leftBehind?.Invoke(ended.AsTask());
            else
                await ended.ConfigureAwait(false);
        }

        if (errors is not null)
        {
            writer.WriteRaw(",\"errors\":"u8);
            ErrorWriter.Write(writer, errors);
        }

        if (prepared.ReportCost && plan.Analysis is { } analysis)
        {
            writer.WriteRaw(",\"extensions\":{\"cost\":{\"estimated\":"u8);
            writer.WriteNumber(analysis.Cost(prepared.Variables.LiteralOf));
            writer.WriteRaw(",\"allowed\":"u8);
            writer.WriteNumber(limits.MaxCost);
            writer.WriteRaw("}}"u8);
        }

        writer.WriteByte((byte)'}');
    }

    internal GraphQLError TimedOut() =>
        new($"The operation took longer than {limits.ExecutionTimeout.TotalSeconds:0.###} seconds; the setting {GraphQLLimits.Section}:{nameof(limits.ExecutionTimeout)} moves this limit.")
        {
            Code = ErrorCodes.Timeout,
        };

    // An operation that only writes what it has at hand runs to its end at once.
    private static bool NeedsNoToken(OperationPlan plan)
    {
        foreach (var selection in plan.Root.All)
        {
            if (!selection.IsTypeName)
                return false;
        }

        return true;
    }
}

/// <summary>A plan with the variables of one request.</summary>
internal readonly record struct PreparedOperation(CachedOperation Operation, VariableValues Variables, bool ReportCost);
