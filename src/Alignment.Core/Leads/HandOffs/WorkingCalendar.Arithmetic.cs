using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <content>Sums of working time, in time proportional to the days passed over.</content>
public sealed partial class WorkingCalendar
{
    /// <summary>The first instant by which so much working time has passed.</summary>
    /// <param name="start">Where to count from; it need not be working time.</param>
    /// <param name="time">How much; zero gives <paramref name="start"/> itself.</param>
    /// <returns>The instant; null if it lies beyond the <see cref="Horizon"/>, as when holidays cover every working day.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public Instant? AddWorkingTime(Instant start, Duration time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, Duration.Zero);
        if (time == Duration.Zero)
            return start;
        foreach (var (from, to) in WorkingTime(start, Beyond(start)))
        {
            var length = to - from;
            if (time <= length)
                return from + time;
            time -= length;
        }

        return null;
    }

    /// <summary>How much working time lies between two instants.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive; before <paramref name="from"/>, the result is zero.</param>
    public Duration WorkingTimeBetween(Instant from, Instant to)
    {
        var sum = Duration.Zero;
        foreach (var (start, end) in WorkingTime(from, to))
            sum += end - start;
        return sum;
    }

    /// <summary>Whether an instant is working time.</summary>
    /// <param name="instant">Any instant.</param>
    public bool IsWorkingTime(Instant instant)
    {
        var local = instant.InZone(Zone).LocalDateTime;
        var time = local.NanosecondOfDay;
        return !closed.Contains(local.Date)
            && Array.Exists(days[(int)local.DayOfWeek - 1], stretch => stretch.From <= time && time < stretch.To);
    }

    private static Instant Beyond(Instant start) => Instant.MaxValue - start > Horizon ? start + Horizon : Instant.MaxValue;

    /// <summary>
    /// The working time in [from, to), in order. Between two changes of its zone's offset the wall clock runs straight, so each such
    /// span is walked day by day on its own: nothing special is left to do where a clock change skips hours or repeats them.
    /// </summary>
    private IEnumerable<(Instant From, Instant To)> WorkingTime(Instant from, Instant to)
    {
        while (from < to)
        {
            var span = Zone.GetZoneInterval(from);
            var end = span.HasEnd && span.End < to ? span.End : to;
            var midnight = from.WithOffset(span.WallOffset).Date;
            for (var start = from; start < end; midnight = midnight.PlusDays(1))
            {
                var day = midnight.AtMidnight().WithOffset(span.WallOffset).ToInstant();
                if (!closed.Contains(midnight))
                {
                    foreach (var stretch in days[(int)midnight.DayOfWeek - 1])
                    {
                        var open = Instant.Max(start, day + Duration.FromNanoseconds(stretch.From));
                        var close = Instant.Min(end, day + Duration.FromNanoseconds(stretch.To));
                        if (open < close)
                            yield return (open, close);
                    }
                }

                start = Instant.Max(start, day + Duration.FromDays(1));
            }

            from = end;
        }
    }
}
