using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using Alignment.GraphQL.Diagnostics;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Execution;

/// <summary>One response of a stream. The writer is used again for the next one.</summary>
/// <param name="Writer">The whole response.</param>
/// <param name="IsRefusal">Whether it has errors only, and is the last one: the operation was refused, or the source of its events failed.</param>
internal readonly record struct StreamedResponse(ResultWriter Writer, bool IsRefusal);

/// <content>Operations whose responses come one after the other.</content>
public sealed partial class RequestExecutor
{
    /// <summary>Runs any operation: one response of a query or mutation, one for each event of a subscription.</summary>
    /// <remarks>
    /// The stream of events ends when either token is canceled; what was opened for it is then closed. When the host stops, what is being
    /// answered is answered first.
    /// </remarks>
    internal async IAsyncEnumerable<StreamedResponse> StreamAsync(
        GraphQLRequest request, ClaimsPrincipal user, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var writer = new ResultWriter();
        var begunAt = Stopwatch.GetTimestamp();
        if (!TryPrepare(request, writer, out var prepared))
        {
            yield return new StreamedResponse(writer, true);
            yield break;
        }

        var kind = prepared.Operation.Plan.Kind;
        if (kind != OperationType.Subscription)
        {
            if (kind == OperationType.Mutation && request.IsReadOnly)
            {
                ErrorWriter.WriteRequestError(writer, [new GraphQLError("A mutation cannot be sent by GET.") { Code = ErrorCodes.OperationNotAllowed }]);
                yield return new StreamedResponse(writer, true);
                yield break;
            }

            await RunAsync(prepared, begunAt, writer, user, null, () => cancellationToken, null, null).ConfigureAwait(false);
            yield return new StreamedResponse(writer, false);
            yield break;
        }

        using var listening = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        var (events, errors) = await OpenAsync(prepared, user, listening.Token).ConfigureAwait(false);
        if (events is null)
        {
            ErrorWriter.WriteRequestError(writer, errors);
            yield return new StreamedResponse(writer, true);
            yield break;
        }

        GraphQLDiagnostics.Subscriptions.Add(1);
        var source = events.GetAsyncEnumerator(listening.Token);
        try
        {
            while (true)
            {
                var (hasNext, failure) = await MoveNextAsync(source, prepared, listening.Token).ConfigureAwait(false);
                writer.Rewind(0);
                if (failure is not null)
                {
                    ErrorWriter.WriteOnly(writer, failure);
                    yield return new StreamedResponse(writer, true);
                }

                if (!hasNext)
                    yield break;
                await RunAsync(prepared, Stopwatch.GetTimestamp(), writer, user, null, () => cancellationToken, source.Current, source.Current).ConfigureAwait(false);
                yield return new StreamedResponse(writer, false);
            }
        }
        finally
        {
            GraphQLDiagnostics.Subscriptions.Add(-1);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    // A source that fails ends the stream with an error, so that nobody takes it for the end of the events.
    private async ValueTask<(bool HasNext, IReadOnlyList<GraphQLError>? Failure)> MoveNextAsync(
        IAsyncEnumerator<object?> source, PreparedOperation prepared, CancellationToken cancellationToken)
    {
        try
        {
            return (await source.MoveNextAsync().ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (false, null);
        }
        catch (Exception exception)
        {
            var field = prepared.Operation.Plan.Root.All[0];
            IEnumerable<GraphQLError> errors = (exception as GraphQLException)?.Errors ?? [];
            if (exception is not GraphQLException)
            {
                services.Logger.SourceStreamFailed(exception, field.Field.Coordinate);
                errors = [new GraphQLError("Unexpected Execution Error") { Code = ErrorCodes.Unexpected, Exception = exception }];
            }

            return (false, [.. errors.Select(e => services.Filtered(e with { Path = e.Path ?? [field.ResponseName] }))]);
        }
    }

    private async ValueTask<(IAsyncEnumerable<object?>? Events, IReadOnlyList<GraphQLError> Errors)> OpenAsync(
        PreparedOperation prepared, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var context = new RequestContext(services, prepared.Operation.Plan, prepared.Variables, user, null, cancellationToken);
        await using (context.ConfigureAwait(false))
        {
            var root = OperationRunner.RootOf(context, Root);
            if (root.Selections is not [var selection] || selection.Field.Subscribe is not { } opener)
                return (null, [new GraphQLError("The subscription selects no field that can be subscribed to.") { Code = ErrorCodes.OperationNotAllowed }]);
            try
            {
                var column = selection.Runtime.CreateColumn(context, root, selection);
                await column.PrepareAsync().ConfigureAwait(false);
                return (await opener.OpenAsync(column, cancellationToken).ConfigureAwait(false), []);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                using var writer = new ResultWriter(16);
                var formatter = new ResultFormatter(context, writer);
                formatter.Enter(selection);
                formatter.Report(exception);
                return (null, formatter.Errors!);
            }
        }
    }
}
