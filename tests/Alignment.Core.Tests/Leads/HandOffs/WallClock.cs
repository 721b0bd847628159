using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Tests.Leads.HandOffs;

/// <summary>Working time the slow, obviously right way: looks at the wall clock minute by minute. Right for hours and zone
/// transitions on whole minutes.</summary>
internal static class WallClock
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    public static bool IsWorking(WorkingCalendar calendar, Instant instant)
    {
        var shown = instant.InZone(calendar.Zone).LocalDateTime;
        return !calendar.Holidays.Contains(shown.Date) && calendar.Hours.Any(hours => Covers(hours, shown));
    }

    public static Duration Between(WorkingCalendar calendar, Instant from, Instant to)
    {
        var sum = Duration.Zero;
        for (var at = from; at < to; at += Minute)
        {
            if (IsWorking(calendar, at))
                sum += Minute;
        }

        return sum;
    }

    public static Instant Add(WorkingCalendar calendar, Instant from, Duration time)
    {
        var at = from;
        for (; time > Duration.Zero; at += Minute)
        {
            if (IsWorking(calendar, at))
                time -= Minute;
        }

        return at;
    }

    private static bool Covers(WorkingHours hours, LocalDateTime shown)
    {
        var (day, time) = (shown.DayOfWeek, shown.TimeOfDay);
        var dayAfter = hours.Day == IsoDayOfWeek.Sunday ? IsoDayOfWeek.Monday : hours.Day + 1;
        if (hours.To == LocalTime.Midnight)
            return day == hours.Day && time >= hours.From;
        if (hours.From < hours.To)
            return day == hours.Day && time >= hours.From && time < hours.To;
        return (day == hours.Day && time >= hours.From) || (day == dayAfter && time < hours.To);
    }
}
