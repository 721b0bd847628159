using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

public sealed class ReassessmentTests
{
    private const int Stretch = 50;

    [Theory, EveryStorage]
    public async Task WhenANewVersionIsAgreed_ThenEveryoneIsLookedAtAnewAndFollows(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        await AgreeAsync(store, OneWebinar, Now);
        await ReassessAsync(store, clock);
        var recent = await CaptureAsync(store, "recent", Now, 1);
        var older = await CaptureAsync(store, "older", Now, 40, 41);
        var never = await CaptureAsync(store, "never", Now);

        clock.Now += Duration.FromHours(1);
        var second = await AgreeAsync(store, TwoWebinars, clock.Now);
        Assert.Equal(Decision.HandOff, (await StandingAsync(store, recent)).Decision); // the old answer until it is done
        Assert.True(await ReassessAsync(store, clock));

        Assert.Equal(
            [(Decision.Nurture, LeadStatus.Nurturing, 20.0), (Decision.HandOff, LeadStatus.Qualified, 40.0), (Decision.Nurture, LeadStatus.Nurturing, 0.0)],
            new[] { await StandingAsync(store, recent), await StandingAsync(store, older), await StandingAsync(store, never) }
                .Select(standing => (standing.Decision!.Value, standing.Status, standing.Total)));
        Assert.All([recent, older, never], id => Assert.Equal(second, StandingAsync(store, id).Result.DefinitionId));
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Qualified, LeadHistoryKind.FellBack], await HistoryAsync(store, recent));
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Qualified], await HistoryAsync(store, older));
        Assert.False(await Reassessment.AskIfDueAsync(store, clock.Now, default));
    }

    [Theory, EveryStorage]
    public async Task WhenLeadsFillManyStretches_ThenProgressIsSeenAndEachIsLookedAtOnce(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        var number = (2 * Stretch) + 7;
        await FillAsync(store, number);
        await AgreeAsync(store, OneWebinar, Now);
        await ReassessAsync(store, clock);

        await using var reading = store.CreateDbContext();
        var job = (await JobBoard.LatestAsync(reading, JobKind.Reassessment))!;
        Assert.Equal((JobState.Done, (long)number, (long?)number), (job.State, job.Done, job.Total));
        Assert.Equal(number, await reading.LeadStandings.CountAsync());
        Assert.Equal(number / 2, await reading.Leads.CountAsync(lead => lead.Status == LeadStatus.Qualified));
        Assert.Equal(number / 2, await reading.LeadHistory.CountAsync(entry => entry.Kind == LeadHistoryKind.Qualified));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenOthersGetInTheWay_ThenLessIsTakenAtOnceUntilNobodyDoes(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        await FillAsync(store, (2 * Stretch) + 10);
        await AgreeAsync(store, OneWebinar, Now);
        await Reassessment.AskIfDueAsync(store, Now, default);
        var board = new JobBoard(store, clock);
        var taken = (await board.TakeOnAsync([JobKind.Reassessment]))!;
        var crowded = new StartOver(store, times: 2);
        await new Reassessment(crowded, board, clock) { Stretch = Stretch }.RunAsync(new JobRun(board, taken, clock), default);

        Assert.Equal([12, 12, 24, 48, 14], crowded.Done);
        await using var reading = store.CreateDbContext();
        Assert.Equal(110, await reading.LeadStandings.CountAsync());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAHostDropsOut_ThenTheNextGoesOnWhereItStopped(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        await FillAsync(store, Stretch + 10);
        await AgreeAsync(store, OneWebinar, Now);
        await Reassessment.AskIfDueAsync(store, Now, default);
        var first = new JobBoard(store, clock);
        var taken = (await first.TakeOnAsync([JobKind.Reassessment]))!;
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Reassessment(new StopAfter(store, 1, stop), first, clock) { Stretch = Stretch }.RunAsync(new JobRun(first, taken, clock), stop.Token));
        await using (var reading = store.CreateDbContext())
            Assert.Equal(Stretch, (await reading.Jobs.SingleAsync()).Done);

        var second = new JobBoard(store, clock);
        if (kind == StorageKind.Postgres) Assert.Null(await second.TakeOnAsync([JobKind.Reassessment])); // its lease runs on
        clock.Now += Job.Lease + Duration.FromSeconds(1);
        var again = (await second.TakeOnAsync([JobKind.Reassessment]))!;
        await new Reassessment(store, second, clock) { Stretch = Stretch }.RunAsync(new JobRun(second, again, clock), default);
        await Assert.ThrowsAsync<JobLostException>(() => new Reassessment(store, first, clock) { Stretch = Stretch }.RunAsync(new JobRun(first, taken, clock), default));

        await using var last = store.CreateDbContext();
        Assert.Equal(Stretch, await last.LeadStandings.CountAsync(standing => standing.AssessedAt == Now));
        Assert.Equal(10, await last.LeadStandings.CountAsync(standing => standing.AssessedAt == clock.Now));
    }

    [Theory, EveryStorage]
    public async Task WhenAnotherVersionIsAgreedMeanwhile_ThenTheRunIsAbandonedForTheNext(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        await CaptureAsync(store, "a", Now, 1);
        await AgreeAsync(store, OneWebinar, Now);
        await Reassessment.AskIfDueAsync(store, Now, default);
        var board = new JobBoard(store, clock);
        var taken = (await board.TakeOnAsync([JobKind.Reassessment]))!;
        var second = await AgreeAsync(store, TwoWebinars, Now);
        await Assert.ThrowsAsync<JobLostException>(() => new Reassessment(store, board, clock) { Stretch = Stretch }.RunAsync(new JobRun(board, taken, clock), default));

        Assert.Equal(JobState.Abandoned, (await board.FindAsync(taken.Id))!.State);
        Assert.True(await ReassessAsync(store, clock));
        Assert.Equal(second, (await StandingAsync(store, (await OnlyLeadAsync(store)).Id)).DefinitionId);
    }

    [Theory, EveryStorage]
    public async Task WhenAReassessmentWasGivenUp_ThenItIsTriedAnewAfterAWhile(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        await CaptureAsync(store, "a", Now, 1);
        await AgreeAsync(store, OneWebinar, Now);
        var board = new JobBoard(store, clock);
        await Reassessment.AskIfDueAsync(store, Now, default);
        var taken = (await board.TakeOnAsync([JobKind.Reassessment]))!;
        await board.ChangeAsync(taken.Id, job => job.Fail("no space left", Now));
        Assert.False(await Reassessment.AskIfDueAsync(store, Now + Duration.FromMinutes(9), default));
        clock.Now += Duration.FromMinutes(11);
        Assert.True(await ReassessAsync(store, clock));
        Assert.Equal(Decision.HandOff, (await StandingAsync(store, (await OnlyLeadAsync(store)).Id)).Decision);
    }

    [Theory, EveryStorage]
    public async Task WhenADraftIsWeighed_ThenItSaysWhomItWouldGainAndLose(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        await AgreeAsync(store, OneWebinar, Now);
        await CaptureAsync(store, "drops", Now, 1);
        await CaptureAsync(store, "stays", Now, 1, 2);
        await CaptureAsync(store, "gained 1", Now, 40, 41);
        await CaptureAsync(store, "gained 2", Now, 50, 51);
        await CaptureAsync(store, "never", Now);
        var impact = await DraftImpact.OfAsync(store, LeadDefinition.Parse(TwoWebinars).Value, Now);
        Assert.Equal(new DraftImpact(Now, Leads: 5, MeetNow: 2, WouldMeet: 3, NewlyQualify: 2, Drop: 1, NewlyExcluded: 0, WithSalesDropped: 0), impact);
    }

    /// <summary>Asks for a re-assessment if one is due, and does what was asked for.</summary>
    internal static async Task<bool> ReassessAsync(AlignmentStore store, IClock clock, int stretch = Stretch)
    {
        var asked = await Reassessment.AskIfDueAsync(store, clock.GetCurrentInstant(), default);
        var board = new JobBoard(store, clock);
        using var worker = new JobWorker(board, [new Reassessment(store, board, clock) { Stretch = stretch }], clock, NullLogger<JobWorker>.Instance);
        while (await worker.WorkOnceAsync([JobKind.Reassessment], default))
        {
        }

        return asked;
    }

    /// <summary>Leads of which every second was at a webinar, without standings.</summary>
    internal static Task FillAsync(AlignmentStore store, int number) => store.WriteAsync(async (context, cancel) =>
    {
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = 0; i < number; i++)
        {
            var lead = Capture($"{i}", Now);
            if (i % 2 == 1) context.AddRange(Webinars(lead, Now, 1));
            context.Add(lead);
            context.AddRange(lead.DrainHistory());
        }

        await context.SaveChangesAsync(cancel);
    });

    private static async Task<Lead> OnlyLeadAsync(AlignmentStore store)
    {
        await using var reading = store.CreateDbContext();
        return await reading.Leads.SingleAsync();
    }

    /// <summary>Has the first unit of work start over some times, as others do who write the same rows.</summary>
    private sealed class StartOver(AlignmentStore inner, int times) : AroundStore(inner)
    {
        /// <summary>How many leads each unit of work did.</summary>
        public List<int> Done { get; } = [];

        public override async Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default)
        {
            while (times-- > 0)
            {
                await Assert.ThrowsAsync<TimeoutException>(() => base.WriteAsync<T>(
                    async (context, token) =>
                    {
                        await work(context, token);
                        throw new TimeoutException();
                    },
                    cancel));
            }

            var done = await base.WriteAsync(work, cancel);
            if (done is int leads) Done.Add(leads);
            return done;
        }
    }

    /// <summary>Stops after some units of work, as a host does that is told to.</summary>
    private sealed class StopAfter(AlignmentStore inner, int units, CancellationTokenSource stop) : AroundStore(inner)
    {
        private int left = units;

        public override async Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default)
        {
            var result = await base.WriteAsync(work, cancel);
            if (--left == 0) await stop.CancelAsync();
            return result;
        }
    }
}
