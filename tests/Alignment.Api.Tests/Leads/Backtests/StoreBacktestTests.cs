using Alignment.Api.Data;
using Alignment.Api.Data.Bulk;
using Alignment.Api.Jobs;
using Alignment.Api.Leads.Backtests;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Backtests;

public sealed class StoreBacktestTests
{
    [Theory, EveryStorage]
    public async Task WhenTheStoresHistoryIsTested_ThenTheFiguresAreThoseOfItsLeads(StorageKind kind)
    {
        await using var store = await FilledAsync(kind);
        var clock = new FakeClock(Now);
        var board = new JobBoard(store, clock);
        var backtests = new StoreBacktests(store, board, clock);
        var report = (await backtests.BacktestAsync(Definition(Agreed.OneWebinar), new())).Value;

        // Every third was at a webinar; of all, every second was won.
        Assert.Equal((120, 40, 20, 20, 40), (report.Overall.Leads, report.Overall.HandedOff, report.Overall.Won, report.Overall.Wasted, report.Overall.Missed));
        Assert.Equal(["crm"], report.BySource.Select(segment => segment.Name));
        Assert.False(await backtests.IsLongAsync());
        Assert.Equal("to", Assert.Single((await backtests.BacktestAsync(Definition(Agreed.OneWebinar), new(Now, Now))).Refusals).Path[0]);

        var comparison = (await backtests.CompareAsync(Definition(Agreed.TwoWebinars), Definition(Agreed.OneWebinar), new())).Value;
        Assert.Equal((40, 20, 0), (comparison.Gained, comparison.GainedWon, comparison.Lost));
    }

    [Theory, EveryStorage]
    public async Task WhenAHistoryIsLong_ThenAJobDoesTheSameAndSaysHowFarItIs(StorageKind kind)
    {
        await using var store = await FilledAsync(kind);
        var clock = new FakeClock(Now);
        var board = new JobBoard(store, clock);
        var backtests = new StoreBacktests(store, board, clock);
        using var worker = new JobWorker(
            board, [new BacktestJob(store, backtests), new SuggestionJob(store, backtests), new DraftImpactJob(store, clock)], clock, NullLogger<JobWorker>.Instance);
        var definition = Definition(Agreed.OneWebinar);
        var asked = (await backtests.AskBacktestAsync(definition, new())).Value;
        Assert.Equal(asked.Id, (await backtests.AskBacktestAsync(definition, new())).Value.Id); // the same again is the same job
        var impact = await backtests.AskImpactAsync(definition);
        var suggestion = await backtests.AskSuggestionAsync(new SuggestionOptions { MaxCriteria = 3 });
        JobKind[] kinds = [JobKind.Backtest, JobKind.DraftImpact, JobKind.Suggestion];
        while (await worker.WorkOnceAsync(kinds, default))
        {
        }

        var report = StoreBacktests.ReportOf((await board.FindAsync(asked.Id))!)!;
        var direct = (await backtests.BacktestAsync(definition, new(To: Now))).Value;
        Assert.Equal(direct.Overall, report.Overall);
        Assert.Equal(direct.BySource, report.BySource);
        Assert.Equal(await backtests.ImpactAsync(definition), StoreBacktests.ImpactOf((await board.FindAsync(impact.Id))!));
        var suggested = (await board.FindAsync(suggestion.Id))!;
        Assert.True(suggested is { State: JobState.Done, Result: not null } or { State: JobState.Failed, Error: not null }, suggested.State.ToString());
    }

    [Theory, EveryStorage]
    public async Task WhenTheHistoryDoesNotSuffice_ThenTheJobFailsAndSaysWhy(StorageKind kind)
    {
        await using var store = await TestStore.OpenAsync(kind);
        var clock = new FakeClock(Now);
        var board = new JobBoard(store, clock);
        var backtests = new StoreBacktests(store, board, clock);
        using var worker = new JobWorker(board, [new SuggestionJob(store, backtests)], clock, NullLogger<JobWorker>.Instance);
        var asked = await backtests.AskSuggestionAsync(new SuggestionOptions());
        Assert.True(await worker.WorkOnceAsync([JobKind.Suggestion], default));
        Assert.False(await worker.WorkOnceAsync([JobKind.Suggestion], default));
        var job = (await board.FindAsync(asked.Id))!;
        Assert.Equal(JobState.Failed, job.State);
        Assert.Contains("at least 25 of each", job.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAHistoryIsTooLongForARequest_ThenItIsRefusedAndTheJobNamed()
    {
        await using var host = await ApiHost.StartAsync(StorageKind.Sqlite, Now);
        await AgreeAsync(host.Store, Agreed.OneWebinar, Now);
        await host.Store.WriteAsync((context, cancel) => RowWriter.InsertAsync(
            context, [.. Enumerable.Range(0, StoreBacktests.MostInOneRequest + 1).Select(number => Capture($"{number}", Now))], cancel));
        foreach (var (query, instead) in new[]
        {
            ("backtest(key: \"ideal\") { leads }", "startBacktest"), ("compareLeadDefinitions(key: \"ideal\") { gained }", "startComparison"),
            ("suggestLeadDefinition { auc }", "startSuggestion"),
        })
        {
            var error = (await host.SendAsync($"{{ {query} }}")).GetProperty("errors")[0];
            Assert.Equal("VALIDATION", error.GetProperty("extensions").GetProperty("code").GetString());
            Assert.Contains($"more than 50,000 leads, too many for one request: ask with {instead}", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        }
    }

    private static LeadDefinition Definition(string json) => LeadDefinition.Parse(json).Value;

    private static async Task<AlignmentStore> FilledAsync(StorageKind kind)
    {
        var store = await TestStore.OpenAsync(kind);
        await store.WriteAsync(async (context, cancel) =>
        {
            for (var i = 0; i < 120; i++)
            {
                var lead = Capture($"{i}", Now);
                if (i % 3 == 0) context.AddRange(Webinars(lead, Now, 20));
                Assert.True(lead.RecordOutcome(new LeadOutcome(i % 2 == 0 ? OutcomeKind.Won : OutcomeKind.Lost, Now - Duration.FromDays(2)), Actor.Source("crm"), Now).Succeeded);
                context.Add(lead);
                context.AddRange(lead.DrainHistory());
            }

            await context.SaveChangesAsync(cancel);
        });
        return store;
    }
}
