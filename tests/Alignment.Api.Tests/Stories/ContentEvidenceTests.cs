using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Jobs;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Tests.Stories;

public sealed class ContentEvidenceTests
{
    private const string Import = """
        mutation($content: [ContentInput!]!, $key: String) { importContent(input: { source: "crm", content: $content, idempotencyKey: $key }) {
          created updated unchanged contentAssets { id externalId stages { key } } errors { __typename ... on Error { code path } } } }
        """;

    [Theory, EveryStorage]
    public async Task WhenContentIsImported_ThenGoodRowsAreKeptBadOnesReportedAndTheSameAgainChangesNothing(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        object[] rows = [Row("night", "awareness"), Row(" ", "awareness"), Row("ways", "consideration")];

        var first = (await host.AskAsync(Import, new { content = rows })).GetProperty("importContent");
        var second = (await host.AskAsync(Import, new { content = rows })).GetProperty("importContent");

        Assert.Equal((2, 0, 0), Counts(first));
        Assert.Equal((0, 0, 2), Counts(second));
        Assert.Equal(["night", "ways"], first.GetProperty("contentAssets").EnumerateArray().Select(asset => asset.GetProperty("externalId").GetString()));
        Assert.Equal("content.1.externalId", string.Join('.', first.GetProperty("errors")[0].GetProperty("path").EnumerateArray().Select(step => step.GetString())));
    }

    [Theory, EveryStorage]
    public async Task WhenAnImportIsSentAgainWithItsKey_ThenItGetsTheFirstAnswerAndOtherInputIsRefused(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);

        var first = (await host.AskAsync(Import, new { content = new[] { Row("night", "awareness") }, key = "k" })).GetProperty("importContent");
        var again = (await host.AskAsync(Import, new { content = new[] { Row("night", "awareness") }, key = "k" })).GetProperty("importContent");
        var other = (await host.AskAsync(Import, new { content = new[] { Row("night", "decision") }, key = "k" })).GetProperty("importContent");

        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal((1, 0, 0), Counts(again));
        Assert.Equal("IdempotencyKeyReusedError", other.GetProperty("errors")[0].GetProperty("__typename").GetString());
    }

    [Theory, EveryStorage]
    public async Task WhenContentIsImportedOrRetaggedOrRetired_ThenTheReviewerLooksAtTheLeadsThatReadItAndAtNoOthers(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await UntilReassessedAsync(host);
        await host.AskAsync("""
            mutation {
              a: captureLeads(input: { source: "crm", leads: [{ externalId: "reader", createdAt: "2026-02-01T00:00:00Z" }, { externalId: "other", createdAt: "2026-02-01T00:00:00Z" }] }) { errors { __typename } }
              b: recordEngagements(input: { source: "crm", engagements: [{ leadExternalId: "reader", at: "2026-02-28T09:00:00Z", type: "read", contentExternalId: "night" }] }) { errors { __typename } }
            }
            """);
        var untouched = (await StandingAsync(host, "other")).AssessedAt;

        host.Clock.Now += Duration.FromMinutes(1);
        var imported = (await host.AskAsync(Import, new { content = new[] { Row("night", "awareness") } })).GetProperty("importContent");
        Assert.Equal("awareness", await StageOnceReviewedAsync(host));

        var id = imported.GetProperty("contentAssets")[0].GetProperty("id").GetString();
        host.Clock.Now += Duration.FromMinutes(1);
        await host.AskAsync("""mutation($id: ID!) { tagContent(input: { assetId: $id, dimension: STAGE, value: "decision" }) { errors { __typename } } }""", new { id });
        Assert.Equal("decision", await StageOnceReviewedAsync(host));

        host.Clock.Now += Duration.FromMinutes(1);
        var rules = new { rules = new[] { new { key = "guides", when = new { formats = new[] { "Guide" } }, suggest = new { stages = new[] { "customer" } } } } };
        await host.AskAsync("mutation($r: JSON!) { setTaggingRules(input: { rules: $r }) { errors { __typename } } acceptSuggestedTags(input: {}) { tags errors { __typename } } }", new { r = rules });
        Assert.Equal("customer", await StageOnceReviewedAsync(host));

        host.Clock.Now += Duration.FromMinutes(1);
        await host.AskAsync("""mutation($id: ID!) { dismissTag(input: { assetId: $id, dimension: STAGE, value: "customer" }) { errors { __typename } } }""", new { id });
        Assert.Equal("decision", await StageOnceReviewedAsync(host));

        host.Clock.Now += Duration.FromMinutes(1);
        await host.AskAsync("""mutation($id: ID!) { dismissTag(input: { assetId: $id, dimension: STAGE, value: "decision" }) { errors { __typename } } }""", new { id });
        Assert.Equal("awareness", await StageOnceReviewedAsync(host));

        host.Clock.Now += Duration.FromMinutes(1);
        await host.AskAsync("""mutation($id: ID!) { retireContent(input: { assetId: $id, because: "Old" }) { errors { __typename } } }""", new { id });
        await StageOnceReviewedAsync(host);
        Assert.Equal(untouched, (await StandingAsync(host, "other")).AssessedAt);
    }

    /// <summary>The reader's stage, once the woken reviewer has looked at it at the present instant.</summary>
    private static async Task<string?> StageOnceReviewedAsync(ApiHost host)
    {
        await Eventually.UntilAsync(async () => (await StandingAsync(host, "reader")).AssessedAt == host.Clock.Now);
        return (await StandingAsync(host, "reader")).StageKey;
    }

    /// <summary>Waits until the new store has been gone through, which would look at everybody.</summary>
    private static Task UntilReassessedAsync(ApiHost host) => Eventually.UntilAsync(async () =>
    {
        await using var context = host.Store.CreateDbContext();
        return await JobBoard.LatestAsync(context, JobKind.Reassessment) is { IsOpen: false };
    });

    private static async Task<LeadStanding> StandingAsync(ApiHost host, string externalId)
    {
        await using var context = host.Store.CreateDbContext();
        var id = await context.Leads.Where(lead => lead.ExternalId == externalId).Select(lead => lead.Id).SingleAsync();
        return await context.LeadStandings.SingleAsync(standing => standing.LeadId == id);
    }

    private static object Row(string externalId, string stage) => new { externalId, title = "Night", format = "Guide", stageKeys = new[] { stage } };

    private static (int Created, int Updated, int Unchanged) Counts(JsonElement payload) =>
        (payload.GetProperty("created").GetInt32(), payload.GetProperty("updated").GetInt32(), payload.GetProperty("unchanged").GetInt32());
}
