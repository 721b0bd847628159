namespace Alignment.Api.Jobs;

/// <summary>Does one kind of job.</summary>
public interface IJobRunner
{
    /// <summary>The kind it does.</summary>
    JobKind Kind { get; }

    /// <summary>Does a job from its checkpoint on.</summary>
    /// <returns>The result as JSON; null where the store itself is the result.</returns>
    /// <exception cref="JobLostException">This host does not have it any more.</exception>
    Task<string?> RunAsync(JobRun run, CancellationToken cancel);
}
