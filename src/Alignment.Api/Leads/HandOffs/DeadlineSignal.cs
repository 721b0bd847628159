using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>Wakes the timer of this host when a hand-off got a deadline. Raised often before it is heard, it wakes it once.</summary>
public sealed class DeadlineSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);
    private readonly Lock gate = new();

    /// <summary>Wakes the timer.</summary>
    public void Raise()
    {
        lock (gate)
            if (raised.CurrentCount == 0) raised.Release();
    }

    internal Task WaitAsync(Duration longest, CancellationToken cancel) => raised.WaitAsync(longest.ToTimeSpan(), cancel);

    /// <inheritdoc/>
    public void Dispose() => raised.Dispose();
}
