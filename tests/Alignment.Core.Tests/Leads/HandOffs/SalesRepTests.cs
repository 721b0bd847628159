using Alignment.Core.Leads.HandOffs;
using NodaTime;

namespace Alignment.Core.Tests.Leads.HandOffs;

public sealed class SalesRepTests
{
    [Fact]
    public void WhenARepHasNoHoursOfTheirOwn_ThenTheTeamsCount()
    {
        var team = new TeamCalendar(WorkingHours.On(new(8, 0), new(12, 0), IsoDayOfWeek.Monday), [new LocalDate(2026, 4, 6)]);
        var ana = SalesRep.Define("ana", "Ana", "Europe/Lisbon").Value.CalendarWith(team);
        var bob = SalesRep.Define("bob", "Bob", "Europe/Lisbon", WorkingCalendar.OfficeHours, []).Value.CalendarWith(team);

        Assert.Equal(team.Hours, ana.Hours);
        Assert.Equal(team.Holidays, ana.Holidays);
        Assert.Equal(WorkingCalendar.OfficeHours, bob.Hours);
        Assert.Empty(bob.Holidays);
        Assert.Equal("Europe/Lisbon", ana.Zone.Id);
    }

    [Fact]
    public void WhenARepHasFaults_ThenEveryOneIsListed() => Assert.Equal(
        ["key", "name", "timeZone", "workingHours"],
        SalesRep.Define(" ", new('n', 201), "Lisbon", []).Refusals.Select(refusal => refusal.Path[0]));

    [Fact]
    public void WhenARepIsDefinedAgainTheSame_ThenNothingChanges()
    {
        var rep = SalesRep.Define(" ana ", "Ana", "Europe/Lisbon", WorkingCalendar.OfficeHours).Value;

        Assert.False(rep.Redefine("Ana", "Europe/Lisbon", WorkingCalendar.OfficeHours.Reverse()).Value);
        Assert.True(rep.Redefine("Ana", "Europe/Lisbon").Value);
        Assert.Equal(("ana", null), (rep.Key, rep.WorkingHours));
        Assert.False(rep.Redefine("Ana", "nowhere").Succeeded);
        Assert.Equal("Europe/Lisbon", rep.TimeZone.Id);
    }

    [Fact]
    public void WhenARepIsAway_ThenTheDateIsTheirs()
    {
        var rep = SalesRep.Define(
            "kai", "Kai", "Pacific/Auckland", absences: [new(new(2026, 3, 24), new(2026, 3, 24))], leftOn: new LocalDate(2026, 6, 1)).Value;

        Assert.True(rep.IsAway(Instant.FromUtc(2026, 3, 23, 12, 0)));
        Assert.False(rep.IsAway(Instant.FromUtc(2026, 3, 23, 10, 0)));
        Assert.False(rep.HasLeft(Instant.FromUtc(2026, 5, 31, 11, 59)));
        Assert.True(rep.HasLeft(Instant.FromUtc(2026, 5, 31, 12, 0)));
    }
}
