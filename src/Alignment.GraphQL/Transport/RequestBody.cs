using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL.Transport;

/// <summary>A body in one rented piece of memory, read up to a bound.</summary>
internal sealed class RequestBody : IDisposable
{
    private byte[] buffer = [];
    private int length;

    internal ReadOnlyMemory<byte> Memory => buffer.AsMemory(0, length);

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="BadRequestException">It is larger than allowed.</exception>
    internal static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge(maxBytes);
        var body = new RequestBody();
        try
        {
            var reader = request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (read.Buffer.Length > maxBytes)
                    throw TooLarge(maxBytes);
                if (read.IsCompleted)
                {
                    body.Take(read.Buffer);
                    reader.AdvanceTo(read.Buffer.End);
                    return body;
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Leaves the memory to the garbage collector: somebody who no longer answers may still read it.</summary>
    internal void Abandon() => buffer = [];

    public void Dispose()
    {
        var rented = buffer;
        buffer = [];
        if (rented.Length > 0)
            ArrayPool<byte>.Shared.Return(rented);
    }

    private void Take(ReadOnlySequence<byte> bytes)
    {
        length = checked((int)bytes.Length);
        buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, length));
        bytes.CopyTo(buffer);
    }

    private static BadRequestException TooLarge(int maxBytes) => new(
        $"The request is larger than {maxBytes} bytes. The setting GraphQL:Limits:MaxRequestBytes moves this limit.",
        StatusCodes.Status413PayloadTooLarge,
        ErrorCodes.RequestTooLarge);
}
