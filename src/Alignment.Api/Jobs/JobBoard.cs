using Alignment.Api.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Jobs;

/// <summary>Where jobs are asked for, taken on and looked at.</summary>
/// <param name="store">Where they are kept.</param>
/// <param name="clock">The present.</param>
public sealed class JobBoard(AlignmentStore store, IClock clock)
{
    // Whoever finished it keeps the answer for anybody who asks the same within this time.
    private static readonly Duration AnswersKeep = Duration.FromDays(7);

    /// <summary>Names this host among those that share a store.</summary>
    public string Host { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";

    /// <summary>Asks for work, unless the same is open already.</summary>
    /// <returns>The open job.</returns>
    public Task<Job> AskAsync(JobKind kind, string subject, string input, CancellationToken cancel = default) =>
        store.WriteAsync((context, token) => AskWithinAsync(context, kind, subject, input, token), cancel);

    /// <summary>Asks for work within a unit of work, which must commit for it to be done.</summary>
    /// <returns>The open job.</returns>
    public async Task<Job> AskWithinAsync(AlignmentContext context, JobKind kind, string subject, string input, CancellationToken cancel = default)
    {
        var job = await AskAsync(context, kind, subject, input, clock.GetCurrentInstant(), cancel);
        context.AfterCommit(Wake);
        return job;
    }

    /// <summary>How far a job has come; null if there is none of that id.</summary>
    public async Task<Job?> FindAsync(JobId id, CancellationToken cancel = default)
    {
        await using var reading = store.CreateDbContext();
        return await reading.Jobs.FirstOrDefaultAsync(job => job.Id == id, cancel);
    }

    /// <summary>The latest job of a kind; null if there was none.</summary>
    public static Task<Job?> LatestAsync(AlignmentContext context, JobKind kind, CancellationToken cancel = default) =>
        context.Jobs.Where(job => job.Kind == kind).OrderByDescending(job => job.AskedAt).ThenByDescending(job => job.Id).FirstOrDefaultAsync(cancel);

    /// <summary>Takes on the oldest open job of some kinds that no host is at.</summary>
    /// <returns>The job; null if there is none.</returns>
    public async Task<Job?> TakeOnAsync(IReadOnlyList<JobKind> kinds, CancellationToken cancel = default)
    {
        // Mostly there is nothing to do, which one read finds out.
        var before = clock.GetCurrentInstant() - AnswersKeep;
        await using (var reading = store.CreateDbContext())
        {
            if (!await reading.Jobs.AnyAsync(job => job.State == JobState.Asked || job.State == JobState.Running || (job.FinishedAt < before && job.Kind != JobKind.Reassessment), cancel))
                return null;
        }

        return await store.WriteAsync((context, token) => TakeOnAsync(context, kinds, token), cancel);
    }

    /// <summary>
    /// Loads a job that this host is at, within a unit of work. Until that ends nobody else takes the job on, however long it takes, nor changes it.
    /// </summary>
    /// <exception cref="JobLostException">This host does not have it any more.</exception>
    public async Task<Job> HeldAsync(AlignmentContext context, JobId id, CancellationToken cancel)
    {
        var jobs = context.Database.IsNpgsql() ? context.Jobs.FromSql($"SELECT * FROM jobs WHERE id = {id.Value} FOR UPDATE") : context.Jobs.Where(job => job.Id == id);
        return await jobs.AsTracking().AsAsyncEnumerable().FirstOrDefaultAsync(job => job.State == JobState.Running && job.Holder == Host, cancel)
            ?? throw new JobLostException();
    }

    /// <summary>Changes a job that this host is at.</summary>
    /// <exception cref="JobLostException">This host does not have it any more.</exception>
    public Task ChangeAsync(JobId id, Action<Job> change, CancellationToken cancel = default) => store.WriteAsync(
        async (context, token) =>
        {
            change(await HeldAsync(context, id, token));
            await context.SaveChangesAsync(token);
        },
        cancel);

    /// <summary>A signal that is raised when a job is asked for, by this host or another; dispose it to stop.</summary>
    public StoreSignal Listen() => store.Signals.Listen(StoreTopics.Jobs);

    internal static async Task<Job> AskAsync(
        AlignmentContext context, JobKind kind, string subject, string input, Instant now, CancellationToken cancel)
    {
        var open = await context.Jobs.AsTracking().FirstOrDefaultAsync(
            job => job.Kind == kind && job.Subject == subject && (job.State == JobState.Asked || job.State == JobState.Running), cancel);
        if (open is not null) return open;
        var job = Job.Ask(kind, subject, input, now);
        context.Add(job);
        await context.SaveChangesAsync(cancel);
        return job;
    }

    internal void Wake() => store.Signals.Raise(StoreTopics.Jobs);

    private async Task<Job?> TakeOnAsync(AlignmentContext context, IReadOnlyList<JobKind> kinds, CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        var old = now - AnswersKeep;
        foreach (var done in await context.Jobs.Where(job => job.FinishedAt < old && job.Kind != JobKind.Reassessment).Take(100).ToListAsync(cancel)) context.Remove(done);
        var free = await FreeAsync(context, kinds, now, cancel);
        var taken = free is not null && free.TakeOn(Host, now);
        await context.SaveChangesAsync(cancel);
        return taken ? free : null;
    }

    // On PostgreSQL hosts pass over what another is just taking on. Elsewhere there is one host: what another had is left over from before, and
    // what this one had stopped if it no longer says that it is at it.
    private Task<Job?> FreeAsync(AlignmentContext context, IReadOnlyList<JobKind> kinds, Instant now, CancellationToken cancel)
    {
        if (!context.Database.IsNpgsql())
        {
            return context.Jobs.AsTracking()
                .Where(job => kinds.Contains(job.Kind) && (job.State == JobState.Asked || (job.State == JobState.Running && (job.Holder != Host || job.LeasedUntil < now))))
                .OrderBy(job => job.AskedAt).FirstOrDefaultAsync(cancel);
        }

        var names = kinds.Select(kind => kind.ToString()).ToArray();
        var present = now.ToDateTimeUtc();
        return context.Jobs.FromSql(
            $"""
            SELECT * FROM jobs WHERE kind = ANY ({names}) AND state IN ('Asked', 'Running') AND (leased_until IS NULL OR leased_until < {present})
            ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED
            """).AsTracking().AsAsyncEnumerable().FirstOrDefaultAsync(cancel).AsTask();
    }
}
