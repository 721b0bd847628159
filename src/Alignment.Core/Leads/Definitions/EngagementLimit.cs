using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>How often matching engagements may count: the first alone, or no two closer than a duration.</summary>
public readonly record struct EngagementLimit
{
    private EngagementLimit(Duration? every) => Every = every;

    /// <summary>Only the first counts. Also the value of <c>default</c>.</summary>
    public static EngagementLimit Once { get; }

    /// <summary>How long after the last that counted the next may count; null where only the first counts.</summary>
    public Duration? Every { get; }

    /// <summary>One counts only if at least this long has passed since the last that counted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not positive.</exception>
    public static EngagementLimit OneEvery(Duration duration) =>
        duration > Duration.Zero ? new(duration) : throw new ArgumentOutOfRangeException(nameof(duration), duration, "A limit is longer than nothing.");
}
