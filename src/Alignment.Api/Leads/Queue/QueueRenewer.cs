using System.Collections.Concurrent;
using Alignment.Api.Data;
using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Leads.Queue;

/// <summary>The queues that somebody has asked for lately on this host. Thread-safe.</summary>
public sealed class QueuesInUse
{
    private static readonly Duration Lately = Duration.FromMinutes(30);
    private readonly ConcurrentDictionary<WorkQueue, Instant> asked = new();

    /// <summary>Somebody asks for a queue.</summary>
    public void Note(WorkQueue queue, Instant now)
    {
        ArgumentNullException.ThrowIfNull(queue);
        asked[queue.Whole] = now;
    }

    /// <summary>Those asked for in the last half hour, each as a whole.</summary>
    public IReadOnlyList<WorkQueue> At(Instant now)
    {
        foreach (var (queue, at) in asked)
            if (now - at > Lately) asked.TryRemove(queue, out _);
        return [.. asked.Keys];
    }
}

/// <summary>
/// Renews the order of queues in use at half the age that it may reach, so that nobody who asks waits for it and whoever has begun has the
/// other half to go on. Hosts that do so at once share the work.
/// </summary>
internal sealed partial class QueueRenewer(AlignmentStore store, LeadJournal journal, QueuesInUse inUse, IClock clock, ILogger<QueueRenewer> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly Duration TooOld = WorkQueue.OldestRanking / 2;

    /// <summary>Renews what is too old, and forgets the places that no walk needs.</summary>
    /// <returns>How many leads were looked at.</returns>
    internal async Task<int> RenewAsync(Instant now, CancellationToken cancel)
    {
        var renewed = 0;
        foreach (var queue in inUse.At(now)) renewed += await queue.RenewAsync(store, journal, now, TooOld, cancel);
        await FormerPlaces.ForgetAsync(store, now, cancel);
        return renewed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Look, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (!stoppingToken.IsCancellationRequested) await RenewAsync(clock.GetCurrentInstant().ToMicroseconds(), stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                CannotRenew(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The order of work queues could not be renewed; it is tried again.")]
    private partial void CannotRenew(Exception failure);
}
