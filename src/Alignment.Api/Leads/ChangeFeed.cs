using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Alignment.Api.Data;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>
/// What is committed from now on, for those who listen now: by this host where it is the only one, by every host where a database is
/// shared. Nothing is kept for those who do not listen: other systems that must not miss any register a webhook. Thread-safe.
/// </summary>
/// <typeparam name="T">What is told.</typeparam>
public abstract class ChangeFeed<T> : IDisposable
{
    /// <summary>How many changes wait for a listener before it is waited for, and then cut off: 10,000.</summary>
    public const int MostWaiting = 10_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly Duration Look = Duration.FromSeconds(5);
    private static readonly Duration AfterFailure = Duration.FromSeconds(1);
    private readonly ConcurrentDictionary<Channel<T>, bool> listeners = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly Lock gate = new();
    private readonly AlignmentStore store;
    private readonly StoreTopics topic;
    private readonly Func<ChangeTail<T>>? begin;
    private bool following;

    /// <param name="store">Where changes are committed.</param>
    /// <param name="topic">What its hosts are woken by.</param>
    /// <param name="begin">Follows what all hosts commit; null where this one is alone and publishes.</param>
    private protected ChangeFeed(AlignmentStore store, StoreTopics topic, Func<ChangeTail<T>>? begin) => (this.store, this.topic, this.begin) = (store, topic, begin);

    /// <summary>How many listen.</summary>
    public int Listeners => listeners.Count;

    /// <summary>Whether somebody wants to hear what this host publishes; where the store is followed instead, nobody does.</summary>
    internal bool WantsWord => begin is null && !listeners.IsEmpty;

    /// <summary>Changes that are committed from now on; those of one thing in the order in which they were committed.</summary>
    /// <param name="cancel">Ends the listening.</param>
    /// <exception cref="GraphQLException">MISSED_CHANGES: the listener fell more than <see cref="MostWaiting"/> changes behind.</exception>
    public async IAsyncEnumerable<T> ListenAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
        await AddAsync(channel, cancel);
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

    /// <summary>Tells those who listen on this host, or wakes those who follow the store; after the commit.</summary>
    internal void Publish(IReadOnlyList<T> changes)
    {
        if (begin is not null)
        {
            store.Signals.Raise(topic);
            return;
        }

        foreach (var channel in listeners.Keys)
        {
            if (changes.Any(change => !channel.Writer.TryWrite(change)))
                CutOff(channel);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task AddAsync(Channel<T> channel, CancellationToken cancel)
    {
        // From before the listener is there, so that nothing is missed in between.
        var tail = begin?.Invoke();
        if (tail is not null) await tail.BeginAsync(cancel);
        lock (gate)
        {
            listeners[channel] = true;
            if (tail is null || following) return;
            following = true;
        }

        _ = Task.Run(() => FollowAsync(tail, stopping.Token), CancellationToken.None);
    }

    private async Task FollowAsync(ChangeTail<T> tail, CancellationToken cancel)
    {
        using var signal = store.Signals.Listen(topic);
        while (true)
        {
            lock (gate)
            {
                following = !listeners.IsEmpty && !cancel.IsCancellationRequested;
                if (!following) return;
            }

            var wait = Look;
            try
            {
                await tail.ReadAsync(TellAsync, cancel);
            }
            catch (Exception)
            {
                // The database cannot be reached now. The tail knows where it was, and goes on from there.
                wait = AfterFailure;
            }

            await signal.WaitAsync(wait, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One who falls behind is waited for a little; then the others go on.
    private async ValueTask TellAsync(T change)
    {
        foreach (var channel in listeners.Keys)
        {
            if (channel.Writer.TryWrite(change)) continue;
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await channel.Writer.WriteAsync(change, patience.Token);
            }
            catch (Exception behind) when (behind is OperationCanceledException or ChannelClosedException)
            {
                CutOff(channel);
            }
        }
    }

    private void CutOff(Channel<T> channel)
    {
        listeners.TryRemove(channel, out _);
        channel.Writer.TryComplete(new GraphQLException(new GraphQLError(
            $"You missed changes: more than {MostWaiting} were waiting for you. Subscribe anew, and read what you follow once more.") { Code = "MISSED_CHANGES" }));
    }
}

/// <summary>Follows what is committed to a store by any host.</summary>
/// <typeparam name="T">What is told.</typeparam>
internal abstract class ChangeTail<T>
{
    /// <summary>What is committed from now on counts.</summary>
    public abstract Task BeginAsync(CancellationToken cancel);

    /// <summary>Tells what was committed since it was last read. Where it fails, the next reading goes on behind what was told.</summary>
    public abstract Task ReadAsync(Func<T, ValueTask> tell, CancellationToken cancel);
}
