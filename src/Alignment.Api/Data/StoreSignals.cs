using System.Collections.Concurrent;
using NodaTime;

namespace Alignment.Api.Data;

/// <summary>What of a store somebody may wait for.</summary>
[Flags]
public enum StoreTopics
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Entries in the histories of leads.</summary>
    LeadHistory = 1,

    /// <summary>Events for other systems.</summary>
    Outbox = 2,

    /// <summary>Deadlines of hand-offs.</summary>
    Deadlines = 4,

    /// <summary>Definitions that came into force.</summary>
    Agreements = 8,

    /// <summary>Jobs that were asked for.</summary>
    Jobs = 16,

    /// <summary>All of it.</summary>
    All = LeadHistory | Outbox | Deadlines | Agreements | Jobs,
}

/// <summary>
/// Wakes those who wait for something to be committed. It says that there may be something, never what: whoever wakes looks, and looks
/// now and then without being woken, so that a signal which is lost delays and loses nothing. Thread-safe.
/// </summary>
public class StoreSignals : IAsyncDisposable
{
    private readonly ConcurrentDictionary<StoreSignal, StoreTopics> waiting = new();

    /// <summary>A signal of one's own, which is raised from now on; dispose it to stop.</summary>
    /// <param name="topics">What to be woken for.</param>
    public virtual StoreSignal Listen(StoreTopics topics)
    {
        var signal = new StoreSignal(ended => waiting.TryRemove(ended, out _));
        waiting[signal] = topics;
        return signal;
    }

    /// <summary>Wakes whoever waits for some of the topics, on every host. Call it after the commit.</summary>
    public virtual void Raise(StoreTopics topics)
    {
        foreach (var (signal, wanted) in waiting)
            if ((wanted & topics) != 0) signal.Raise();
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Wakes one who waits. Raised often before it is heard, it wakes once.</summary>
public sealed class StoreSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);
    private readonly Lock gate = new();
    private readonly Action<StoreSignal> end;

    internal StoreSignal(Action<StoreSignal> end) => this.end = end;

    /// <summary>Wakes.</summary>
    public void Raise()
    {
        lock (gate)
            if (raised.CurrentCount == 0) raised.Release();
    }

    /// <summary>Returns when it is raised or the time is over.</summary>
    public Task WaitAsync(Duration longest, CancellationToken cancel) => raised.WaitAsync(longest.ToTimeSpan(), cancel);

    // The semaphore has nothing to release unless its handle is asked for, and somebody may be raising it.

    /// <inheritdoc/>
    public void Dispose() => end(this);
}
