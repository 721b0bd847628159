using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>How long a rep has, in their own working time, and how early a deadline near its end is escalated.</summary>
public sealed record ClockPolicy
{
    /// <summary>Two working hours to answer, eight to touch, escalated after three quarters of either.</summary>
    public static ClockPolicy Default { get; } = new();

    /// <summary>Working time from the offer to the answer.</summary>
    /// <value>More than zero, at most 1,000 hours; two hours by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public Duration Answer { get; init => field = InRange(value); } = Duration.FromHours(2);

    /// <summary>Working time from the acceptance to the first touch.</summary>
    /// <value>More than zero, at most 1,000 hours; eight hours by default.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public Duration Touch { get; init => field = InRange(value); } = Duration.FromHours(8);

    /// <summary>The share of the time after which a deadline not yet kept is escalated.</summary>
    /// <value>Between 0 and 1, exclusive; 0.75 by default; null: never escalated.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public double? EscalateAfter
    {
        get;
        init => field = value is null or (> 0 and < 1) ? value : throw new ArgumentOutOfRangeException(nameof(value));
    } = 0.75;

    private static Duration InRange(Duration value) =>
        value > Duration.Zero && value <= Duration.FromHours(1000) ? value : throw new ArgumentOutOfRangeException(nameof(value));
}
