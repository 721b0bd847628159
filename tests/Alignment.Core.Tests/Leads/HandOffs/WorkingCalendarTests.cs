using Alignment.Core.Leads.HandOffs;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Core.Tests.Leads.HandOffs;

public sealed class WorkingCalendarTests
{
    private static readonly IsoDayOfWeek[] Weekdays =
        [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    private static readonly IsoDayOfWeek[] EveryDay = [.. Weekdays, IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday];

    /// <summary>GitLab's published rule: two business hours to respond, in the rep's own working hours and zone.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-20T14:00", "2026-03-20T16:00")] // a Friday with time enough
    [InlineData("Europe/Berlin", "2026-03-20T16:00", "2026-03-23T10:00")] // one hour on Friday, one on Monday
    [InlineData("Europe/Berlin", "2026-03-21T14:00", "2026-03-23T11:00")] // Saturday: Monday at nine plus two
    [InlineData("Europe/Berlin", "2026-03-27T16:30", "2026-03-30T10:30")] // over the weekend on which the clocks go forward
    [InlineData("America/New_York", "2026-03-20T08:00", "2026-03-20T11:00")] // before the day begins
    [InlineData("Asia/Kathmandu", "2026-03-20T16:59", "2026-03-23T10:59")] // five and three quarter hours ahead of UTC
    public void WhenARepHasTwoBusinessHours_ThenTheyAreCountedOnTheRepsOwnClock(string zone, string offered, string respondBy)
    {
        var calendar = Office(zone);

        Assert.Equal(At(calendar, respondBy), calendar.AddWorkingTime(At(calendar, offered), Duration.FromHours(2)));
    }

    [Fact]
    public void WhenTheLeadGoesToANewOwner_ThenTheClockIsTheNewOwners()
    {
        var (lisbon, sydney) = (Office("Europe/Lisbon"), Office("Australia/Sydney"));
        var friday = At(lisbon, "2026-03-20T16:00");

        Assert.Equal(At(lisbon, "2026-03-23T10:00"), lisbon.AddWorkingTime(friday, Duration.FromHours(2)));
        Assert.Equal(At(sydney, "2026-03-23T11:00"), sydney.AddWorkingTime(friday, Duration.FromHours(2)));
    }

    [Fact]
    public void WhenALunchBreakLiesBetween_ThenItDoesNotCount()
    {
        var calendar = Define("UTC", [
            .. WorkingHours.On(new(9, 0), new(12, 30), Weekdays),
            .. WorkingHours.On(new(13, 15), new(17, 0), Weekdays)]);

        Assert.Equal(At(calendar, "2026-03-20T13:45"), calendar.AddWorkingTime(At(calendar, "2026-03-20T12:00"), Duration.FromHours(1)));
        Assert.Equal(At(calendar, "2026-03-20T12:30"), calendar.AddWorkingTime(At(calendar, "2026-03-20T12:00"), Duration.FromMinutes(30)));
    }

    [Fact]
    public void WhenADayIsAHoliday_ThenTheDeadlineMovesPastIt()
    {
        var calendar = Define("Europe/Paris", WorkingCalendar.OfficeHours, new LocalDate(2026, 4, 6));

        Assert.Equal(At(calendar, "2026-04-07T10:00"), calendar.AddWorkingTime(At(calendar, "2026-04-03T16:00"), Duration.FromHours(2)));
    }

    [Fact]
    public void WhenTheClockSkipsAnHour_ThenTheHourGivesNoWorkingTime()
    {
        var night = Define("Europe/Berlin", WorkingHours.On(new(0, 0), new(6, 0), EveryDay));

        // Sunday 29 March 2026: from 02:00 to 03:00 there is no time.
        Assert.Equal(Duration.FromHours(5), night.WorkingTimeBetween(At(night, "2026-03-29T00:00"), At(night, "2026-03-29T06:00")));
        Assert.Equal(At(night, "2026-03-29T04:30"), night.AddWorkingTime(At(night, "2026-03-29T01:00"), Duration.FromMinutes(150)));
    }

    [Fact]
    public void WhenTheClockRepeatsAnHour_ThenBothCount()
    {
        var night = Define("Europe/Berlin", WorkingHours.On(new(0, 0), new(6, 0), EveryDay));

        // Sunday 25 October 2026: 02:00 to 03:00 comes twice.
        Assert.Equal(Duration.FromHours(7), night.WorkingTimeBetween(At(night, "2026-10-25T00:00"), At(night, "2026-10-25T06:00")));
    }

    [Fact]
    public void WhenAZoneSkipsAWholeDate_ThenTheDateGivesNoWorkingTime()
    {
        var apia = Office("Pacific/Apia"); // there was no Friday 30 December 2011

        Assert.Equal(At(apia, "2012-01-02T10:00"), apia.AddWorkingTime(At(apia, "2011-12-29T16:00"), Duration.FromHours(2)));
    }

    [Fact]
    public void WhenAShiftEndsAtMidnightOrGoesPastIt_ThenItRunsOn()
    {
        var toMidnight = Define("UTC", WorkingHours.On(new(22, 0), LocalTime.Midnight, IsoDayOfWeek.Monday));
        var overnight = Define("UTC", WorkingHours.On(new(22, 0), new(2, 0), IsoDayOfWeek.Sunday));
        var always = Define("UTC", WorkingHours.On(LocalTime.Midnight, LocalTime.Midnight, EveryDay));

        Assert.Equal(At(toMidnight, "2026-03-24T00:00"), toMidnight.AddWorkingTime(At(toMidnight, "2026-03-23T23:00"), Duration.FromHours(1)));
        Assert.Equal(At(overnight, "2026-03-23T01:00"), overnight.AddWorkingTime(At(overnight, "2026-03-22T23:00"), Duration.FromHours(2)));
        Assert.Equal(Duration.FromDays(9), always.WorkingTimeBetween(At(always, "2026-03-20T03:00"), At(always, "2026-03-29T03:00")));
    }

    [Fact]
    public void WhenAShiftGoesPastMidnightIntoAHoliday_ThenItStopsAtMidnight()
    {
        var calendar = Define("UTC", WorkingHours.On(new(22, 0), new(6, 0), EveryDay), new LocalDate(2026, 3, 24));

        Assert.Equal(Duration.FromHours(2 + 6 + 2), calendar.WorkingTimeBetween(At(calendar, "2026-03-23T12:00"), At(calendar, "2026-03-26T00:00")));
    }

    [Fact]
    public void WhenHoursOverlap_ThenTheyCountOnce()
    {
        var calendar = Define("UTC", [
            .. WorkingHours.On(new(9, 0), new(13, 0), Weekdays),
            .. WorkingHours.On(new(12, 0), new(17, 0), Weekdays)]);

        Assert.Equal(Duration.FromHours(8), calendar.WorkingTimeBetween(At(calendar, "2026-03-20T00:00"), At(calendar, "2026-03-21T00:00")));
    }

    [Fact]
    public void WhenACalendarHasNoWorkingTime_ThenItIsRefused()
    {
        var refusal = Assert.Single(WorkingCalendar.Define(DateTimeZone.Utc, []).Refusals);

        Assert.Equal(RefusalCode.Validation, refusal.Code);
    }

    [Fact]
    public void WhenStartAndEndAreTheSame_ThenThereAreNoSuchHours() =>
        Assert.Throws<ArgumentException>(() => new WorkingHours(IsoDayOfWeek.Monday, new(9, 0), new(9, 0)));

    [Fact]
    public void WhenHolidaysCoverEverythingAhead_ThenThereIsNoDeadlineAndNoEndlessSearch()
    {
        var start = new LocalDate(2026, 1, 1);
        var calendar = WorkingCalendar.Define(
            DateTimeZone.Utc, WorkingCalendar.OfficeHours, Enumerable.Range(0, 3700).Select(start.PlusDays)).Value;

        Assert.Null(calendar.AddWorkingTime(Instant.FromUtc(2026, 1, 2, 0, 0), Duration.FromHours(2)));
        Assert.Equal(Duration.Zero, calendar.WorkingTimeBetween(Instant.FromUtc(2026, 1, 2, 0, 0), Instant.FromUtc(2036, 1, 1, 0, 0)));
    }

    [Fact]
    public void WhenNoTimeIsAdded_ThenNothingMoves()
    {
        var calendar = Office("UTC");
        var saturday = At(calendar, "2026-03-21T14:00");

        Assert.Equal(saturday, calendar.AddWorkingTime(saturday, Duration.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => calendar.AddWorkingTime(saturday, Duration.FromHours(-1)));
    }

    [Fact]
    public void WhenALongTimeIsAdded_ThenItTakesNoLongerThanTheDaysItPasses()
    {
        var calendar = Office("Europe/Berlin");
        var start = At(calendar, "2026-03-20T14:00");
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var round = 0; round < 100; round++)
            calendar.AddWorkingTime(start, Duration.FromHours(8 * 90));

        // 90 working days, a hundred times over: far under a millisecond each. Counting seconds would take minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{watch.Elapsed}");
    }

    private static WorkingCalendar Office(string zone) => Define(zone, WorkingCalendar.OfficeHours);

    private static WorkingCalendar Define(string zone, IEnumerable<WorkingHours> hours, params LocalDate[] holidays) =>
        WorkingCalendar.Define(DateTimeZoneProviders.Tzdb[zone], hours, holidays).Value;

    private static Instant At(WorkingCalendar calendar, string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value.InZoneStrictly(calendar.Zone).ToInstant();
}
