using NodaTime;
using NodaTime.Text;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>A stretch of working time that comes back every week, as a clock on the wall shows it. A day may have several: the
/// time between them is a break.</summary>
public readonly record struct WorkingHours
{
    /// <summary>Creates a stretch of working time.</summary>
    /// <param name="day">The day on which it starts.</param>
    /// <param name="from">Its start, inclusive.</param>
    /// <param name="to">Its end, exclusive: midnight is the end of the day, an earlier time than <paramref name="from"/> is on the
    /// day after. Midnight to midnight is the whole day.</param>
    /// <exception cref="ArgumentException">There is no such day, or start and end are the same time and not midnight.</exception>
    public WorkingHours(IsoDayOfWeek day, LocalTime from, LocalTime to)
    {
        if (day is < IsoDayOfWeek.Monday or > IsoDayOfWeek.Sunday)
            throw new ArgumentException("A day of the week is Monday to Sunday.", nameof(day));
        if (from == to && from != LocalTime.Midnight)
            throw new ArgumentException("Working hours end at another time than they start; a whole day is midnight to midnight.", nameof(to));
        (Day, From, To) = (day, from, to);
    }

    /// <summary>The day on which the stretch starts.</summary>
    public IsoDayOfWeek Day { get; }

    /// <summary>Its start, inclusive.</summary>
    public LocalTime From { get; }

    /// <summary>Its end, exclusive; midnight is the end of the day, an earlier time than <see cref="From"/> is on the day after.</summary>
    public LocalTime To { get; }

    /// <summary>Whether it goes on past midnight into the next day.</summary>
    public bool Overnight => To < From && To != LocalTime.Midnight;

    /// <summary>The same hours on several days.</summary>
    /// <param name="from">Start, inclusive.</param>
    /// <param name="to">End, exclusive.</param>
    /// <param name="days">The days.</param>
    public static IReadOnlyList<WorkingHours> On(LocalTime from, LocalTime to, params ReadOnlySpan<IsoDayOfWeek> days)
    {
        var hours = new WorkingHours[days.Length];
        for (var index = 0; index < days.Length; index++)
            hours[index] = new(days[index], from, to);
        return hours;
    }

    /// <summary>Day and times: "Monday 09:00-17:00".</summary>
    public override string ToString() =>
        $"{Day} {LocalTimePattern.ExtendedIso.Format(From)}-{LocalTimePattern.ExtendedIso.Format(To)}";
}
