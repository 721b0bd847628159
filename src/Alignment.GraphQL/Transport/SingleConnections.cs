using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Threading.Channels;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Transport;

/// <summary>The streams of graphql-sse's single connection mode: reserved by PUT, opened by GET, fed by POST.</summary>
internal sealed class SingleConnections(RequestExecutor executor)
{
    private readonly ConcurrentDictionary<string, SingleConnection> byToken = new(StringComparer.Ordinal);

    /// <summary>A token for a stream that must be opened soon; null if there are too many.</summary>
    internal string? Reserve()
    {
        if (byToken.Count >= executor.Limits.MaxSharedStreams)
            return null;
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var connection = new SingleConnection(executor, () => byToken.TryRemove(token, out _));
        byToken[token] = connection;
        _ = ForgetUnopenedAsync(connection);
        return token;
    }

    internal SingleConnection? Find(string token) => byToken.GetValueOrDefault(token);

    private async Task ForgetUnopenedAsync(SingleConnection connection)
    {
        await Task.Delay(executor.Options.ConnectionInitTimeout).ConfigureAwait(false);
        if (connection.TryOpen())
            connection.Close();
    }
}

/// <summary>One stream that carries the responses of many operations.</summary>
/// <param name="executor">Runs them.</param>
/// <param name="forget">Called when it is closed.</param>
/// <param name="room">How many messages wait for a client that is slow to read; then operations wait.</param>
internal sealed class SingleConnection(RequestExecutor executor, Action forget, int room = 256)
{
    private readonly Channel<byte[]> messages = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(room) { SingleReader = true });
    private readonly ConcurrentDictionary<string, OpenOperation> operations = new(StringComparer.Ordinal);
    private int isOpen;
    private volatile bool isClosed;

    /// <summary>Takes the one place of a reader; false if it is taken.</summary>
    internal bool TryOpen() => Interlocked.Exchange(ref isOpen, 1) == 0;

    internal IAsyncEnumerable<byte[]> ReadAllAsync(CancellationToken cancellationToken) => messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Starts an operation; false if its id is taken or there are too many.</summary>
    internal bool TryStart(string id, GraphQLRequest request, ClaimsPrincipal user)
    {
        if (operations.Count >= executor.Limits.MaxOperationsPerConnection)
            return false;
        var operation = new OpenOperation(CancellationToken.None);
        if (!operations.TryAdd(id, operation))
        {
            operation.Dispose();
            return false;
        }

        var own = request.Copy(); // the memory it came in is given back when the request that brought it ends
        _ = Task.Run(() => AnswerAsync(id, own, user, operation), CancellationToken.None);
        if (isClosed)
            Stop(id); // it came too late to be stopped with the others
        return true;
    }

    internal void Stop(string id)
    {
        if (operations.TryRemove(id, out var operation))
            operation.Cancel();
    }

    internal void Close()
    {
        forget();
        isClosed = true;
        messages.Writer.TryComplete();
        foreach (var id in operations.Keys)
            Stop(id);
    }

    private async Task AnswerAsync(string id, GraphQLRequest request, ClaimsPrincipal user, OpenOperation operation)
    {
        try
        {
            await foreach (var response in executor.StreamAsync(request, user, default, operation.Token).ConfigureAwait(false))
                await messages.Writer.WriteAsync(Message("next", id, response.Writer.WrittenSpan), operation.Token).ConfigureAwait(false);
            operations.TryRemove(KeyValuePair.Create(id, operation)); // whoever has read the end may use the id again
            await messages.Writer.WriteAsync(Message("complete", id, default), operation.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // The client has gone, or no longer wants to know.
        }
        catch (Exception exception)
        {
            executor.Services.Logger.RequestFailed(exception);
        }
        finally
        {
            operations.TryRemove(KeyValuePair.Create(id, operation));
            operation.Dispose();
        }
    }

    private static byte[] Message(string kind, string id, ReadOnlySpan<byte> payload)
    {
        using var writer = new ResultWriter(payload.Length + 64);
        writer.WriteRaw(kind == "next" ? "event: next\ndata: {\"id\":"u8 : "event: complete\ndata: {\"id\":"u8);
        writer.WriteString(id);
        if (kind == "next")
        {
            writer.WriteRaw(",\"payload\":"u8);
            writer.WriteRaw(payload);
        }

        writer.WriteRaw("}\n\n"u8);
        return writer.WrittenSpan.ToArray();
    }
}
