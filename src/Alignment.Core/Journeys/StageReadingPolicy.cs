using NodaTime;

namespace Alignment.Core.Journeys;

/// <summary>How what a buyer did is read as a stage: how fast evidence fades, and how much of it is enough.</summary>
public sealed record StageReadingPolicy
{
    /// <summary>Evidence halves every 60 days, and half an engagement's worth is enough.</summary>
    public static StageReadingPolicy Default { get; } = new(Duration.FromDays(60), 0.5);

    /// <summary>Creates a policy.</summary>
    /// <param name="halfLife">After how long an engagement weighs half; positive.</param>
    /// <param name="threshold">How much evidence a stage needs, in fresh engagements; positive and finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public StageReadingPolicy(Duration halfLife, double threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, Duration.Zero);
        if (!(threshold > 0) || double.IsInfinity(threshold))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is positive and finite.");
        HalfLife = halfLife;
        Threshold = threshold;
    }

    /// <summary>After how long an engagement weighs half.</summary>
    /// <value>60 days by default.</value>
    public Duration HalfLife { get; }

    /// <summary>How much evidence a stage needs, in fresh engagements, with a tolerance of 1e-9.</summary>
    /// <value>0.5 by default.</value>
    public double Threshold { get; }
}
