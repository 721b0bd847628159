namespace Alignment.Api.Jobs;

/// <summary>Another host has the job now, or it is not wanted any more; whoever meets this stops and leaves it.</summary>
public sealed class JobLostException() : Exception("Another host has the job, or it is not wanted any more.");
