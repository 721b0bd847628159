using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Transport;

/// <summary>One web socket that speaks graphql-transport-ws.</summary>
internal sealed class WebSocketConnection(WebSocket socket, RequestExecutor executor, PersistedOperations persisted, ClaimsPrincipal user) : IDisposable
{
    internal const string Protocol = "graphql-transport-ws";

    private readonly ConcurrentDictionary<string, Operation> operations = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim sending = new(1, 1);
    private bool isInitialised;

    /// <summary>Reads messages until the client or an error ends the connection, then ends what is still open.</summary>
    internal async Task RunAsync(CancellationToken aborted)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        try
        {
            await ReceiveAllAsync(stop.Token).ConfigureAwait(false);
        }
        catch (ProtocolException exception)
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
            foreach (var operation in operations.Values)
                operation.Cancel();
            await Task.WhenAll(operations.Values.Select(o => o.Completion)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => sending.Dispose();

    private async Task ReceiveAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var receiving = ReceiveAsync(cancellationToken);
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
            throw new ProtocolException(4408, "Connection initialisation timeout");
    }

    private async Task<byte[]?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                    return null;
                if (received.MessageType == WebSocketMessageType.Binary)
                    throw new ProtocolException(4400, "Messages are text");
                length += received.Count;
                if (length > executor.Limits.MaxRequestBytes)
                    throw new ProtocolException((int)WebSocketCloseStatus.MessageTooBig, "The message is too large");
                if (received.EndOfMessage)
                    return buffer.AsSpan(0, length).ToArray();
                if (length == buffer.Length)
                {
                    var grown = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.CopyTo(grown, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = grown;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task HandleAsync(byte[] json, CancellationToken cancellationToken)
    {
        var message = ClientMessage.Parse(json);
        switch (message.Type)
        {
            case "connection_init" when isInitialised:
                throw new ProtocolException(4429, "Too many initialisation requests");
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
                throw new ProtocolException(4401, "Unauthorized");
            case "subscribe":
                Subscribe(message, cancellationToken);
                break;
            case "complete":
                if (operations.TryGetValue(message.Id ?? throw Malformed(), out var operation))
                    operation.Cancel();
                break;
            default:
                throw Malformed();
        }
    }

    private void Subscribe(ClientMessage message, CancellationToken cancellationToken)
    {
        if (message.Id is not { Length: > 0 } id || message.Payload is not { } payload)
            throw Malformed();
        if (operations.Count >= executor.Options.MaxOperationsPerConnection)
            throw new ProtocolException(4429, $"At most {executor.Options.MaxOperationsPerConnection} operations at a time");
        var operation = new Operation(cancellationToken);
        if (!operations.TryAdd(id, operation))
        {
            operation.Dispose();
            throw new ProtocolException(4409, $"Subscriber for {id} already exists");
        }

        operation.Completion = Task.Run(() => AnswerAsync(id, payload, operation), CancellationToken.None);
    }

    private async Task AnswerAsync(string id, ReadOnlyMemory<byte> payload, Operation operation)
    {
        try
        {
            var request = ReadPayload(payload, out var error);
            var failed = error is not null;
            if (error is not null)
            {
                using var writer = new ResultWriter(256);
                ErrorWriter.WriteRequestError(writer, [error]);
                await SendAsync(id, "error", ErrorWriter.ErrorsIn(writer.WrittenMemory), operation.Token).ConfigureAwait(false);
            }
            else
            {
                await foreach (var response in executor.StreamAsync(request!.ToRequest(isReadOnly: false, reportCost: false), user, operation.Token).ConfigureAwait(false))
                {
                    failed = response.IsRefusal;
                    var body = failed ? ErrorWriter.ErrorsIn(response.Writer.WrittenMemory) : response.Writer.WrittenMemory;
                    await SendAsync(id, failed ? "error" : "next", body, operation.Token).ConfigureAwait(false);
                }
            }

            operations.TryRemove(id, out _);
            if (!failed && !operation.Token.IsCancellationRequested)
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
            operations.TryRemove(id, out _);
            operation.Dispose();
        }
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

    private static ProtocolException Malformed() => new(4400, "Invalid message");

    private sealed class ProtocolException(int code, string message) : Exception(message)
    {
        internal int Code { get; } = code;
    }

    private sealed class Operation : IDisposable
    {
        private readonly CancellationTokenSource stop;
        private readonly Lock gate = new();
        private bool isDisposed;

        internal Operation(CancellationToken connection)
        {
            stop = CancellationTokenSource.CreateLinkedTokenSource(connection);
            Token = stop.Token;
        }

        internal CancellationToken Token { get; }

        internal Task Completion { get; set; } = Task.CompletedTask;

        internal void Cancel()
        {
            lock (gate)
            {
                if (!isDisposed)
                    stop.Cancel();
            }
        }

        public void Dispose()
        {
            lock (gate)
            {
                isDisposed = true;
                stop.Dispose();
            }
        }
    }

    private readonly record struct ClientMessage(string Type, string? Id, ReadOnlyMemory<byte>? Payload)
    {
        internal static ClientMessage Parse(byte[] json)
        {
            try
            {
                var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = VariableValues.JsonDepth });
                if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                    throw Malformed();
                string? type = null, id = null;
                ReadOnlyMemory<byte>? payload = null;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isType = reader.ValueTextEquals("type"u8);
                    var isId = reader.ValueTextEquals("id"u8);
                    var isPayload = reader.ValueTextEquals("payload"u8);
                    reader.Read();
                    var start = checked((int)reader.TokenStartIndex);
                    if ((isType || isId) && reader.TokenType != JsonTokenType.String)
                        throw Malformed();
                    if (isType)
                        type = reader.GetString();
                    else if (isId)
                        id = reader.GetString();
                    else
                        reader.Skip();
                    if (isPayload && json[start] == '{')
                        payload = json.AsMemory(start..checked((int)reader.BytesConsumed));
                }

                return new ClientMessage(type ?? throw Malformed(), id, payload);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                throw Malformed();
            }
        }
    }
}
