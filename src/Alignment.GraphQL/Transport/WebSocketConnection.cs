using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Transport;

/// <summary>One web socket that speaks graphql-transport-ws.</summary>
internal sealed class WebSocketConnection(
    WebSocket socket, RequestExecutor executor, PersistedOperations persisted, ClaimsPrincipal user, CancellationToken stopping) : IDisposable
{
    internal const string Protocol = "graphql-transport-ws";

    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, OpenOperation> byId = new(StringComparer.Ordinal); // those whose id the client may not use yet
    private readonly ConcurrentDictionary<OpenOperation, string> running = new(); // besides, those that the client has done with and that are about to end
    private readonly SemaphoreSlim sending = new(1, 1);
    private bool isInitialised;

    /// <summary>Reads messages until the client or an error ends the connection, then ends what is still open.</summary>
    internal async Task RunAsync(CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        using var goodbye = stopping.UnsafeRegister(
            static state =>
            {
                var (connection, stop) = ((WebSocketConnection, CancellationTokenSource))state!;
                stop.CancelAfter(GoodbyeTime);
                _ = connection.GoAwayAsync();
            },
            (this, stop));
        try
        {
            await ReceiveAllAsync(stop.Token).ConfigureAwait(false);
        }
        catch (WebSocketProtocolException exception)
        {
            await CloseAsync(exception.Code, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            // The client has gone.
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            foreach (var operation in running.Keys)
                operation.Cancel();
            await Task.WhenAll(running.Keys.Select(o => o.Completion)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => sending.Dispose();

    private async Task ReceiveAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var receiving = WebSocketMessage.ReceiveAsync(socket, executor.Limits.MaxRequestBytes, cancellationToken);
            if (!isInitialised)
                await WithinInitTimeAsync(receiving, cancellationToken).ConfigureAwait(false);
            var message = await receiving.ConfigureAwait(false);
            if (message is null)
            {
                await CloseAsync((int)WebSocketCloseStatus.NormalClosure, "").ConfigureAwait(false);
                return;
            }

            await HandleAsync(message, cancellationToken).ConfigureAwait(false);
        }
    }

    // A receive that is canceled would end the connection before it can be told why; so it is left waiting instead.
    private async Task WithinInitTimeAsync(Task receiving, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(receiving, Task.Delay(executor.Options.ConnectionInitTimeout, patience.Token)).ConfigureAwait(false);
        await patience.CancelAsync().ConfigureAwait(false);
        if (first != receiving && !cancellationToken.IsCancellationRequested)
            throw new WebSocketProtocolException(4408, "Connection initialisation timeout");
    }

    private async Task HandleAsync(byte[] json, CancellationToken cancellationToken)
    {
        var message = WebSocketMessage.Parse(json);
        switch (message.Type)
        {
            case "connection_init" when isInitialised:
                throw new WebSocketProtocolException(4429, "Too many initialisation requests");
            case "connection_init":
                isInitialised = true;
                await SendAsync("""{"type":"connection_ack"}"""u8.ToArray(), cancellationToken).ConfigureAwait(false);
                break;
            case "ping":
                await SendAsync("""{"type":"pong"}"""u8.ToArray(), cancellationToken).ConfigureAwait(false);
                break;
            case "pong":
                break;
            case "subscribe" when !isInitialised:
                throw new WebSocketProtocolException(4401, "Unauthorized");
            case "subscribe":
                Subscribe(message, cancellationToken);
                break;
            case "complete":
                if (byId.TryRemove(message.Id ?? throw WebSocketProtocolException.Malformed(), out var operation))
                    operation.Cancel();
                break;
            default:
                throw WebSocketProtocolException.Malformed();
        }
    }

    private void Subscribe(WebSocketMessage message, CancellationToken cancellationToken)
    {
        if (message.Id is not { Length: > 0 } id || message.Payload is not { } payload)
            throw WebSocketProtocolException.Malformed();
        if (running.Count >= executor.Limits.MaxOperationsPerConnection)
            throw new WebSocketProtocolException(4429, $"At most {executor.Limits.MaxOperationsPerConnection} operations at a time; GraphQL:Limits:MaxOperationsPerConnection moves this limit.");
        var operation = new OpenOperation(cancellationToken);
        if (!byId.TryAdd(id, operation))
        {
            operation.Dispose();
            throw new WebSocketProtocolException(4409, $"Subscriber for {id} already exists");
        }

        running[operation] = id;
        operation.Completion = Task.Run(() => AnswerAsync(id, payload, operation), CancellationToken.None);
    }

    private async Task AnswerAsync(string id, ReadOnlyMemory<byte> payload, OpenOperation operation)
    {
        try
        {
            var request = ReadPayload(payload, out var error);
            var failed = error is not null;
            if (error is not null)
            {
                using var writer = new ResultWriter(256);
                ErrorWriter.WriteRequestError(writer, [error]);
                Release(operation);
                await SendAsync(id, "error", ErrorWriter.ErrorsIn(writer.WrittenMemory), operation.Token).ConfigureAwait(false);
            }
            else
            {
                await foreach (var response in executor.StreamAsync(request!.ToRequest(isReadOnly: false, reportCost: false), user, stopping, operation.Token).ConfigureAwait(false))
                {
                    failed = response.IsRefusal;
                    if (failed)
                        Release(operation);
                    var body = failed ? ErrorWriter.ErrorsIn(response.Writer.WrittenMemory) : response.Writer.WrittenMemory;
                    await SendAsync(id, failed ? "error" : "next", body, operation.Token).ConfigureAwait(false);
                }
            }

            Release(operation);
            if (!failed && !operation.Token.IsCancellationRequested && !stopping.IsCancellationRequested)
                await SendAsync(Encoding.UTF8.GetBytes($"{{\"id\":{JsonSerializer.Serialize(id)},\"type\":\"complete\"}}"), operation.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            // The client has gone, or no longer wants to know.
        }
        catch (Exception exception)
        {
            executor.Services.Logger.RequestFailed(exception);
        }
        finally
        {
            Release(operation);
            operation.Dispose();
        }
    }

    // Before its last message is sent: whoever has read that may use the id again.
    private void Release(OpenOperation operation)
    {
        if (running.TryRemove(operation, out var id))
            byId.TryRemove(KeyValuePair.Create(id, operation));
    }

    private HttpGraphQLRequest? ReadPayload(ReadOnlyMemory<byte> payload, out GraphQLError? error)
    {
        try
        {
            var request = HttpGraphQLRequest.ReadBody(payload, 0, out _)[0];
            error = persisted.Complete(request);
            return request;
        }
        catch (BadRequestException exception)
        {
            error = new GraphQLError(exception.Message) { Code = exception.Code };
            return null;
        }
    }

    private async Task SendAsync(string id, string type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        using var writer = new ResultWriter(payload.Length + 64);
        writer.WriteRaw("{\"id\":"u8);
        writer.WriteString(id);
        writer.WriteRaw(",\"type\":"u8);
        writer.WriteString(type);
        writer.WriteRaw(",\"payload\":"u8);
        writer.WriteRaw(payload.Span);
        writer.WriteByte((byte)'}');
        await SendAsync(writer.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A send that is canceled halfway would end the whole connection, so it is not.
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    // The client answers with its own goodbye, which ends the reading.
    private async Task GoAwayAsync()
    {
        if (!await sending.WaitAsync(GoodbyeTime).ConfigureAwait(false))
            return;
        try
        {
            await CloseAsync((int)WebSocketCloseStatus.EndpointUnavailable, "The service is going away").ConfigureAwait(false);
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task CloseAsync(int code, string reason)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await socket.CloseOutputAsync((WebSocketCloseStatus)code, reason, patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // It is closed already.
        }
    }
}
