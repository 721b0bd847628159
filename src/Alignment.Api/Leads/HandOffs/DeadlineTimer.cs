using Alignment.Api.Data;
using Alignment.Api.Idempotency;
using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Api.Leads.HandOffs;

/// <summary>
/// Sleeps until the next deadline, and does what is due. It knows nothing but the database: killed at any point, it finds after its
/// restart what is due and not done. It looks up at least every <see cref="LongestSleep"/>, for deadlines that other hosts gave and could not tell of.
/// </summary>
internal sealed partial class DeadlineTimer(
    AlignmentStore store, Deadlines deadlines, Leavers leavers, IdempotencyKeys keys, IClock clock, ILogger<DeadlineTimer> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly Duration LongestSleep = Duration.FromSeconds(15);
    private static readonly Duration AfterFailure = Duration.FromSeconds(5);
    private static readonly Duration BetweenSweeps = Duration.FromMinutes(10);
    private readonly Dictionary<HandOffId, Instant> failed = [];
    private Instant sweptAt = Instant.MinValue;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var signal = store.Signals.Listen(StoreTopics.Deadlines);
        while (!stoppingToken.IsCancellationRequested)
        {
            var sleep = AfterFailure;
            try
            {
                await MeetAllAsync(stoppingToken);
                await SweepAsync(stoppingToken);
                sleep = Until(await deadlines.NextAsync(stoppingToken));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                CannotLook(failure);
            }

            await signal.WaitAsync(sleep, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Does everything that is due; what fails is left for a later look and does not keep the rest waiting.</summary>
    internal async Task<int> MeetAllAsync(CancellationToken cancel)
    {
        for (var met = 0; ;)
        {
            var now = clock.GetCurrentInstant();
            foreach (var old in failed.Where(failure => failure.Value <= now).Select(failure => failure.Key).ToList())
                failed.Remove(old);
            var due = await deadlines.DueAsync(now, Batch, failed.Keys, cancel);
            var before = met;
            foreach (var id in due)
            {
                try
                {
                    if (await deadlines.MeetAsync(id, clock.GetCurrentInstant(), cancel) is not null)
                        met++;
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    failed[id] = now + AfterFailure;
                    CannotMeet(id, failure);
                }
            }

            if (due.Count < Batch || met == before)
                return met;
        }
    }

    private async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        if (now - sweptAt < BetweenSweeps)
            return;
        await leavers.MoveOnAsync(now, cancel);
        await keys.ForgetAsync(cancel);
        sweptAt = now;
    }

    private Duration Until(Instant? next)
    {
        var left = next is { } at ? at - clock.GetCurrentInstant() : LongestSleep;
        return Duration.Max(Duration.FromMilliseconds(failed.Count > 0 ? 1000 : 1), Duration.Min(left, LongestSleep));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due of hand-offs cannot be found now; trying again soon.")]
    private partial void CannotLook(Exception failure);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is due of hand-off {HandOff} cannot be done now; trying again soon.")]
    private partial void CannotMeet(HandOffId handOff, Exception failure);
}
