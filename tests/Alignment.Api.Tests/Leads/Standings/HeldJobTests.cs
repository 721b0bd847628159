using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>A unit of work that takes longer than a lease, as on a machine that is busy.</summary>
public sealed class HeldJobTests
{
    [PostgresFact]
    public async Task WhenAUnitOfWorkOutlastsTheLease_ThenNoOtherHostTakesTheJobOn()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var clock = new FakeClock(Now);
        var (board, job) = await TakenAsync(store, clock);
        var other = new JobBoard(store, clock);
        await store.WriteAsync(async (context, cancel) =>
        {
            await board.HeldAsync(context, job.Id, cancel);
            clock.Now += 2 * Job.Lease;
            Assert.Null(await other.TakeOnAsync([JobKind.Reassessment], cancel));
        });

        Assert.NotNull(await other.TakeOnAsync([JobKind.Reassessment]));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAUnitOfWorkHoldsTheJob_ThenTheLeaseIsNotRenewedBesideIt(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        var (board, job) = await TakenAsync(store, clock);
        var run = new JobRun(board, job, clock);
        using (run.Holding())
        {
            clock.Now += Job.Lease / 2;
            await run.RenewIfDueAsync(default);
            Assert.Equal(Now + Job.Lease, await LeasedUntilAsync());
        }

        await run.RenewIfDueAsync(default); // letting go counts as a renewal
        Assert.Equal(Now + Job.Lease, await LeasedUntilAsync());
        clock.Now += Job.Lease / 3;
        await run.RenewIfDueAsync(default);
        Assert.Equal(clock.Now + Job.Lease, await LeasedUntilAsync());

        async Task<Instant?> LeasedUntilAsync() => (await board.FindAsync(job.Id))!.LeasedUntil;
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenKeepingALeaseIsCancelled_ThenItEndsCancelled(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        var (board, job) = await TakenAsync(store, clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new JobRun(board, job, clock).KeepAsync(new CancellationToken(canceled: true)));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAHostStoppedAJob_ThenTheSameHostTriesItAgainWhenTheLeaseHasRunOut(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        var (board, job) = await TakenAsync(store, clock);

        Assert.Null(await board.TakeOnAsync([JobKind.Reassessment]));
        clock.Now += Job.Lease + Duration.FromSeconds(1);
        Assert.Equal((job.Id, 2), await board.TakeOnAsync([JobKind.Reassessment]) is { } again ? (again.Id, again.Attempts) : default);
    }

    [Fact]
    public async Task WhenWhatIsGoneThroughAheadIsNotWanted_ThenItIsLeft()
    {
        var (given, left) = (0, false);
        await using (var ahead = new Ahead<int>(EndlessAsync(), 2, default))
        {
            await foreach (var item in ahead.Items)
                if (item == 5) break;
        }

        Assert.True(left);
        Assert.InRange(given, 5, 9);

        async IAsyncEnumerable<int> EndlessAsync()
        {
            try
            {
                while (true)
                {
                    await Task.Yield();
                    yield return ++given;
                }
            }
            finally
            {
                left = true;
            }
        }
    }

    [Fact]
    public async Task WhenWhatIsGoneThroughAheadFails_ThenWhoeverWantsItIsTold()
    {
        await using var ahead = new Ahead<int>(FailingAsync(), 2, default);
        var seen = new List<int>();
        await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var item in ahead.Items) seen.Add(item);
        });
        Assert.Equal([1], seen);

        static async IAsyncEnumerable<int> FailingAsync()
        {
            yield return 1;
            await Task.Yield();
            throw new InvalidOperationException();
        }
    }

    private static async Task<(JobBoard Board, Job Job)> TakenAsync(AlignmentStore store, FakeClock clock)
    {
        await CaptureAsync(store, "a", Now);
        await AgreeAsync(store, OneWebinar, Now);
        await Reassessment.AskIfDueAsync(store, Now, default);
        var board = new JobBoard(store, clock);
        return (board, (await board.TakeOnAsync([JobKind.Reassessment]))!);
    }
}
