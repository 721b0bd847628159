using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Alignment.GraphQL.Execution;

/// <summary>
/// Compiled operations by the bytes of their document and their name. A hit makes no string and no garbage. When it is full, the
/// entries that were not used since the last clearing go, oldest first. It is full by their number, or by the bytes of their documents: a
/// plan takes some twenty times what its document does.
/// </summary>
internal sealed class OperationCache
{
    private readonly ConcurrentDictionary<byte[], Entry> entries = new(KeyComparer.Instance);
    private readonly ConcurrentDictionary<byte[], Entry>.AlternateLookup<ReadOnlySpan<byte>> bySpan;
    private const long MostBytes = 4 * 1024 * 1024;

    private readonly int capacity;
    private long bytes;
    private readonly Lock gate = new();
    private long clock;

    internal OperationCache(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        this.capacity = capacity;
        bySpan = entries.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    internal int Count => entries.Count;

    internal bool TryGet(ReadOnlySpan<byte> key, [NotNullWhen(true)] out CachedOperation? operation)
    {
        if (bySpan.TryGetValue(key, out var entry))
        {
            entry.UsedAt = Volatile.Read(ref clock);
            operation = entry.Operation;
            return true;
        }

        operation = null;
        return false;
    }

    internal void Add(ReadOnlySpan<byte> key, CachedOperation operation)
    {
        if (entries.TryAdd(key.ToArray(), new Entry(operation) { UsedAt = Interlocked.Increment(ref clock) }))
            Interlocked.Add(ref bytes, key.Length);
        if (entries.Count > capacity || Volatile.Read(ref bytes) > MostBytes)
            Shrink();
    }

    // A tenth at a time, so that a flood of new documents costs a sort every so often and not each time.
    private void Shrink()
    {
        if (!gate.TryEnter())
            return;
        try
        {
            var kept = entries.ToArray().OrderBy(e => e.Value.UsedAt).ToList();
            foreach (var (key, _) in kept)
            {
                if (entries.Count <= capacity - (capacity / 10) && Volatile.Read(ref bytes) <= MostBytes - (MostBytes / 10))
                    break;
                if (entries.TryRemove(key, out _))
                    Interlocked.Add(ref bytes, -key.Length);
            }
        }
        finally
        {
            gate.Exit();
        }
    }

    private sealed class Entry(CachedOperation operation)
    {
        internal CachedOperation Operation { get; } = operation;

        internal long UsedAt { get; set; }
    }

    private sealed class KeyComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        internal static readonly KeyComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}

/// <summary>What is kept of a document: a plan.</summary>
/// <param name="Plan">The compiled operation.</param>
/// <param name="Hash">The SHA-256 of the document, in lower-case hexadecimal.</param>
internal sealed record CachedOperation(OperationPlan Plan, string Hash);
