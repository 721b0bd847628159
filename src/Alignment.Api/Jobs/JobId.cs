namespace Alignment.Api.Jobs;

/// <summary>Identifies a job.</summary>
/// <param name="Value">A version 7 UUID: ids sort by the instant at which the job was asked for.</param>
public readonly record struct JobId(Guid Value)
{
    /// <summary>A new id.</summary>
    public static JobId New(NodaTime.Instant now) => new(Guid.CreateVersion7(now.ToDateTimeOffset()));
}
