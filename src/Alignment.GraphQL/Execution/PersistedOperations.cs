using System.Collections.Concurrent;

namespace Alignment.GraphQL.Execution;

/// <summary>Keeps documents by their SHA-256, and those that the host trusts by an id of its own as well.</summary>
public interface IPersistedOperationStore
{
    /// <summary>The document of an id, as UTF-8; null if it is not stored.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits, or an id that the host gave.</param>
    /// <param name="trustedOnly">Whether only what the host itself stored counts.</param>
    ReadOnlyMemory<byte>? Find(string hash, bool trustedOnly);

    /// <summary>Keeps a document that a client sent with its hash, which has been checked.</summary>
    void AddFromClient(string hash, ReadOnlyMemory<byte> document);
}

/// <summary>Keeps documents in memory: the host's for good, those of clients until they are more than 10,000 or 16 MiB.</summary>
public sealed class InMemoryPersistedOperationStore : IPersistedOperationStore
{
    private const int MostFromClients = 10_000;
    private const int MostBytesFromClients = 16 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> trusted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> fromClients = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();
    private long bytesFromClients;

    /// <summary>Stores a document of the host's and answers its hash.</summary>
    /// <param name="document">UTF-8.</param>
    /// <param name="id">Another id that clients may ask for it by, such as a manifest gives it; null for none.</param>
    public string AddTrusted(ReadOnlySpan<byte> document, string? id = null)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document));
        ReadOnlyMemory<byte> kept = document.ToArray();
        trusted[hash] = kept;
        if (id is not null)
            trusted[PersistedOperationId.Normalize(id)] = kept;
        return hash;
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte>? Find(string hash, bool trustedOnly)
    {
        if (trusted.TryGetValue(hash, out var document) || (!trustedOnly && fromClients.TryGetValue(hash, out document)))
            return document;
        return null;
    }

    /// <inheritdoc/>
    public void AddFromClient(string hash, ReadOnlyMemory<byte> document)
    {
        if (!fromClients.TryAdd(hash, document.ToArray()))
            return;
        Interlocked.Add(ref bytesFromClients, document.Length);
        order.Enqueue(hash);
        while ((order.Count > MostFromClients || Volatile.Read(ref bytesFromClients) > MostBytesFromClients) && order.TryDequeue(out var oldest))
        {
            if (fromClients.TryRemove(oldest, out var forgotten))
                Interlocked.Add(ref bytesFromClients, -forgotten.Length);
        }
    }
}
