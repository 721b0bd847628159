using System.Collections.Concurrent;

namespace Alignment.GraphQL.Execution;

/// <summary>Keeps documents by their SHA-256.</summary>
public interface IPersistedOperationStore
{
    /// <summary>The document of a hash, as UTF-8; null if it is not stored.</summary>
    /// <param name="hash">64 lower-case hexadecimal digits.</param>
    /// <param name="trustedOnly">Whether only what the host itself stored counts.</param>
    ReadOnlyMemory<byte>? Find(string hash, bool trustedOnly);

    /// <summary>Keeps a document that a client sent with its hash, which has been checked.</summary>
    void AddFromClient(string hash, ReadOnlyMemory<byte> document);
}

/// <summary>Keeps documents in memory: the host's for good, those of clients until there are too many.</summary>
public sealed class InMemoryPersistedOperationStore : IPersistedOperationStore
{
    private const int MostFromClients = 10_000;

    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> trusted = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ReadOnlyMemory<byte>> fromClients = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> order = new();

    /// <summary>Stores a document of the host's and answers its hash.</summary>
    public string AddTrusted(ReadOnlySpan<byte> document)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document));
        trusted[hash] = document.ToArray();
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
        order.Enqueue(hash);
        while (order.Count > MostFromClients && order.TryDequeue(out var oldest))
            fromClients.TryRemove(oldest, out _);
    }
}
