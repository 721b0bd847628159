using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>
/// Instants and durations as whole microseconds since the Unix epoch in a long, for arithmetic in inner loops. Every
/// instant and duration of NodaTime fits, and so does the sum or difference of any two.
/// </summary>
internal static class Moment
{
    public const long Second = 1_000_000;
    public const long Day = 86_400 * Second;

    public static long Of(Instant instant) => FloorDivide(instant.ToUnixTimeTicks(), NodaConstants.TicksPerMillisecond / 1000);

    public static Instant ToInstant(long moment)
    {
        var seconds = FloorDivide(moment, Second);
        return Instant.FromUnixTimeSeconds(seconds).PlusNanoseconds((moment - (seconds * Second)) * 1000);
    }

    /// <summary>The first whole second at or after a moment, in seconds.</summary>
    public static long CeilingSecond(long moment) => -FloorDivide(-moment, Second);

    /// <summary>The first whole second after a moment, in seconds.</summary>
    public static long SecondAfter(long moment) => FloorDivide(moment, Second) + 1;

    public static long Length(Duration duration) => (duration.Days * Day) + (duration.NanosecondOfDay / 1000);

    private static long FloorDivide(long value, long by)
    {
        var quotient = value / by;
        return value % by < 0 ? quotient - 1 : quotient;
    }
}
