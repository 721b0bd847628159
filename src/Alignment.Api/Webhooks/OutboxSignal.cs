using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>Wakes the dispatcher of this host. Raising it often before it is heard wakes it once.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);
    private readonly Lock gate = new();

    public void Raise()
    {
        lock (gate)
            if (raised.CurrentCount == 0) raised.Release();
    }

    /// <summary>Returns when it is raised or the time is over.</summary>
    public Task WaitAsync(Duration longest, CancellationToken cancel) => raised.WaitAsync(longest.ToTimeSpan(), cancel);

    public void Dispose() => raised.Dispose();
}
