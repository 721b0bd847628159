using NodaTime;

namespace Alignment.Api.Jobs;

/// <summary>
/// Work too long for one request. One host at a time has it, for as long as it keeps saying so; where that host stops, the next goes on
/// from the last checkpoint.
/// </summary>
public sealed class Job
{
    /// <summary>For how long a host has a job without saying that it is still at it.</summary>
    public static readonly Duration Lease = Duration.FromSeconds(15);

    private const int MostAttempts = 5;
    private const int LongestError = 2000;

    private Job()
    {
    }

    public JobId Id { get; private set; }

    public JobKind Kind { get; private set; }

    /// <summary>What tells it from others of its kind: of those open, there is one a subject.</summary>
    public string Subject { get; private set; } = null!;

    public JobState State { get; private set; }

    /// <summary>What was asked, as JSON.</summary>
    public string Input { get; private set; } = "{}";

    /// <summary>Where to go on, in the words of its kind; null at the beginning.</summary>
    public string? Checkpoint { get; private set; }

    /// <summary>How many leads are done.</summary>
    public long Done { get; private set; }

    /// <summary>How many leads there are, as counted when it began; more may have come.</summary>
    public long? Total { get; private set; }

    /// <summary>What came out, as JSON; null until it is done.</summary>
    public string? Result { get; private set; }

    /// <summary>Why it was given up; null if it was not.</summary>
    public string? Error { get; private set; }

    /// <summary>How many times it was begun.</summary>
    public int Attempts { get; private set; }

    /// <summary>Which host is at it; null while nobody is.</summary>
    public string? Holder { get; private set; }

    /// <summary>Until when that host has it.</summary>
    public Instant? LeasedUntil { get; private set; }

    public Instant AskedAt { get; private set; }

    public Instant? StartedAt { get; private set; }

    public Instant? FinishedAt { get; private set; }

    /// <summary>Whether it is still to be done.</summary>
    public bool IsOpen => State is JobState.Asked or JobState.Running;

    /// <summary>Asks for work.</summary>
    public static Job Ask(JobKind kind, string subject, string input, Instant now) =>
        new() { Id = JobId.New(now), Kind = kind, Subject = subject, Input = input, AskedAt = now };

    /// <summary>A host takes it on, or over; after too many attempts it is given up instead.</summary>
    /// <returns>Whether the host has it.</returns>
    public bool TakeOn(string holder, Instant now)
    {
        if (Attempts >= MostAttempts)
        {
            Fail("It stopped before the end each time.", now);
            return false;
        }

        (State, Holder, LeasedUntil) = (JobState.Running, holder, now + Lease);
        StartedAt ??= now;
        Attempts++;
        return true;
    }

    /// <summary>Records how far it has come, and that its host is still at it.</summary>
    public void Advance(long done, long? total, string? checkpoint, Instant now)
    {
        // What comes forward may be tried again as often as it takes.
        if (done > Done) Attempts = 1;
        (Done, Total, Checkpoint, LeasedUntil) = (done, total ?? Total, checkpoint ?? Checkpoint, now + Lease);
    }

    /// <summary>Gives it back for another host, or this one, to go on with.</summary>
    public void Release() => (Holder, LeasedUntil, Attempts) = (null, null, Math.Max(0, Attempts - 1));

    public void Finish(string? result, Instant now) => End(JobState.Done, result, null, now);

    public void Fail(string error, Instant now) => End(JobState.Failed, null, error.Length > LongestError ? error[..LongestError] : error, now);

    public void Abandon(Instant now) => End(JobState.Abandoned, null, null, now);

    private void End(JobState state, string? result, string? error, Instant now) =>
        (State, Result, Error, FinishedAt, Holder, LeasedUntil) = (state, result, error, now, null, null);
}
