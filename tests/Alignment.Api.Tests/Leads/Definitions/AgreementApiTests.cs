using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Leads;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Definitions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Alignment.Api.Tests.Leads.Definitions.AgreementCalls;
using static Alignment.Api.Tests.Leads.Standings.Agreed;

namespace Alignment.Api.Tests.Leads.Definitions;

public sealed class AgreementApiTests
{
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
        var started = (await host.AskAsync($$"""mutation { startImpact(input: { id: "{{draft}}" }) { job { id } {{ErrorFields}} } }""")).GetProperty("startImpact");
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
        var comment = $$"""mutation($criterion: String, $by: String) { commentOnLeadDefinition(input: { id: "{{draft}}", criterionKey: $criterion, text: " Why two? ", by: $by, idempotencyKey: $by }) { leadDefinition { comments { criterionKey by at text } } {{ErrorFields}} } }""";
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

        var withdraw = $$"""mutation($by: String, $because: String) { withdrawLeadDefinition(input: { id: "{{draft}}", by: $by, because: $because }) { leadDefinition { state withdrawnAt comments { by text } } {{ErrorFields}} } }""";
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

    private static async Task<List<string>> QualifiedAsync(ApiHost host)
    {
        await using var context = host.Store.CreateDbContext();
        return await context.Leads.Where(lead => lead.Status == LeadStatus.Qualified).Select(lead => lead.ExternalId).ToListAsync();
    }
}
