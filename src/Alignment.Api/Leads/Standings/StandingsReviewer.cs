using Alignment.Api.Data;
using Alignment.Api.Jobs;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>
/// Sleeps until a lead is due, looks at it, and sees that a change of the agreement has everyone looked at anew. There is no nightly run.
/// </summary>
internal sealed partial class StandingsReviewer(
    AlignmentStore store, ReviewSignal signal, JobBoard board, IClock clock, ILogger<StandingsReviewer> log, LeadJournal? journal = null) : BackgroundService
{
    // What other hosts, or this one without a signal, make due or agree meanwhile is found by looking: two reads by index.
    private static readonly Duration Look = Duration.FromSeconds(15);
    private static readonly Duration AfterFailure = Duration.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = Look;
            try
            {
                wait = await LookAsync(stoppingToken);
            }
            catch (Exception failure)
            {
                if (stoppingToken.IsCancellationRequested) return;
                ReviewFailed(failure);
                wait = AfterFailure;
            }

            // Being stopped is no failure.
            if (wait > Duration.Zero) await signal.WaitAsync(wait, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once at what is due.</summary>
    /// <returns>How long to sleep.</returns>
    internal async Task<Duration> LookAsync(CancellationToken cancel)
    {
        if (await Reassessment.AskIfDueAsync(store, clock.GetCurrentInstant(), cancel)) board.Wake();
        var next = await DueReview.NextAsync(store, cancel);
        var now = clock.GetCurrentInstant();
        if (next > now) return Duration.Min(Look, next.Value - now);
        if (next is null) return Look;

        // Fewer than asked for, with some still due: another host has those.
        return await DueReview.ReviewAsync(store, journal, now, cancel) < DueReview.Most ? Duration.FromMilliseconds(200) : Duration.Zero;
    }

    [LoggerMessage(LogLevel.Error, "Leads that are due could not be looked at; it is tried again.")]
    private partial void ReviewFailed(Exception failure);
}
