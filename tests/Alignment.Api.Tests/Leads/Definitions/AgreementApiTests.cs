using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Definitions;

public sealed class AgreementApiTests
{
    private const string Errors = "errors { __typename ... on Error { message code path } }";
    private const string Figures = "leads handedOff won wasted missed precision recall baseRate lift auc perWeek medianDaysToOutcome";

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

        const string start = $$"""mutation { startComparison(input: { key: "ideal", version: 2, withVersion: 1, idempotencyKey: "k" }) { job { id } {{Errors}} } }""";
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
        const string start = $$"""mutation($key: String) { startBacktest(input: { key: "ideal", idempotencyKey: $key }) { job { id state done } {{Errors}} } }""";
        var id = (await host.AskAsync(start, new { key = "k" })).GetProperty("startBacktest").GetProperty("job").GetProperty("id").GetString()!;
        Assert.Equal(id, (await host.AskAsync(start, new { key = "k" })).GetProperty("startBacktest").GetProperty("job").GetProperty("id").GetString());

        var job = await DoneAsync(host, id);
        Assert.Equal(("DONE", "BACKTEST"), (Text(job, "state"), Text(job, "kind")));
        AssertFigures(Backtester.Run(Compiled(OneWebinar), BacktestPeriod.Until(Now), history).Overall, job.GetProperty("backtest"));
        Assert.Equal(40, Int(job.GetProperty("result").GetProperty("overall"), "handedOff"));

        var refused = await host.AskAsync($$"""
            mutation {
              a: startBacktest(input: { key: "nothing" }) { job { id } {{Errors}} }
              b: startBacktest(input: { key: "ideal", from: "2026-03-02T09:00:00Z", to: "2026-03-01T09:00:00Z" }) { job { id } {{Errors}} } }
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

        var started = (await host.AskAsync($$"""mutation { startSuggestion(input: { maxCriteria: 3, attributes: ["budget"] }) { job { id } {{Errors}} } }""")).GetProperty("startSuggestion");
        var job = await DoneAsync(host, started.GetProperty("job").GetProperty("id").GetString()!);
        Assert.Equal(core.Auc, Number(job.GetProperty("result"), "auc"));
        Assert.Equal((core.Auc, 120, 120, false), (Number(job.GetProperty("suggestion"), "auc"), Int(job.GetProperty("suggestion"), "leads"), Int(job.GetProperty("suggestion"), "known"), job.GetProperty("suggestion").GetProperty("isSampled").GetBoolean()));
        Assert.Equal(core.Definition, LeadDefinition.Parse(job.GetProperty("suggestion").GetProperty("definition").GetRawText()).Value);
        var few = await host.SendAsync("""{ suggestLeadDefinition(maxCriteria: 0) { auc } }""");
        Assert.Equal("VALIDATION", few.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenADraftIsSigned_ThenWhatItsImpactSaidHappens(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now);
        var first = await DraftAsync(host, OneWebinar);
        await SignAsync(host, first);
        await CaptureAsync(host.Store, "drops", Now, 1);
        await CaptureAsync(host.Store, "stays", Now, 1, 2);
        await CaptureAsync(host.Store, "gained 1", Now, 40, 41);
        await CaptureAsync(host.Store, "gained 2", Now, 50, 51);
        await CaptureAsync(host.Store, "never", Now);
        await ReassessedAsync(host, first);
        var before = await QualifiedAsync(host);

        var draft = await DraftAsync(host, TwoWebinars);
        var impact = await NodeAsync(host, draft, "impact { leads meetNow wouldMeet newlyQualify drop }");
        Assert.Equal((5, 2, 3, 2, 1), (
            Int(impact.GetProperty("impact"), "leads"), Int(impact.GetProperty("impact"), "meetNow"), Int(impact.GetProperty("impact"), "wouldMeet"),
            Int(impact.GetProperty("impact"), "newlyQualify"), Int(impact.GetProperty("impact"), "drop")));
        var started = (await host.AskAsync($$"""mutation { startImpact(input: { id: "{{draft}}" }) { job { id } {{Errors}} } }""")).GetProperty("startImpact");
        var counted = await DoneAsync(host, started.GetProperty("job").GetProperty("id").GetString()!);
        Assert.Equal(impact.GetProperty("impact").ToString(), counted.GetProperty("impact").ToString());

        await SignAsync(host, draft);
        var progress = await ReassessedAsync(host, draft);
        Assert.Equal(("DONE", 5, 5), (Text(progress, "state"), Int(progress, "done"), Int(progress, "total")));
        var after = await QualifiedAsync(host);
        Assert.Equal(Int(impact.GetProperty("impact"), "newlyQualify"), after.Except(before).Count());
        Assert.Equal(Int(impact.GetProperty("impact"), "drop"), before.Except(after).Count());
        Assert.Equal(JsonValueKind.Null, (await NodeAsync(host, draft, "impact { drop }")).GetProperty("impact").ValueKind);
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAVersionIsDiscussedAndWithdrawn_ThenCommentsAppearAndNobodyCanSignIt(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now);
        await SignAsync(host, await DraftAsync(host, OneWebinar));
        var draft = await DraftAsync(host, TwoWebinars);
        var comment = $$"""mutation($criterion: String, $by: String) { commentOnLeadDefinition(input: { id: "{{draft}}", criterionKey: $criterion, text: " Why two? ", by: $by, idempotencyKey: $by }) { leadDefinition { comments { criterionKey by at text } } {{Errors}} } }""";
        Assert.Equal(["VALIDATION", "NOT_FOUND"], Codes((await host.AskAsync(comment, new { criterion = "nothing" })).GetProperty("commentOnLeadDefinition")));
        await host.AskAsync(comment, new { criterion = "webinar", by = "Sam" });
        await host.AskAsync(comment, new { criterion = "webinar", by = "Sam" });

        var read = await NodeAsync(host, draft, "comments { criterionKey by text } changesFrom(version: 1)");
        var said = Assert.Single(read.GetProperty("comments").EnumerateArray());
        Assert.Equal(("webinar", "Sam", "Why two?"), (Text(said, "criterionKey"), Text(said, "by"), Text(said, "text")));
        Assert.Equal(
            LeadDefinitionDiff.Between(LeadDefinition.Parse(OneWebinar).Value, LeadDefinition.Parse(TwoWebinars).Value).Select(change => change.Words),
            Texts(read, "changesFrom"));
        Assert.Contains("A lead needs 40 points of total instead of 20.", Texts(read, "changesFrom"));

        var withdraw = $$"""mutation($by: String, $because: String) { withdrawLeadDefinition(input: { id: "{{draft}}", by: $by, because: $because }) { leadDefinition { state withdrawnAt comments { by text } } {{Errors}} } }""";
        Assert.Equal(["VALIDATION"], Codes((await host.AskAsync(withdraw, new { because = "Too strict" })).GetProperty("withdrawLeadDefinition")));
        var withdrawn = (await host.AskAsync(withdraw, new { by = "Mo", because = "Too strict" })).GetProperty("withdrawLeadDefinition").GetProperty("leadDefinition");
        Assert.Equal(("WITHDRAWN", "2026-03-02T09:00:00Z"), (Text(withdrawn, "state"), Text(withdrawn, "withdrawnAt")));
        Assert.Equal(("Mo", "Too strict"), (Text(withdrawn.GetProperty("comments")[1], "by"), Text(withdrawn.GetProperty("comments")[1], "text")));
        Assert.Equal(["WRONG_STATE"], Codes(await TrySignAsync(host, draft, "MARKETING", "Mo")));
        Assert.Equal(1, Int((await host.AskAsync("""{ leadDefinition(key: "ideal") { version } }""")).GetProperty("leadDefinition"), "version"));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAnAssessmentIsExplained_ThenItIsTheExplanationOfCore(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Now);
        await SignAsync(host, await DraftAsync(host, TwoWebinars));
        var id = await CaptureAsync(host.Store, "half way", Now, 10, 100);
        await using var context = host.Store.CreateDbContext();
        var core = Compiled(TwoWebinars).Assess((await LeadFactsReader.ReadAsync(context, [id], default))[id], Now).Explain();

        var told = (await host.AskAsync("""
            { leadByExternalId(source: "crm", externalId: "half way") { assessment { explanation {
                headline counted heldBack missing smallestChange { total words steps { criterionKey count words } } nextChangeAt outlook } } } }
            """)).GetProperty("leadByExternalId").GetProperty("assessment").GetProperty("explanation");
        Assert.Equal((core.Headline, core.Outlook), (Text(told, "headline"), Text(told, "outlook")));
        Assert.Equal(core.Counted, Texts(told, "counted"));
        Assert.Equal(core.HeldBack, Texts(told, "heldBack"));
        Assert.Equal(core.Missing, Texts(told, "missing"));
        Assert.NotEmpty(core.Missing);
        var step = Assert.Single(core.SmallestChange!.Steps);
        var change = told.GetProperty("smallestChange");
        Assert.Equal((core.SmallestChange.Words, core.SmallestChange.Total), (Text(change, "words"), Number(change, "total")));
        Assert.Equal((step.CriterionKey, step.Count, step.Words), (
            Text(change.GetProperty("steps")[0], "criterionKey"), Int(change.GetProperty("steps")[0], "count"), Text(change.GetProperty("steps")[0], "words")));
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

    private static Core.Leads.Assessments.LeadAssessor Compiled(string json) => LeadDefinition.Parse(json).Value.Compile();

    private static async Task<string> DraftAsync(ApiHost host, string definition)
    {
        var drafted = (await host.AskAsync(
            $$"""mutation($definition: JSON!) { draftLeadDefinition(input: { key: "ideal", definition: $definition }) { leadDefinition { id } {{Errors}} } }""",
            new { definition = JsonDocument.Parse(definition).RootElement })).GetProperty("draftLeadDefinition");
        Assert.True(drafted.GetProperty("errors").ValueKind == JsonValueKind.Null, drafted.ToString());
        return drafted.GetProperty("leadDefinition").GetProperty("id").GetString()!;
    }

    private static async Task SignAsync(ApiHost host, string id)
    {
        foreach (var (function, by) in new[] { ("MARKETING", "Mo"), ("SALES", "Sam") })
        {
            var signed = await TrySignAsync(host, id, function, by);
            Assert.True(signed.GetProperty("errors").ValueKind == JsonValueKind.Null, signed.ToString());
        }
    }

    private static async Task<JsonElement> TrySignAsync(ApiHost host, string id, string function, string by) => (await host.AskAsync(
        $$"""mutation { signLeadDefinition(input: { id: "{{id}}", function: {{function}}, by: "{{by}}" }) { leadDefinition { state } {{Errors}} } }""")).GetProperty("signLeadDefinition");

    private static async Task<JsonElement> NodeAsync(ApiHost host, string id, string fields) =>
        (await host.AskAsync($$"""query($id: ID!) { node(id: $id) { ... on LeadDefinition { {{fields}} } } }""", new { id })).GetProperty("node");

    private static Task<JsonElement> ReassessedAsync(ApiHost host, string definition) => UntilDoneAsync(
        async () => (await NodeAsync(host, definition, "reassessment { state done total }")).GetProperty("reassessment"));

    private static Task<JsonElement> DoneAsync(ApiHost host, string job) => UntilDoneAsync(async () => (await host.AskAsync(
        $$"""query($id: ID!) { job(id: $id) { kind state done total error result impact { leads meetNow wouldMeet newlyQualify drop } backtest { {{Figures}} } comparison { gained gainedWon lost lostWon moreWasted moreMissed } suggestion { definition auc leads known isSampled suspects { column } } } }""",
        new { id = job })).GetProperty("job"));

    private static async Task<JsonElement> UntilDoneAsync(Func<Task<JsonElement>> look)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            var job = await look();
            if (job.ValueKind == JsonValueKind.Object && Text(job, "state") is not ("ASKED" or "RUNNING")) return job;
            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task<List<string>> QualifiedAsync(ApiHost host)
    {
        await using var context = host.Store.CreateDbContext();
        return await context.Leads.Where(lead => lead.Status == LeadStatus.Qualified).Select(lead => lead.ExternalId).ToListAsync();
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

    private static int Int(JsonElement parent, string name) => parent.GetProperty(name).GetInt32();

    private static double? Number(JsonElement parent, string name) => parent.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static string? Text(JsonElement parent, string name) => parent.GetProperty(name).GetString();

    private static string[] Texts(JsonElement parent, string name) => [.. parent.GetProperty(name).EnumerateArray().Select(text => text.GetString()!)];

    private static string[] Codes(JsonElement payload) => [.. payload.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!)];
}
