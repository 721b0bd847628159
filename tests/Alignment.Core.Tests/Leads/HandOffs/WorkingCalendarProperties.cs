using Alignment.Core.Leads.HandOffs;
using Alignment.Testing;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Alignment.Core.Tests.Leads.HandOffs;

public sealed class WorkingCalendarProperties
{
    // Zones with clock changes of an hour, of half an hour, at midnight, by a whole day; odd offsets; none at all. Fixed by
    // rule as well as by decree.
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "Europe/Lisbon", "America/New_York", "America/Sao_Paulo", "America/St_Johns", "Australia/Lord_Howe",
        "Asia/Kathmandu", "Asia/Kolkata", "Pacific/Apia", "Pacific/Chatham", "America/Havana", "Asia/Gaza", "Africa/Casablanca",
        "Asia/Pyongyang", "America/Caracas", "Antarctica/Troll", "Asia/Tehran", "Pacific/Kiritimati",
    ];

    private static readonly Gen<WorkingHours> AnyHours =
        from day in Gen.Choose(1, 7)
        from start in Gen.Choose(0, 95)
        from length in Gen.Choose(1, 95)
        select new WorkingHours((IsoDayOfWeek)day, Quarter(start), Quarter((start + length) % 96));

    private static readonly Gen<Case> AnyCase =
        from zone in Gen.Elements(Zones)
        from hours in Gen.NonEmptyListOf(AnyHours)
        from nearChange in Gen.Choose(0, 3)
        from day in Gen.Choose(0, 365 * 17)
        from minute in Gen.Choose(0, (24 * 60) - 1)
        from span in Gen.Choose(0, 60 * 24 * 9)
        from holidays in Gen.ArrayOf(Gen.Choose(-1, 8))
        select new Case(zone, [.. hours.Take(9)], Start(zone, day, minute, nearChange > 0), span, holidays);

    [Fact]
    public void WhenWorkingTimeIsSummed_ThenItIsWhatTheWallClockShowsMinuteByMinute() =>
        Check(it => it.Calendar.WorkingTimeBetween(it.From, it.To) == WallClock.Between(it.Calendar, it.From, it.To));

    [Fact]
    public void WhenWorkingTimeIsAdded_ThenTheDeadlineIsWhereTheWallClockHasShownIt() =>
        Check(it =>
        {
            var time = WallClock.Between(it.Calendar, it.From, it.To);
            return it.Calendar.AddWorkingTime(it.From, time) == WallClock.Add(it.Calendar, it.From, time);
        });

    [Fact]
    public void WhenAnInstantIsAskedAbout_ThenTheWallClockAnswers() =>
        Check(it => it.Calendar.IsWorkingTime(it.From) == WallClock.IsWorking(it.Calendar, it.From)
            && it.Calendar.IsWorkingTime(it.To) == WallClock.IsWorking(it.Calendar, it.To));

    [Fact]
    public void WhenASpanIsCutInTwo_ThenItsPartsAddUp() =>
        Check(it =>
        {
            var middle = it.From + ((it.To - it.From) / 3);
            return it.Calendar.WorkingTimeBetween(it.From, middle) + it.Calendar.WorkingTimeBetween(middle, it.To)
                == it.Calendar.WorkingTimeBetween(it.From, it.To);
        });

    private static void Check(Func<Case, bool> holds) =>
        Prop.ForAll(AnyCase.ToArbitrary(), holds).Check(Trials.Of(250));

    private static LocalTime Quarter(int quarters) => new(quarters / 4, quarters % 4 * 15);

    /// <summary>A minute of the years 2010 to 2026; near a clock change of the zone, if it has one and it is asked for.</summary>
    private static Instant Start(string zone, int day, int minute, bool nearChange)
    {
        var any = Instant.FromUtc(2010, 1, 1, 0, 0) + Duration.FromDays(day) + Duration.FromMinutes(minute);
        var span = DateTimeZoneProviders.Tzdb[zone].GetZoneInterval(any);
        return nearChange && span.HasEnd && span.End < Instant.FromUtc(2027, 1, 1, 0, 0)
            ? span.End - Duration.FromMinutes(minute + (day % 3 * 1440))
            : any;
    }

    private sealed record Case(string Zone, WorkingHours[] Hours, Instant From, int Minutes, int[] HolidayOffsets)
    {
        public Instant To => From + Duration.FromMinutes(Minutes);

        public WorkingCalendar Calendar { get; } = WorkingCalendar.Define(
            DateTimeZoneProviders.Tzdb[Zone],
            Hours,
            HolidayOffsets.Take(3).Select(days => From.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date.PlusDays(days))).Value;

        public override string ToString() =>
            $"{Zone}: {string.Join(", ", Hours)}; off {string.Join(", ", Calendar.Holidays)}; {From} to {To}";
    }
}
