namespace Alignment.GraphQL.Transport;

/// <summary>An operation that is open on a web socket or a single-connection stream, and may be ended from outside until it has ended.</summary>
internal sealed class OpenOperation : IDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly Lock gate = new();
    private bool isDisposed;

    internal OpenOperation(CancellationToken connection)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(connection);
        Token = stop.Token;
    }

    internal CancellationToken Token { get; }

    internal Task Completion { get; set; } = Task.CompletedTask;

    internal void Cancel()
    {
        lock (gate)
        {
            if (!isDisposed)
                stop.Cancel();
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isDisposed = true;
            stop.Dispose();
        }
    }
}
