using NodaTime;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>When an attempt follows a failed one.</summary>
public sealed class RetrySchedule
{
    private static readonly Duration Longest = Duration.FromHours(24);
    private readonly IReadOnlyList<Duration> waits;

    /// <param name="waits">Before the second attempt, the third, and so on. When they are used up, the delivery is given up.</param>
    public RetrySchedule(params IReadOnlyList<Duration> waits)
    {
        ArgumentNullException.ThrowIfNull(waits);
        this.waits = [.. waits];
    }

    /// <summary>The example schedule of Standard Webhooks 1.0.0: ten attempts over three days.</summary>
    public static RetrySchedule Standard { get; } = new(
        Duration.FromSeconds(5), Duration.FromMinutes(5), Duration.FromMinutes(30), Duration.FromHours(2), Duration.FromHours(5),
        Duration.FromHours(10), Duration.FromHours(14), Duration.FromHours(20), Longest);

    /// <summary>How many attempts there are in all.</summary>
    public int Attempts => waits.Count + 1;

    /// <summary>How long to wait after a failure.</summary>
    /// <param name="attempts">Attempts so far; at least 1.</param>
    /// <param name="asked">What the receiver asked for by <c>Retry-After</c>; it can lengthen a wait, to 24 hours at most.</param>
    /// <param name="chance">From 0 up to 1: lengthens a wait by up to a fifth, so that what failed together does not come back together.</param>
    /// <returns>Null when there is to be no other attempt.</returns>
    public Duration? After(int attempts, Duration? asked, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        if (attempts > waits.Count) return null;
        var wait = waits[attempts - 1] * (1 + chance / 5);
        return asked is { } atLeast && atLeast > wait ? Duration.Min(atLeast, Longest) : wait;
    }
}
