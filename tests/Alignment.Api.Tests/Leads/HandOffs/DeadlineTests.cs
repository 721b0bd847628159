using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.HandOffs;
using Alignment.Testing;
using NodaTime;
using static Alignment.Api.Tests.Leads.HandOffs.HandOffFixture;

namespace Alignment.Api.Tests.Leads.HandOffs;

public sealed class DeadlineTests
{
    [Theory, EveryStorage]
    public async Task WhenAnOfferIsNotAnswered_ThenItIsEscalatedLapsesAndCanBeOfferedAgain(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var id = await team.CaptureAsync();
        var handOff = (await team.Desk.OfferAsync(id, "ana", null, Mia)).Value;
        using var timer = team.Timer();

        Assert.Equal(team.Now + Duration.FromMinutes(90), await team.Deadlines.NextAsync());
        Assert.Equal(0, await timer.MeetAllAsync(default));
        team.Clock.Move(Duration.FromMinutes(90));
        Assert.Equal(1, await timer.MeetAllAsync(default));
        Assert.Equal(team.Now, (await team.HandOffAsync(handOff)).EscalatedAt);
        team.Clock.Move(Duration.FromMinutes(30));
        Assert.Equal(1, await timer.MeetAllAsync(default));
        Assert.Equal(0, await timer.MeetAllAsync(default));
        Assert.Null(await team.Deadlines.NextAsync());

        Assert.Equal((HandOffState.Lapsed, team.Now), ((await team.HandOffAsync(handOff)).State, (await team.HandOffAsync(handOff)).EndedAt));
        Assert.Equal(
            [LeadHistoryKind.Escalated, LeadHistoryKind.Lapsed, LeadHistoryKind.Qualified],
            (await team.HistoryAsync(id)).TakeLast(3).Select(entry => entry.Kind));
        Assert.True((await team.Desk.OfferAsync(id, "bob", null, Mia)).Succeeded);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenManyHostsWakeAtOnce_ThenEachLeadLapsesOnce(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        var ids = new List<LeadId>();
        for (var number = 0; number < 30; number++)
        {
            ids.Add(await team.CaptureAsync());
            await team.Desk.OfferAsync(ids[^1], "ana", null, Mia);
        }

        // Several hosts on one PostgreSQL database; on SQLite, several timers in the one process that may open the file.
        List<HandOffFixture> others = kind == StorageKind.Postgres ? [await team.AnotherHostAsync(), await team.AnotherHostAsync()] : [];
        team.Clock.Move(Duration.FromHours(3));
        var timers = others.Append(team).Append(team).Select(host => host.Timer()).ToList();
        var met = await Task.WhenAll(timers.Select(timer => Task.Run(() => timer.MeetAllAsync(default))));
        await timers[0].MeetAllAsync(default);

        Assert.Equal(ids.Count, met.Sum());
        foreach (var id in ids)
            Assert.Single(await team.HistoryAsync(id), entry => entry.Kind == LeadHistoryKind.Lapsed);
        timers.ForEach(timer => timer.Dispose());
        foreach (var host in others) await host.DisposeAsync();
    }

    [Theory, EveryStorage]
    public async Task WhenTheRepAnswersAsTheDeadlinePasses_ThenOneOfBothHappens(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        for (var round = 0; round < 10; round++)
        {
            var id = await team.CaptureAsync();
            var handOff = (await team.Desk.OfferAsync(id, "ana", null, Mia)).Value;
            team.Clock.Move(Duration.FromHours(2) - Duration.FromTicks(1) * 10);
            var lapse = Task.Run(() => team.Deadlines.MeetAsync(handOff, team.Now + Duration.FromSeconds(1)));
            var accept = Task.Run(() => team.Desk.AcceptAsync(handOff, "ana", Mia));
            var lapsed = await lapse is HandOffDeadlineKind.LapseUnanswered;

            Assert.NotEqual(lapsed, (await accept).Succeeded);
            Assert.Equal(lapsed ? HandOffState.Lapsed : HandOffState.Accepted, (await team.HandOffAsync(handOff)).State);
        }
    }

    [Theory, EveryStorage]
    public async Task WhenTheTimerRuns_ThenItWakesForWhatIsOfferedMeanwhile(StorageKind kind)
    {
        await using var team = await OpenAsync(kind);
        using var timer = team.Timer();
        await timer.StartAsync(default);
        var id = await team.CaptureAsync();
        await team.Desk.OfferAsync(id, "ana", null, Mia);
        team.Clock.Move(Duration.FromHours(2));
        team.Store.Signals.Raise(StoreTopics.Deadlines);
        await Eventually.UntilAsync(async () => (await team.LeadAsync(id)).HandOff is null);
        await timer.StopAsync(default);
    }
}
