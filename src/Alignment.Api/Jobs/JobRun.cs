using NodaTime;

namespace Alignment.Api.Jobs;

/// <summary>A job that this host is at: keeps its lease, and says how far it has come.</summary>
/// <param name="board">Where the job is kept.</param>
/// <param name="job">The job as it was taken on.</param>
/// <param name="clock">The present.</param>
public sealed class JobRun(JobBoard board, Job job, IClock clock)
{
    private readonly IClock clock = clock;
    private long done;
    private long total;
    private bool holding;
    private long renewed = clock.GetCurrentInstant().ToUnixTimeTicks();

    public Job Job { get; } = job;

    /// <summary>Says how far it has come; stored with the next renewal of the lease.</summary>
    public void Report(long leadsDone, long leadsInAll)
    {
        Interlocked.Exchange(ref done, leadsDone);
        Interlocked.Exchange(ref total, leadsInAll);
    }

    /// <summary>
    /// Says that a unit of work of the job itself holds it (<see cref="JobBoard.HeldAsync"/>) and renews the lease, until what is returned is
    /// disposed of: a renewal beside it would be in its way, and have it start over.
    /// </summary>
    public IDisposable Holding()
    {
        Volatile.Write(ref holding, true);
        return new Hold(this);
    }

    /// <summary>Keeps the lease until cancelled.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled; it ends in no other way than this and the next.</exception>
    /// <exception cref="JobLostException">Another host has it.</exception>
    internal async Task KeepAsync(CancellationToken cancel)
    {
        while (true)
        {
            await Task.Delay((Job.Lease / 10).ToTimeSpan(), cancel);
            await RenewIfDueAsync(cancel);
        }
    }

    /// <summary>Renews the lease where a third of it has gone by, unless a unit of work of the job holds it.</summary>
    /// <exception cref="JobLostException">Another host has it.</exception>
    internal async Task RenewIfDueAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        if (Volatile.Read(ref holding) || now - Instant.FromUnixTimeTicks(Interlocked.Read(ref renewed)) < Job.Lease / 3) return;
        var (leadsDone, leadsInAll) = (Interlocked.Read(ref done), Interlocked.Read(ref total));
        await board.ChangeAsync(
            Job.Id,
            held => held.Advance(Math.Max(held.Done, leadsDone), leadsInAll == 0 ? null : leadsInAll, null, now),
            cancel);
        Renewed(now);
    }

    private void Renewed(Instant now) => Interlocked.Exchange(ref renewed, now.ToUnixTimeTicks());

    private sealed class Hold(JobRun run) : IDisposable
    {
        public void Dispose()
        {
            run.Renewed(run.clock.GetCurrentInstant());
            Volatile.Write(ref run.holding, false);
        }
    }
}
