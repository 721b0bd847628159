using System.Threading.Channels;

namespace Alignment.Api.Leads.Standings;

/// <summary>Goes through a sequence beside whoever uses it, from now on, and stays a few items ahead; no more once it is disposed of.</summary>
internal sealed class Ahead<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly Channel<T> ready;
    private readonly Task going;

    /// <param name="items">The sequence.</param>
    /// <param name="most">How many items are held at most.</param>
    /// <param name="cancel">Stops it.</param>
    public Ahead(IAsyncEnumerable<T> items, int most, CancellationToken cancel)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ready = Channel.CreateBounded<T>(new BoundedChannelOptions(most) { SingleReader = true, SingleWriter = true });
        going = Task.Run(() => GoAsync(items), CancellationToken.None);
    }

    /// <summary>The items, to be gone through once.</summary>
    public IAsyncEnumerable<T> Items => ready.Reader.ReadAllAsync(stop.Token);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await going;
        stop.Dispose();
    }

    private async Task GoAsync(IAsyncEnumerable<T> items)
    {
        try
        {
            await foreach (var item in items.WithCancellation(stop.Token)) await ready.Writer.WriteAsync(item, stop.Token);
            ready.Writer.Complete();
        }
        catch (Exception failure)
        {
            ready.Writer.Complete(failure);
        }
    }
}
