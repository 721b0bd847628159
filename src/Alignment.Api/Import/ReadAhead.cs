using System.Runtime.CompilerServices;

namespace Alignment.Api.Import;

/// <summary>Reads the next rows of a file while those before are written.</summary>
internal static class ReadAhead
{
    /// <summary>Hands out rows in parts; one part is read ahead, on another thread, so that nothing else may use what the rows are read by.</summary>
    /// <param name="rows">The rows, read as they are asked for.</param>
    /// <param name="size">How many make a part.</param>
    /// <param name="cancel">Stops after a part.</param>
    public static async IAsyncEnumerable<T[]> InPartsAsync<T>(this IEnumerable<T> rows, int size, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var parts = rows.Chunk(size).GetEnumerator();
        var next = NextAsync();
        try
        {
            while (await next is { } part)
            {
                next = NextAsync();
                yield return part;
            }
        }
        finally
        {
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Task<T[]?> NextAsync() => Task.Run(() => parts.MoveNext() ? parts.Current : null, cancel);
    }
}
