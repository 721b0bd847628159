using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>Wakes the reviewer before it would wake by itself, as after an agreement was signed.</summary>
public sealed class ReviewSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);

    /// <summary>Has the reviewer look now. Call it after the unit of work, not within.</summary>
    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is about to look.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => raised.Dispose();

    internal Task WaitAsync(Duration longest, CancellationToken cancel) => raised.WaitAsync(longest.ToTimeSpan(), cancel);
}
