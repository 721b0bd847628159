namespace Alignment.GraphQL;

/// <summary>
/// Holds batches back while resolvers of a level are being started, or values are being handed out, and lets them go together.
/// A key that is asked for at any other time goes as soon as the thread pool gets round to it.
/// </summary>
internal sealed class BatchScheduler(CancellationToken requestAborted) : IBatchScheduler, IDisposable
{
    private readonly Lock gate = new();
    private List<Action> waiting = [];
    private int gathering;
    private bool queued;

    public CancellationToken RequestAborted { get; } = requestAborted;

    public void Schedule(Action dispatch)
    {
        lock (gate)
        {
            waiting.Add(dispatch);
            if (gathering > 0 || queued)
                return;
            queued = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static scheduler => scheduler.Release(), this, preferLocal: true);
    }

    public IDisposable Gather()
    {
        lock (gate)
            gathering++;
        return this;
    }

    void IDisposable.Dispose()
    {
        lock (gate)
        {
            if (--gathering > 0 || waiting.Count == 0)
                return;
        }

        Release();
    }

    // What is asked for while batches are let go waits for the others of its kind, and goes after them.
    private void Release()
    {
        while (true)
        {
            List<Action> ready;
            lock (gate)
            {
                if (gathering > 0 || waiting.Count == 0)
                {
                    queued = false;
                    return;
                }

                queued = true;
                ready = waiting;
                waiting = [];
            }

            foreach (var dispatch in ready)
                dispatch();
        }
    }
}
