using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>
/// When somebody works: weekly hours with breaks, holidays and a time zone.
/// <para>One rule decides every case: <b>an instant is working time when the clock on the wall, in the calendar's zone, then shows a
/// time within the weekly hours on a date that is no holiday.</b> So hours that a clock change skips give no working time, hours
/// that it repeats count twice, and a shift past midnight stops where a holiday begins and starts where one ends. Hours that
/// overlap count once.</para>
/// </summary>
public sealed partial class WorkingCalendar : IEquatable<WorkingCalendar>
{
    private readonly Stretch[][] days;
    private readonly HashSet<LocalDate> closed;

    private WorkingCalendar(DateTimeZone zone, WorkingHours[] hours, LocalDate[] holidays)
    {
        (Zone, Hours, Holidays) = (zone, hours, holidays);
        closed = [.. holidays];
        days = Week(hours);
    }

    /// <summary>Monday to Friday, nine to five.</summary>
    public static IReadOnlyList<WorkingHours> OfficeHours { get; } = WorkingHours.On(
        new LocalTime(9, 0),
        new LocalTime(17, 0),
        IsoDayOfWeek.Monday,
        IsoDayOfWeek.Tuesday,
        IsoDayOfWeek.Wednesday,
        IsoDayOfWeek.Thursday,
        IsoDayOfWeek.Friday);

    /// <summary>How far ahead a deadline may lie: 3,660 days.</summary>
    public static Duration Horizon { get; } = Duration.FromDays(3660);

    /// <summary>Where the wall clock hangs.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The weekly hours, in the order of the week.</summary>
    public IReadOnlyList<WorkingHours> Hours { get; }

    /// <summary>Days without working time, in order, each once.</summary>
    public IReadOnlyList<LocalDate> Holidays { get; }

    /// <summary>Defines a calendar.</summary>
    /// <param name="zone">The time zone.</param>
    /// <param name="hours">The weekly hours; at least one.</param>
    /// <param name="holidays">Days without working time.</param>
    /// <returns>The calendar; refused when it would have no working time at all.</returns>
    public static Result<WorkingCalendar> Define(
        DateTimeZone zone,
        IEnumerable<WorkingHours> hours,
        IEnumerable<LocalDate>? holidays = null)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(hours);
        // A value never given (default) is no stretch of the week: it has no day.
        var given = hours.Where(stretch => stretch.Day != IsoDayOfWeek.None).Distinct().ToArray();
        Array.Sort(given, (a, b) => (a.Day, a.From, a.To).CompareTo((b.Day, b.From, b.To)));
        if (given.Length == 0)
            return new Refusal(RefusalCode.Validation, "A calendar needs working hours: with none, no deadline would ever come.", "workingHours");
        return new WorkingCalendar(zone, given, [.. (holidays ?? []).Distinct().Order()]);
    }

    /// <summary>The same weekly hours in another zone or with other holidays are another calendar.</summary>
    public bool Equals(WorkingCalendar? other) =>
        other is not null && Zone.Equals(other.Zone) && Hours.SequenceEqual(other.Hours) && Holidays.SequenceEqual(other.Holidays);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WorkingCalendar);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Zone.Id, Hours.Count, Holidays.Count, Hours[0]);

    /// <summary>The stretches of each day of the week (index 0 is Monday) in nanoseconds since midnight: sorted, apart from each other.</summary>
    private static Stretch[][] Week(WorkingHours[] hours)
    {
        var week = Enumerable.Range(0, 7).Select(_ => new List<Stretch>()).ToArray();
        foreach (var stretch in hours)
        {
            var day = (int)stretch.Day - 1;
            var (from, to) = (stretch.From.NanosecondOfDay, stretch.To.NanosecondOfDay);
            week[day].Add(new(from, to > from ? to : NodaConstants.NanosecondsPerDay));
            if (stretch.Overnight)
                week[(day + 1) % 7].Add(new(0, to));
        }

        return [.. week.Select(Merged)];
    }

    private static Stretch[] Merged(List<Stretch> stretches)
    {
        var merged = new List<Stretch>(stretches.Count);
        foreach (var next in stretches.OrderBy(stretch => stretch.From))
        {
            if (merged.Count > 0 && next.From <= merged[^1].To)
                merged[^1] = merged[^1] with { To = Math.Max(merged[^1].To, next.To) };
            else
                merged.Add(next);
        }

        return [.. merged];
    }

    /// <summary>Half-open, in nanoseconds since midnight on the wall clock.</summary>
    private readonly record struct Stretch(long From, long To);
}
