using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Leads;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Tests.Data;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static Alignment.Api.Tests.Leads.Standings.Agreed;
using static Alignment.Api.Tests.Leads.Standings.ReassessmentTests;

namespace Alignment.Api.Tests.Leads.Standings;

/// <summary>A re-assessment on PostgreSQL while others write of the same leads.</summary>
public sealed class BesideWritersTests
{
    private const int Stretch = 50;

    [PostgresFact]
    public async Task WhenALeadChangesDuringItsStretch_ThenTheNewerAnswerStays()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var clock = new FakeClock(Now);
        await AgreeAsync(store, OneWebinar, Now);
        var id = await CaptureAsync(store, "a", Now);
        var interloper = new WriteBetween(store, async () =>
        {
            await store.WriteAsync(async (context, cancel) =>
            {
                var lead = await context.Leads.SingleAsync(cancel);
                context.AddRange(Webinars(lead, Now, 1));
                await StandingsUpdate.RefreshAsync(context, [id], Now, cancel);
            });
        });
        await Reassessment.AskIfDueAsync(store, Now, default);
        var board = new JobBoard(store, clock);
        var taken = (await board.TakeOnAsync([JobKind.Reassessment]))!;
        await new Reassessment(interloper, board, clock) { Stretch = Stretch }.RunAsync(new JobRun(board, taken, clock), default);

        Assert.Equal((Decision.HandOff, LeadStatus.Qualified), ((await StandingAsync(store, id)).Decision, (await LeadAsync(store, id)).Status));
        Assert.Equal([LeadHistoryKind.Captured, LeadHistoryKind.Qualified], await HistoryAsync(store, id));
    }

    [PostgresFact]
    public async Task WhenSomeoneStillJudgesByTheOldAgreement_ThenTheirAnswerIsNotTheLast()
    {
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var clock = new FakeClock(Now);
        await AgreeAsync(store, OneWebinar, Now);
        await ReassessAsync(store, clock);
        var id = await CaptureAsync(store, "a", Now, 1);
        var (read, write) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = store.WriteAsync(async (context, cancel) =>
        {
            var agreement = await AgreementInForce.ReadAsync(context, cancel);
            read.SetResult();
            await write.Task;
            var facts = (await LeadFactsReader.ReadAsync(context, [id], cancel))[id];
            await StandingsUpdate.StoreAsync(context, agreement, [StandingJudgement.Of(agreement, new LeadBrief(id, LeadStatus.Qualified, null, null), facts, Now)], Now, cancel);
        });
        await read.Task;
        var second = await AgreeAsync(store, TwoWebinars, Now);
        var anew = ReassessAsync(store, clock);
        await Task.WhenAny(anew, Task.Delay(1000));
        write.SetResult();
        await Task.WhenAll(slow, anew);

        var standing = await StandingAsync(store, id);
        Assert.Equal((second, Decision.Nurture, LeadStatus.Nurturing), (standing.DefinitionId!.Value, standing.Decision!.Value, standing.Status));
    }

    [PostgresFact]
    public async Task WhenLeadsAreCapturedWhileAStretchMovesThem_ThenBothFinishAndNobodyWaitsInACircle()
    {
        const int Leads = 60;
        const int Rounds = 24;
        await using var store = await TestStore.OpenAsync(StorageKind.Postgres);
        var clock = new FakeClock(Now);
        await FillAsync(store, Leads);
        await AgreeAsync(store, OneWebinar, Now);
        await ReassessAsync(store, clock);
        var (dice, written) = (new Random(3), new int[Leads]);
        for (var round = 1; round <= Rounds; round++)
        {
            // Each time, half of the leads move.
            await AgreeAsync(store, round % 2 == 0 ? OneWebinar : TwoWebinars, Now);
            var order = Enumerable.Range(0, Leads).OrderBy(lead => round % 4 < 2 ? lead : -lead).Chunk(Leads / 3).ToList();
            var pauses = order.ConvertAll(_ => dice.Next(12));
            var captures = order.Select((leads, place) => Task.Run(async () =>
            {
                await Task.Delay(pauses[place]);
                await store.WriteAsync(async (context, cancel) =>
                {
                    // What an import does, with time in between: leads first, then how they stand.
                    var rows = leads.Select(lead => new LeadRow($"{lead}") { Attributes = [new("round", AttributeValue.Number(round))] }).ToList();
                    var results = await new LeadCapture(context, "crm", Actor.Source("crm"), Now).TakeAsync(rows, cancel);
                    await Task.Delay(pauses[place], cancel);
                    await StandingsUpdate.RefreshAsync(context, [.. results.Select(result => result.LeadId!.Value)], Now, cancel);
                });
                foreach (var lead in leads) written[lead] = round;
            })).ToList();
            await Task.WhenAll([.. captures, ReassessAsync(store, clock, stretch: 25)]);
        }

        Assert.All(written, round => Assert.Equal(Rounds, round));
        await using var reading = store.CreateDbContext();
        var agreement = await AgreementInForce.ReadAsync(reading);
        var leads = await reading.Leads.ToListAsync();
        var standings = await reading.LeadStandings.ToDictionaryAsync(standing => standing.LeadId);
        var history = (await reading.LeadHistory.ToListAsync()).ToLookup(entry => entry.LeadId);
        Assert.All(leads, lead =>
        {
            var meets = int.Parse(lead.ExternalId) % 2 == 1;
            Assert.Equal(AttributeValue.Number(Rounds), lead.Attributes["round"]);
            Assert.Equal((agreement.Id, meets ? LeadStatus.Qualified : LeadStatus.Nurturing), (standings[lead.Id].DefinitionId, standings[lead.Id].Status));
            Assert.Equal(lead.Status, standings[lead.Id].Status);
            Assert.Equal(Enumerable.Range(1, lead.Version), history[lead.Id].Select(entry => entry.Sequence).Order());
            Assert.Equal(meets ? Rounds / 2 : 0, history[lead.Id].Count(entry => entry.Kind == LeadHistoryKind.FellBack));
        });
        Assert.Equal(0, await DeadlocksAsync(store));
    }

    // The server tells within a second of a transaction's end.
    private static async Task<long> DeadlocksAsync(AlignmentStore store)
    {
        await Task.Delay(1500);
        await using var connection = new NpgsqlConnection(store.Settings.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Lets somebody else write, once, after a unit of work has read and before it commits.</summary>
    private sealed class WriteBetween(AlignmentStore inner, Func<Task> interloper) : AroundStore(inner)
    {
        private bool done;

        public override Task<T> WriteAsync<T>(Func<AlignmentContext, CancellationToken, Task<T>> work, CancellationToken cancel = default) => base.WriteAsync(
            async (context, token) =>
            {
                if (done) return await work(context, token);
                done = true;
                await context.Database.ExecuteSqlRawAsync("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", token);
                Assert.Equal(1, await context.Leads.CountAsync(token)); // takes the snapshot
                await interloper();
                return await work(context, token);
            },
            cancel);
    }
}
