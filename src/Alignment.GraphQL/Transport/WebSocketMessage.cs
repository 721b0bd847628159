using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Transport;

/// <summary>What a client says on a web socket; only the parts that the protocol reads.</summary>
/// <param name="Type">What kind of message it is.</param>
/// <param name="Id">The operation it is about, if any.</param>
/// <param name="Payload">A JSON object, if there is one.</param>
internal readonly record struct WebSocketMessage(string Type, string? Id, ReadOnlyMemory<byte>? Payload)
{
    /// <summary>Reads one whole message, up to a bound; null if the client says goodbye.</summary>
    internal static async Task<byte[]?> ReceiveAsync(WebSocket socket, int maxBytes, CancellationToken cancellationToken)
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
                    throw new WebSocketProtocolException(4400, "Messages are text");
                length += received.Count;
                if (length > maxBytes)
                    throw new WebSocketProtocolException((int)WebSocketCloseStatus.MessageTooBig, $"The message is larger than {maxBytes} bytes. The setting GraphQL:Limits:MaxRequestBytes moves this limit.");
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

    internal static WebSocketMessage Parse(byte[] json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = VariableValues.JsonDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw WebSocketProtocolException.Malformed();
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
                    throw WebSocketProtocolException.Malformed();
                if (isType)
                    type = reader.GetString();
                else if (isId)
                    id = reader.GetString();
                else
                    reader.Skip();
                if (isPayload && json[start] == '{')
                    payload = json.AsMemory(start..checked((int)reader.BytesConsumed));
            }

            return new WebSocketMessage(type ?? throw WebSocketProtocolException.Malformed(), id, payload);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw WebSocketProtocolException.Malformed();
        }
    }
}

/// <summary>The client broke the protocol: the connection is closed with a code that says how.</summary>
internal sealed class WebSocketProtocolException(int code, string message) : Exception(message)
{
    internal int Code { get; } = code;

    internal static WebSocketProtocolException Malformed() => new(4400, "Invalid message");
}
