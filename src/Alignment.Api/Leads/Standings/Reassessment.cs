using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Core.Leads;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Leads.Standings;

/// <summary>
/// Looks at every lead anew when the agreement changed: in stretches of ids, each one transaction that stores how its leads stand and where to
/// go on. Killed at any point, it goes on from there. Until it is done, a lead stands as the last agreement had it.
/// </summary>
/// <param name="store">The leads.</param>
/// <param name="board">Where its progress is kept.</param>
/// <param name="clock">The present.</param>
/// <param name="journal">Tells others which leads moved.</param>
internal sealed class Reassessment(AlignmentStore store, JobBoard board, IClock clock, LeadJournal? journal = null) : IJobRunner
{
    private static readonly Duration RetryAfter = Duration.FromMinutes(10);

    /// <summary>
    /// How many leads a transaction takes at most: enough to make it worthwhile, few enough for writers that wait for it, which on SQLite are all.
    /// Where others get in the way it takes half as many, and twice as many again once nobody does.
    /// </summary>
    public int Stretch { get; init; } = store.Settings.Kind == StorageKind.Postgres ? 32_768 : 16_384;

    public JobKind Kind => JobKind.Reassessment;

    /// <summary>Asks for a re-assessment unless the last one was, or is, of what is in force now.</summary>
    /// <returns>Whether one was asked for.</returns>
    public static Task<bool> AskIfDueAsync(AlignmentStore store, Instant now, CancellationToken cancel) => AskIfDueAsync(store, now, again: false, cancel);

    private static async Task<bool> AskIfDueAsync(AlignmentStore store, Instant now, bool again, CancellationToken cancel)
    {
        await using (var reading = store.CreateDbContext())
        {
            if (!again && !await IsDueAsync(reading, now, cancel)) return false;
        }

        return await store.WriteAsync(
            async (context, token) =>
            {
                await AgreementLock.AwaitAllAsync(context, token);
                if (!again && !await IsDueAsync(context, now, token)) return false;
                var basis = (await AgreementInForce.ReadAsync(context, token)).Basis;
                foreach (var old in await context.Jobs.AsTracking()
                    .Where(job => job.Kind == JobKind.Reassessment && job.Subject != basis && (job.State == JobState.Asked || job.State == JobState.Running)).ToListAsync(token))
                    old.Abandon(now);
                await JobBoard.AskAsync(context, JobKind.Reassessment, basis, "{}", now, token);
                return true;
            },
            cancel);
    }

    /// <summary>Asks for it whatever was done before, as after a change of what engagements count for.</summary>
    public static Task AskAsync(AlignmentStore store, Instant now, CancellationToken cancel) => AskIfDueAsync(store, now, again: true, cancel);

    public async Task<string?> RunAsync(JobRun run, CancellationToken cancel)
    {
        LeadScan? scan = null;
        AgreementInForce? scanned = null;
        var limit = Stretch;
        while (true)
        {
            var (count, attempts) = (0, 0);
            using (run.Holding()) count = await store.WriteAsync(
                async (context, token) =>
                {
                    if (attempts++ > 0) limit = Math.Max(1, limit / 2);

                    // What a concurrent writer commits meanwhile makes this start over instead of being overwritten.
                    if (context.Database.IsNpgsql()) await context.Database.ExecuteSqlRawAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", token);
                    var job = await board.HeldAsync(context, run.Job.Id, token);
                    var agreement = await AgreementInForce.ReadAsync(context, token);
                    var now = clock.GetCurrentInstant();
                    if (agreement.Basis != job.Subject)
                    {
                        job.Abandon(now);
                        await context.SaveChangesAsync(token);
                        return -1;
                    }

                    await StandingsWriter.GiveWayAsync(context, token);
                    if (scan is null || scanned != agreement) (scan, scanned) = (new LeadScan(FactsNeeded.By(agreement.Assessor?.Definition), keptMoves: true), agreement);
                    var after = ParseCheckpoint(job.Checkpoint);
                    await using var reading = await StretchReading.BeginAsync(store, context, agreement, scan, after, limit, now, token);
                    var (done, last) = await StretchWriting.WriteAsync(context, journal, (after, limit), reading.Parts, now, token);
                    long? total = job.Total is null ? await context.Leads.LongCountAsync(token) : null;
                    job.Advance(job.Done + done, total, last?.Value.ToString(), now);
                    await context.SaveChangesAsync(token);
                    return done;
                },
                cancel);
            if (count < 0) throw new JobLostException();
            if (count < limit)
            {
                await StandingsWriter.ClearAsync(store, cancel);
                return null;
            }

            if (attempts == 1) limit = Math.Min(Stretch, 2 * limit);
        }
    }

    // One that was given up is tried anew after a while: whatever stood in its way may be gone.
    private static async Task<bool> IsDueAsync(AlignmentContext context, Instant now, CancellationToken cancel)
    {
        var agreement = await AgreementInForce.ReadAsync(context, cancel);
        var last = await JobBoard.LatestAsync(context, JobKind.Reassessment, cancel);
        return last?.Subject != agreement.Basis || last.State == JobState.Abandoned || (last.State == JobState.Failed && last.FinishedAt < now - RetryAfter);
    }

    private static LeadId? ParseCheckpoint(string? checkpoint) => checkpoint is null ? null : new LeadId(Guid.Parse(checkpoint, CultureInfo.InvariantCulture));
}
