using Alignment.Api.Leads;
using Alignment.Core.Leads;
using Alignment.Testing;

namespace Alignment.Api.Tests.Leads;

/// <summary>One who listens.</summary>
internal sealed class Ear : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new(Eventually.Patience);
    private readonly IAsyncEnumerator<LeadChange> changes;
    private Task<bool> next;

    private Ear(LeadChangeFeed feed)
    {
        changes = feed.ListenAsync(stop.Token).GetAsyncEnumerator(stop.Token);
        next = changes.MoveNextAsync().AsTask();
    }

    public bool HasMore => next.IsCompleted;

    public static async Task<Ear> OpenAsync(LeadChangeFeed feed)
    {
        var ear = new Ear(feed);
        while (feed.Listeners == 0) await Task.Delay(1, ear.stop.Token);
        return ear;
    }

    public async Task<IReadOnlyList<LeadChange>> HearAsync(int count)
    {
        List<LeadChange> heard = [];
        while (heard.Count < count)
        {
            Assert.True(await next);
            heard.Add(changes.Current);
            next = changes.MoveNextAsync().AsTask();
        }

        return heard;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        try
        {
            await next;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await changes.DisposeAsync();
        stop.Dispose();
    }
}
