using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Alignment.Api.Leads;

/// <summary>
/// What this host commits, for those who listen now. Nothing is kept for those who do not: other systems that must not miss any
/// register a webhook. Thread-safe.
/// </summary>
/// <typeparam name="T">What is told.</typeparam>
public abstract class ChangeFeed<T>
{
    private const int MostWaiting = 1000;
    private readonly ConcurrentDictionary<Channel<T>, bool> listeners = new();

    /// <summary>How many listen.</summary>
    public int Listeners => listeners.Count;

    /// <summary>Changes from now on, in the order in which they were committed.</summary>
    /// <param name="cancel">Ends the listening.</param>
    /// <exception cref="InvalidOperationException">The listener fell more than 1,000 changes behind.</exception>
    public async IAsyncEnumerable<T> ListenAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        listeners[channel] = true;
        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancel))
                yield return change;
        }
        finally
        {
            listeners.TryRemove(channel, out _);
        }
    }

    /// <summary>Tells those who listen; one that does not keep up is cut off rather than waited for.</summary>
    internal void Publish(IReadOnlyList<T> changes)
    {
        foreach (var channel in listeners.Keys)
        {
            foreach (var change in changes)
            {
                if (channel.Writer.TryWrite(change))
                    continue;
                channel.Writer.TryComplete(new InvalidOperationException($"The listener fell more than {MostWaiting} changes behind."));
                break;
            }
        }
    }
}
