using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

public sealed class DueReviewTests
{
    [Theory, EveryStorage]
    public async Task WhenTheInstantOfALeadHasCome_ThenItIsLookedAtAndNoOtherIs(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await AgreeAsync(store, OneWebinar, Now);
        var due = await CaptureAsync(store, "due", Now, 29);
        var later = await CaptureAsync(store, "later", Now, 3);
        await CaptureAsync(store, "never", Now);
        Assert.Equal(Now + Duration.FromDays(1), await DueReview.NextAsync(store, default));

        var clock = new FakeClock(Now + Duration.FromDays(1) - Duration.FromSeconds(1));
        using var signal = new ReviewSignal();
        var board = new JobBoard(store, clock);
        using var reviewer = new StandingsReviewer(store, signal, board, clock, NullLogger<StandingsReviewer>.Instance);
        Assert.Equal(Duration.FromSeconds(1), await reviewer.LookAsync(default));
        Assert.Equal(Decision.HandOff, (await StandingAsync(store, due)).Decision);

        clock.Now += Duration.FromSeconds(1);
        await reviewer.LookAsync(default);
        Assert.Equal((Decision.Nurture, clock.Now), ((await StandingAsync(store, due)).Decision, (await StandingAsync(store, due)).AssessedAt));
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Qualified, LeadHistoryKind.FellBack], await HistoryAsync(store, due));
        Assert.Equal(Now, (await StandingAsync(store, later)).AssessedAt);
    }

    [Theory, EveryStorage]
    public async Task WhenTheReviewerRuns_ThenALeadChangesByItselfWithNobodySavingAnything(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var now = SystemClock.Instance.GetCurrentInstant();
        await AgreeAsync(store, OneWebinar, now);
        var lead = Capture("a", now);
        await store.WriteAsync(async (context, cancel) =>
        {
            context.Add(lead);
            context.AddRange(lead.DrainHistory());
            context.Add(new LoggedEngagement(lead.Id, new Engagement(now - Duration.FromDays(30) + Duration.FromSeconds(2), "webinar", lead.ExtendLog(1))));
            await StandingsUpdate.RefreshAsync(context, [lead.Id], now, cancel);
        });
        Assert.Equal(LeadStatus.Qualified, lead.Status);

        await using var host = AlignmentHost.Build(store, builder => builder.WebHost.UseSetting("urls", "http://127.0.0.1:0"));
        await host.StartAsync();
        await Eventually.UntilAsync(async () => (await LeadAsync(store, lead.Id)).Status == LeadStatus.Nurturing);
        await host.StopAsync();
    }

    [PostgresFact]
    public async Task WhenManyHostsReviewAtOnce_ThenEachLeadIsLookedAtOnce()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        await AgreeAsync(store, OneWebinar, Now);
        var leads = Enumerable.Range(0, 3000).Select(number => Capture($"{number}", Now)).ToList();
        await store.WriteAsync(async (context, cancel) =>
        {
            context.AddRange(leads);
            foreach (var lead in leads) context.AddRange(Webinars(lead, Now, 29));
            context.AddRange(leads.SelectMany(lead => lead.DrainHistory()));
            await StandingsUpdate.RefreshAsync(context, [.. leads.Select(lead => lead.Id)], Now, cancel);
        });

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => await AlignmentStore.ConnectAsync(store.Settings)));
        var reviewed = await Task.WhenAll(hosts.Select(host => Task.Run(async () =>
        {
            var (all, now) = (0, Now + Duration.FromDays(1));
            while (await DueReview.ReviewAsync(host, null, now, default) is > 0 and var count) all += count;
            return all;
        })));
        foreach (var host in hosts) await host.DisposeAsync();

        // A host that finds the rest locked stops; what it was told is each lead once, whoever looked.
        Assert.Equal(leads.Count, reviewed.Sum());
        await using var reading = store.CreateDbContext();
        Assert.Equal(leads.Count, await reading.LeadHistory.CountAsync(entry => entry.Kind == LeadHistoryKind.FellBack));
        Assert.Equal(leads.Count, await reading.LeadStandings.CountAsync(standing => standing.Decision == Decision.Nurture && standing.Status == LeadStatus.Nurturing));
    }
}
