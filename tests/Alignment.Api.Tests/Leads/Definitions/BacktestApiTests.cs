using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Alignment.Api.Tests.Leads.Definitions.AgreementCalls;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Definitions;

/// <summary>Definitions that are run over, or learnt from, what a host has stored.</summary>
public sealed class BacktestApiTests
{
    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenVersionsAreBacktested_ThenTheFiguresAreThoseOfCoreOverTheSameLeads(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now);
        var history = await FillAsync(host);
        await SignAsync(host, await DraftAsync(host, OneWebinar));
        await DraftAsync(host, TwoWebinars);
        var core = Backtester.Run(Compiled(OneWebinar), BacktestPeriod.Until(Now), history);
        Assert.Equal((120, 40, 20, 20, 40), (core.Overall.Leads, core.Overall.HandedOff, core.Overall.Won, core.Overall.Wasted, core.Overall.Missed));

        var asked = await host.AskAsync($$"""
            { backtest(key: "ideal") { {{Figures}} byPersona { name figures { {{Figures}} } } bySource { name figures { {{Figures}} } } }
              compareLeadDefinitions(key: "ideal", version: 2, withVersion: 1) {
                gained gainedWon lost lostWon moreWasted moreMissed before { {{Figures}} } after { {{Figures}} } } }
            """);
        AssertFigures(core.Overall, asked.GetProperty("backtest"));
        var source = Assert.Single(asked.GetProperty("backtest").GetProperty("bySource").EnumerateArray());
        Assert.Equal("crm", source.GetProperty("name").GetString());
        AssertFigures(core.BySource[0].Figures, source.GetProperty("figures"));
        AssertFigures(core.ByPersona[0].Figures, Assert.Single(asked.GetProperty("backtest").GetProperty("byPersona").EnumerateArray()).GetProperty("figures"));

        var comparison = Backtester.Compare(Compiled(TwoWebinars), Compiled(OneWebinar), BacktestPeriod.Until(Now), history);
        var seen = asked.GetProperty("compareLeadDefinitions");
        Assert.Equal(
            (comparison.Gained, comparison.GainedWon, comparison.Lost, comparison.LostWon, comparison.MoreWasted, comparison.MoreMissed),
            (Int(seen, "gained"), Int(seen, "gainedWon"), Int(seen, "lost"), Int(seen, "lostWon"), Int(seen, "moreWasted"), Int(seen, "moreMissed")));
        Assert.Equal(40, comparison.Gained);
        AssertFigures(comparison.Before.Overall, seen.GetProperty("before"));
        AssertFigures(comparison.After.Overall, seen.GetProperty("after"));

        const string start = $$"""mutation { startComparison(input: { key: "ideal", version: 2, withVersion: 1, idempotencyKey: "k" }) { job { id } {{ErrorFields}} } }""";
        var id = Text((await host.AskAsync(start)).GetProperty("startComparison").GetProperty("job"), "id")!;
        Assert.Equal(id, Text((await host.AskAsync(start)).GetProperty("startComparison").GetProperty("job"), "id"));
        var job = (await DoneAsync(host, id)).GetProperty("comparison");
        Assert.Equal(
            (comparison.Gained, comparison.GainedWon, comparison.Lost, comparison.LostWon, comparison.MoreWasted, comparison.MoreMissed),
            (Int(job, "gained"), Int(job, "gainedWon"), Int(job, "lost"), Int(job, "lostWon"), Int(job, "moreWasted"), Int(job, "moreMissed")));

        var once = Backtester.Run(Compiled(OneWebinar), BacktestPeriod.WithoutTimes(Now), history);
        AssertFigures(once.Overall, (await host.AskAsync($$"""{ backtest(key: "ideal", withoutTimes: true) { {{Figures}} } }""")).GetProperty("backtest"));
        var both = await host.SendAsync("""{ backtest(key: "ideal", withoutTimes: true, from: "2026-01-01T00:00:00Z") { leads } }""");
        Assert.Equal("VALIDATION", both.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAHistoryIsAskedAboutAsAJob_ThenItsResultIsTheSameAndItsProgressIsSeen(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now);
        var history = await FillAsync(host);
        await SignAsync(host, await DraftAsync(host, OneWebinar));
        const string start = $$"""mutation($key: String) { startBacktest(input: { key: "ideal", idempotencyKey: $key }) { job { id state done } {{ErrorFields}} } }""";
        var id = (await host.AskAsync(start, new { key = "k" })).GetProperty("startBacktest").GetProperty("job").GetProperty("id").GetString()!;
        Assert.Equal(id, (await host.AskAsync(start, new { key = "k" })).GetProperty("startBacktest").GetProperty("job").GetProperty("id").GetString());

        var job = await DoneAsync(host, id);
        Assert.Equal(("DONE", "BACKTEST"), (Text(job, "state"), Text(job, "kind")));
        AssertFigures(Backtester.Run(Compiled(OneWebinar), BacktestPeriod.Until(Now), history).Overall, job.GetProperty("backtest"));
        Assert.Equal(40, Int(job.GetProperty("result").GetProperty("overall"), "handedOff"));

        var refused = await host.AskAsync($$"""
            mutation {
              a: startBacktest(input: { key: "nothing" }) { job { id } {{ErrorFields}} }
              b: startBacktest(input: { key: "ideal", from: "2026-03-02T09:00:00Z", to: "2026-03-01T09:00:00Z" }) { job { id } {{ErrorFields}} } }
            """);
        Assert.Equal(["NOT_FOUND"], Codes(refused.GetProperty("a")));
        Assert.Equal(["VALIDATION"], Codes(refused.GetProperty("b")));
        var unknown = await host.SendAsync("""{ backtest(key: "ideal", version: 9) { leads } }""");
        Assert.Equal("NOT_FOUND", unknown.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenADefinitionIsSuggested_ThenItIsTheOneCoreLearnsAndCanBeDrafted(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now);
        var history = await FillAsync(host);
        var core = DefinitionSuggester.Suggest(history, new SuggestionOptions { MaxCriteria = 3, Only = ["budget"] }).Value;

        var suggestion = (await host.AskAsync("""
            { suggestLeadDefinition(maxCriteria: 3, attributes: ["budget"]) { definition auc fullModelAuc baseRate suspectedLeakage leads suspects { column why } } }
            """)).GetProperty("suggestLeadDefinition");
        Assert.Equal((core.Auc, core.FullModelAuc, core.BaseRate), (Number(suggestion, "auc"), Number(suggestion, "fullModelAuc"), Number(suggestion, "baseRate")));
        Assert.Equal(core.Definition, LeadDefinition.Parse(suggestion.GetProperty("definition").GetRawText()).Value);
        Assert.Equal(core.SuspectedLeakage.Select(suspect => suspect.Column), Texts(suggestion, "suspectedLeakage"));
        await DraftAsync(host, suggestion.GetProperty("definition").GetRawText());

        var all = (await host.AskAsync("""{ suggestLeadDefinition { suspectedLeakage } }""")).GetProperty("suggestLeadDefinition");
        Assert.Contains("verdict", Texts(all, "suspectedLeakage"));

        var started = (await host.AskAsync($$"""mutation { startSuggestion(input: { maxCriteria: 3, attributes: ["budget"] }) { job { id } {{ErrorFields}} } }""")).GetProperty("startSuggestion");
        var job = await DoneAsync(host, started.GetProperty("job").GetProperty("id").GetString()!);
        Assert.Equal(core.Auc, Number(job.GetProperty("result"), "auc"));
        Assert.Equal((core.Auc, 120, 120, false), (Number(job.GetProperty("suggestion"), "auc"), Int(job.GetProperty("suggestion"), "leads"), Int(job.GetProperty("suggestion"), "known"), job.GetProperty("suggestion").GetProperty("isSampled").GetBoolean()));
        Assert.Equal(core.Definition, LeadDefinition.Parse(job.GetProperty("suggestion").GetProperty("definition").GetRawText()).Value);
        var few = await host.SendAsync("""{ suggestLeadDefinition(maxCriteria: 0) { auc } }""");
        Assert.Equal("VALIDATION", few.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    /// <summary>Leads of which every third was at a webinar and every second was won; a budget tells something of it, a verdict all.</summary>
    /// <returns>The same leads, as Core takes them.</returns>
    private static async Task<IReadOnlyList<HistoricLead>> FillAsync(ApiHost host)
    {
        var created = Now - Duration.FromDays(365);
        var history = new List<HistoricLead>();
        await host.Store.WriteAsync(async (context, cancel) =>
        {
            history.Clear();
            for (var i = 0; i < 120; i++)
            {
                var won = i % 2 == 0;
                var attributes = AttributeSet.Empty.With("budget", AttributeValue.Number((won ? 60 : 40) + (i * 7 % 50))).With("verdict", AttributeValue.Text(won ? "yes" : "no"));
                var lead = Lead.Capture(Core.Leads.LeadId.New(created + Duration.FromMilliseconds(i)), "crm", $"{i}", LeadContact.Unknown, null, attributes, created, Actor.Source("crm"), Now).Value;
                var log = i % 3 == 0 ? Webinars(lead, Now, 20) : [];
                var closed = Now - Duration.FromDays(2);
                Assert.True(lead.RecordOutcome(new LeadOutcome(won ? OutcomeKind.Won : OutcomeKind.Lost, closed), Actor.Source("crm"), Now).Succeeded);
                context.Add(lead);
                context.AddRange(log);
                context.AddRange(lead.DrainHistory());
                history.Add(new(
                    new LeadFacts(created, null, attributes, log.Select(entry => entry.ToEngagement([]))), new HistoricOutcome(won, closed), "crm"));
            }

            await context.SaveChangesAsync(cancel);
        });
        return history;
    }

    private static void AssertFigures(Backtest core, JsonElement seen)
    {
        Assert.Equal(
            (core.Leads, core.HandedOff, core.Won, core.Wasted, core.Missed),
            (Int(seen, "leads"), Int(seen, "handedOff"), Int(seen, "won"), Int(seen, "wasted"), Int(seen, "missed")));
        Assert.Equal(
            [core.Precision, core.Recall, core.BaseRate, core.Lift, core.Auc, core.PerWeek, core.MedianDaysToOutcome],
            new[] { "precision", "recall", "baseRate", "lift", "auc", "perWeek", "medianDaysToOutcome" }.Select(name => Number(seen, name)));
    }
}
