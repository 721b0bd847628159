using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Threading.Channels;
using Alignment.GraphQL.Execution;

namespace Alignment.GraphQL.Transport;

/// <summary>The streams of graphql-sse's single connection mode: reserved by PUT, opened by GET, fed by POST.</summary>
internal sealed class SingleConnections(RequestExecutor executor)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, SingleConnection> byToken = new(StringComparer.Ordinal);

    /// <summary>A token for a stream that must be opened soon; null if there are too many.</summary>
    internal string? Reserve()
    {
        if (byToken.Count >= Most)
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
internal sealed class SingleConnection(RequestExecutor executor, Action forget)
{
    private readonly Channel<byte[]> messages = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly ConcurrentDictionary<string, CancellationTokenSource> operations = new(StringComparer.Ordinal);
    private int isOpen;

    /// <summary>Takes the one place of a reader; false if it is taken.</summary>
    internal bool TryOpen() => Interlocked.Exchange(ref isOpen, 1) == 0;

    internal IAsyncEnumerable<byte[]> ReadAllAsync(CancellationToken cancellationToken) => messages.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Starts an operation; false if its id is taken or there are too many.</summary>
    internal bool TryStart(string id, GraphQLRequest request, ClaimsPrincipal user)
    {
        if (operations.Count >= executor.Options.MaxOperationsPerConnection)
            return false;
        var stop = new CancellationTokenSource();
        if (!operations.TryAdd(id, stop))
        {
            stop.Dispose();
            return false;
        }

        var own = request.Copy(); // the memory it came in is given back when the request that brought it ends
        _ = Task.Run(() => AnswerAsync(id, own, user, stop), CancellationToken.None);
        return true;
    }

    internal void Stop(string id)
    {
        if (operations.TryRemove(id, out var stop))
            stop.Cancel();
    }

    internal void Close()
    {
        forget();
        messages.Writer.TryComplete();
        foreach (var id in operations.Keys)
            Stop(id);
    }

    private async Task AnswerAsync(string id, GraphQLRequest request, ClaimsPrincipal user, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var response in executor.StreamAsync(request, user, default, stop.Token).ConfigureAwait(false))
                await messages.Writer.WriteAsync(Message("next", id, response.Writer.WrittenSpan), stop.Token).ConfigureAwait(false);
            await messages.Writer.WriteAsync(Message("complete", id, default), stop.Token).ConfigureAwait(false);
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
            operations.TryRemove(id, out _);
            stop.Dispose();
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
