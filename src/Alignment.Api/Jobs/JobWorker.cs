using NodaTime;

namespace Alignment.Api.Jobs;

/// <summary>
/// Does the jobs of a store in the background: re-assessments beside everything else, so that neither waits for the other.
/// </summary>
internal sealed partial class JobWorker(JobBoard board, IEnumerable<IJobRunner> runners, IClock clock, ILogger<JobWorker> log) : BackgroundService
{
    // What a host that was killed leaves behind, and what is tried again, is found by looking.
    private static readonly Duration Look = Duration.FromSeconds(30);
    private readonly Dictionary<JobKind, IJobRunner> runners = runners.ToDictionary(runner => runner.Kind);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        new[] { runners.Keys.Where(kind => kind == JobKind.Reassessment).ToArray(), runners.Keys.Where(kind => kind != JobKind.Reassessment).ToArray() }
            .Where(kinds => kinds.Length > 0)
            .Select(kinds => WorkAsync(kinds, stoppingToken)));

    /// <summary>Does one job of some kinds, if there is one.</summary>
    /// <returns>Whether there was.</returns>
    internal async Task<bool> WorkOnceAsync(IReadOnlyList<JobKind> kinds, CancellationToken cancel)
    {
        if (await board.TakeOnAsync(kinds, cancel) is not { } job) return false;
        var run = new JobRun(board, job, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var keeping = run.KeepAsync(both.Token);
        var running = runners[job.Kind].RunAsync(run, both.Token);
        try
        {
            if (await Task.WhenAny(running, keeping) == keeping) await keeping;
            var result = await running;
            await both.CancelAsync();
            await QuietAsync(keeping);
            await board.ChangeAsync(job.Id, held => held.Finish(result, clock.GetCurrentInstant()), CancellationToken.None);
        }
        catch (JobLostException)
        {
            await both.CancelAsync();
            await QuietAsync(running);
        }
        catch (Exception failure)
        {
            await both.CancelAsync();
            await QuietAsync(keeping);
            await QuietAsync(running);
            await GiveBackAsync(job, failure, cancel.IsCancellationRequested);
        }

        return true;
    }

    private async Task WorkAsync(IReadOnlyList<JobKind> kinds, CancellationToken cancel)
    {
        using var signal = board.Listen();
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                if (await WorkOnceAsync(kinds, cancel)) continue;
            }
            catch (Exception failure) when (!cancel.IsCancellationRequested)
            {
                JobsUnreachable(failure);
            }

            await QuietAsync(signal.WaitAsync(Look, cancel));
        }
    }

    private async Task GiveBackAsync(Job job, Exception failure, bool stopping)
    {
        try
        {
            if (stopping)
            {
                await board.ChangeAsync(job.Id, held => held.Release());
            }
            else
            {
                // The lease runs out by itself, and then it is tried again.
                JobStopped(failure, job.Kind, job.Id.Value);
                if (failure is WrongInputException) await board.ChangeAsync(job.Id, held => held.Fail(failure.Message, clock.GetCurrentInstant()));
            }
        }
        catch (Exception unreachable)
        {
            JobsUnreachable(unreachable);
        }
    }

    private static async Task QuietAsync(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception)
        {
            // Whoever asked has the first failure already.
        }
    }

    [LoggerMessage(LogLevel.Error, "The {Kind} {Job} stopped; it is tried again when its lease has run out.")]
    private partial void JobStopped(Exception failure, JobKind kind, Guid job);

    [LoggerMessage(LogLevel.Error, "Jobs cannot be reached.")]
    private partial void JobsUnreachable(Exception failure);
}
