using NodaTime;

namespace Alignment.Core;

/// <summary>The precision of time in the domain: microseconds, which every supported database keeps.</summary>
public static class InstantPrecision
{
    /// <summary>The instant cut down to whole microseconds, towards the past.</summary>
    /// <param name="instant">Any instant.</param>
    public static Instant ToMicroseconds(this Instant instant)
    {
        var ticks = instant.ToUnixTimeTicks();
        var excess = ticks % TicksPerMicrosecond;
        return Instant.FromUnixTimeTicks(ticks - (excess < 0 ? excess + TicksPerMicrosecond : excess));
    }

    private const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1000;
}
