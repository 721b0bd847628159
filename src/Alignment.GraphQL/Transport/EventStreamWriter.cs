using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Alignment.GraphQL.Transport;

/// <summary>Server-sent events in the form of graphql-sse's distinct connections mode.</summary>
internal sealed class EventStreamWriter(HttpContext http, TimeSpan keepAlive)
{
    internal async ValueTask OpenAsync()
    {
        var response = http.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaTypes.EventStream;
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await WriteAsync(":\n\n"u8.ToArray()).ConfigureAwait(false);
    }

    internal async ValueTask NextAsync(ReadOnlyMemory<byte> response)
    {
        var body = http.Response.BodyWriter;
        body.Write("event: next\ndata: "u8);
        body.Write(response.Span);
        await WriteAsync("\n\n"u8.ToArray()).ConfigureAwait(false);
    }

    internal ValueTask SendAsync(byte[] message) => WriteAsync(message);

    internal ValueTask CompleteAsync() => WriteAsync("event: complete\ndata: \n\n"u8.ToArray());

    /// <summary>Sends a comment whenever the source has been quiet for a while.</summary>
    internal async IAsyncEnumerable<T> KeepAlive<T>(IAsyncEnumerable<T> source)
    {
        var items = source.GetAsyncEnumerator(http.RequestAborted);
        await using (items.ConfigureAwait(false))
        {
            while (true)
            {
                var next = items.MoveNextAsync().AsTask();
                while (!next.IsCompleted && !await CompletesAsync(next).ConfigureAwait(false))
                    await WriteAsync(":\n\n"u8.ToArray()).ConfigureAwait(false);
                if (!await next.ConfigureAwait(false))
                    yield break;
                yield return items.Current;
            }
        }
    }

    private async ValueTask<bool> CompletesAsync(Task task)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        var first = await Task.WhenAny(task, Task.Delay(keepAlive, stop.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return first == task || http.RequestAborted.IsCancellationRequested;
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes) =>
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted).ConfigureAwait(false);
}

file static class PipeWriterExtensions
{
    internal static void Write(this System.IO.Pipelines.PipeWriter writer, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(writer.GetSpan(bytes.Length));
        writer.Advance(bytes.Length);
    }
}
