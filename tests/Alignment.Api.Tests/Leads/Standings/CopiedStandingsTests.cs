using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>PostgreSQL is sent rows in its own binary format, and sends them so.</summary>
public sealed class CopiedStandingsTests
{
    [PostgresFact]
    public async Task WhenStandingsAreCopied_ThenTheyAreThoseThatStatementsWrote()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var clock = new FakeClock(Now + Duration.FromTicks(7));
        await AgreeAsync(store, OneWebinar, Now);
        await ReassessmentTests.ReassessAsync(store, clock);
        var rows = new[] { null, "Zoë", "a persona whose key is longer than any text that is kept for the next" }.SelectMany(
            (persona, i) => new[] { new LeadRow($"a{i}") { PersonaKey = persona, CreatedAt = Now }, new LeadRow($"b{i}") { PersonaKey = persona, CreatedAt = Now } }).ToList();
        await store.WriteAsync((context, cancel) => LeadIntake.CaptureLeadsAsync(context, "crm", rows, null, clock.Now, LeadJournal.Unheard, cancel));
        await store.WriteAsync(async (context, cancel) =>
        {
            var leads = (await context.Leads.AsTracking().ToListAsync(cancel)).FindAll(lead => lead.ExternalId[0] == 'a');
            foreach (var lead in leads) context.AddRange(Webinars(lead, Now, 1, 2));
            await StandingsUpdate.RefreshAsync(context, [.. leads.Select(lead => lead.Id)], clock.Now, cancel);
        });
        var stated = await StandingsAsync(store);
        await Reassessment.AskAsync(store, clock.Now, default);
        await ReassessmentTests.ReassessAsync(store, clock);
        var copied = await StandingsAsync(store);

        Assert.Equal(3, stated.Count(standing => standing.NextChangeAt is not null));
        Assert.Equal(stated.Select(standing => standing.Columns), copied.Select(standing => standing.Columns));
        Assert.All(stated.Zip(copied), pair => Assert.NotEqual(pair.First.Written, pair.Second.Written));
    }

    [Fact]
    public void WhenInstantsAreSentAndReadBack_ThenTheyAreTheSameMicroseconds_AndTheInfiniteOnesAreNpgsqls()
    {
        Instant[] instants = [Now, Now - Duration.FromDays(40_000), Instant.FromUtc(2000, 1, 1, 0, 0), Instant.FromUtc(1, 1, 1, 0, 0, 1)];
        Assert.All(instants, at => Assert.Equal(at, PostgresBinary.At(PostgresBinary.Microseconds(at))));
        Assert.Equal(DateTime.MinValue, PostgresBinary.At(long.MinValue).ToDateTimeUtc());
        Assert.Equal(DateTime.MaxValue, PostgresBinary.At(long.MaxValue).ToDateTimeUtc());
        Assert.Equal((long.MinValue, long.MaxValue), (PostgresBinary.Microseconds(PostgresBinary.At(long.MinValue)), PostgresBinary.Microseconds(PostgresBinary.At(long.MaxValue))));
        Assert.Equal(-1, PostgresBinary.Microseconds(Instant.FromUtc(2000, 1, 1, 0, 0) - Duration.FromTicks(17)));
    }

    // With which row it is: one that is copied anew is another.
    private static async Task<List<(string Columns, Instant? NextChangeAt, string Written)>> StandingsAsync(AlignmentStore store)
    {
        await using var reading = store.CreateDbContext();
        var written = await reading.Database.SqlQuery<string>($"SELECT ctid::text AS \"Value\" FROM lead_standings ORDER BY lead_id").ToListAsync();
        var standings = await reading.LeadStandings.OrderBy(standing => standing.LeadId).ToListAsync();
        return [.. standings.Zip(written, (one, row) => (
            $"{one.LeadId} {one.DefinitionId} {one.Decision} {one.Total} {one.Fit} {one.Interest} {one.StageKey} {one.AssessedAt.ToUnixTimeTicks()} {one.NextChangeAt?.ToUnixTimeTicks()} {one.PersonaKey} {one.Status} {one.RepKey}",
            one.NextChangeAt,
            row))];
    }
}
