using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Api.Tests.Leads.Standings;
using NodaTime;

namespace Alignment.Api.Tests.Leads;

/// <summary>Leads with what hangs on them: the same answer from every storage, whether read through EF or by statements written by hand.</summary>
public sealed class LeadReadingTests
{
    private const string Lead = """
        query($id: String!) { leadByExternalId(source: "crm", externalId: $id) { id } }
        """;

    private const string View = """
        query($id: ID!) { lead(id: $id) {
          externalId name email company status
          attributes { name } outcome { kind reason }
          persona { name }
          standing { assessedAt decision total fit interest nextChangeAt stage { key name } }
          last: engagements(last: 2) { totalCount pageInfo { hasPreviousPage hasNextPage } nodes { position type properties { name } content { title } } }
          first: engagements(first: 2) { pageInfo { hasNextPage endCursor } nodes { position } }
          handOffs(last: 1) { totalCount pageInfo { hasPreviousPage } nodes { state rep { key } unmet } } } }
        """;

    [Theory, EveryStorage]
    public async Task WhenALeadIsReadWhole_ThenEachPartIsWhatWasRecorded(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        await DefineAsync(host, "Tech exec", "The guide");
        await CaptureAsync(host);
        foreach (var rep in new[] { "ana", "bob" })
            await host.AskAsync($$"""mutation { defineSalesRep(input: { key: "{{rep}}", name: "{{rep}}", timeZone: "UTC" }) { salesRep { key } } }""");
        var id = await IdAsync(host);
        await host.AskAsync($$"""mutation { handOffLead(input: { leadId: "{{id}}", repKey: "ana" }) { handOff { id } errors { ... on Error { message } } } }""");
        host.Clock.Now += Duration.FromMinutes(1);
        await host.AskAsync($$"""mutation { moveLeadOn(input: { leadId: "{{id}}", repKey: "bob", reason: "Ana is away" }) { handOff { id } errors { ... on Error { message } } } }""");

        var lead = await ViewAsync(host);

        Assert.Equal("Pat", lead.GetProperty("name").GetString());
        Assert.Equal("Tech exec", lead.GetProperty("persona").GetProperty("name").GetString());
        Assert.Equal(["budget", "industry"], lead.GetProperty("attributes").EnumerateArray().Select(attribute => attribute.GetProperty("name").GetString()!).Order());
        var standing = lead.GetProperty("standing");
        Assert.Equal(60, standing.GetProperty("total").GetDouble());
        Assert.Equal(("HAND_OFF", "status-quo"), (standing.GetProperty("decision").GetString(), standing.GetProperty("stage").GetProperty("key").GetString()));
        var last = lead.GetProperty("last");
        Assert.Equal(["2", "3"], Positions(last));
        Assert.Equal((3, true, false), (last.GetProperty("totalCount").GetInt32(), Info(last, "hasPreviousPage"), Info(last, "hasNextPage")));
        Assert.Equal(["The guide", null], last.GetProperty("nodes").EnumerateArray().Select(entry => entry.GetProperty("content") is { ValueKind: JsonValueKind.Object } content ? content.GetProperty("title").GetString() : null));
        Assert.Equal("minutes", Assert.Single(last.GetProperty("nodes")[0].GetProperty("properties").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(["1", "2"], Positions(lead.GetProperty("first")));
        Assert.True(Info(lead.GetProperty("first"), "hasNextPage"));
        var handOffs = lead.GetProperty("handOffs");
        Assert.Equal(2, handOffs.GetProperty("totalCount").GetInt32());
        Assert.True(Info(handOffs, "hasPreviousPage"));
        var newest = Assert.Single(handOffs.GetProperty("nodes").EnumerateArray());
        Assert.Equal(("OFFERED", "bob"), (newest.GetProperty("state").GetString(), newest.GetProperty("rep").GetProperty("key").GetString()));
    }

    [Theory, EveryStorage]
    public async Task WhenOneFieldOfALogIsAskedForByItself_ThenItIsWhatWasRecorded(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        await DefineAsync(host, "Tech exec", "The guide");
        await CaptureAsync(host);
        await host.AskAsync("""
            mutation { recordEngagements(input: { source: "crm", engagements: [
              { leadExternalId: "1", at: "2026-02-28T09:00:00Z", type: "call", externalId: "call-1", by: SALES, stageKey: "consideration", contentExternalId: "guide" }] }) { recorded errors { ... on Error { message } } } }
            """);
        var id = await IdAsync(host);
        foreach (var (field, expected) in new[] { ("by", "SALES"), ("externalId", "call-1"), ("stage { key }", "consideration"), ("content { title }", "The guide") })
        {
            foreach (var (selection, path) in new[] { ($"nodes {{ {field} }}", "nodes"), ($"edges {{ node {{ {field} }} }}", "edges") })
            {
                var log = (await host.AskAsync($"query($id: ID!) {{ lead(id: $id) {{ engagements(last: 1) {{ {selection} }} }} }}", new { id })).GetProperty("lead").GetProperty("engagements");
                Assert.Contains($"\"{expected}\"", log.GetProperty(path)[0].ToString(), StringComparison.Ordinal);
            }
        }
    }

    [Theory, EveryStorage]
    public async Task WhenOneFieldOfALeadIsAskedForByItself_ThenItIsWhatTheWholeLeadSays(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        await DefineAsync(host, "Tech exec", "The guide");
        await CaptureAsync(host);
        await host.AskAsync("""mutation { defineSalesRep(input: { key: "ana", name: "Ana", timeZone: "UTC" }) { salesRep { key } } }""");
        var id = await IdAsync(host);
        await host.AskAsync($$"""mutation { handOffLead(input: { leadId: "{{id}}", repKey: "ana" }) { handOff { id } errors { ... on Error { message } } } }""");
        string[] fields =
        [
            "id", "version", "source", "externalId", "createdAt", "status", "name", "email", "company", "attributes { name }", "outcome { kind }", "persona { key }",
            "standing { total }", "stage { stage { key } }", "pastStages { from }", "assessment { total }", "handOff { state }", "handOffs(last: 1) { nodes { state } }",
            "engagements(last: 1) { totalCount }", "history(last: 1) { nodes { kind } }", "asItStood(at: \"2026-03-01T00:00:00Z\") { status }", "moves { move }",
            "storySoFar { steps { at } }", "nextContent { asset { title } }",
        ];
        Assert.Equal(
            (await host.AskAsync("""{ __type(name: "Lead") { fields { name } } }""")).GetProperty("__type").GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()!).Order(),
            fields.Select(NameOf).Order());
        var whole = (await host.AskAsync($"query($id: ID!) {{ lead(id: $id) {{ {string.Join(' ', fields)} }} }}", new { id })).GetProperty("lead");
        Assert.Equal(("crm", "1", "OFFERED"), (whole.GetProperty("source").GetString(), whole.GetProperty("externalId").GetString(), whole.GetProperty("status").GetString()));
        foreach (var field in fields)
        {
            var name = NameOf(field);
            var alone = (await host.AskAsync($"query($id: ID!) {{ lead(id: $id) {{ {field} }} }}", new { id })).GetProperty("lead");
            Assert.Equal(whole.GetProperty(name).ToString(), alone.GetProperty(name).ToString());
        }

        static string NameOf(string field) => field.Split(' ', '(')[0];
    }

    [Theory, EveryStorage]
    public async Task WhenTwoSourcesNameAnAssetAlike_ThenTheOneFirstKnownIsMeantAndTheEntryComesOnce(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        await DefineAsync(host, "Tech exec", "The guide");
        await CaptureAsync(host);
        host.Clock.Now -= Duration.FromHours(1); // stored last, known first
        await host.AskAsync("""mutation { importContent(input: { source: "another", content: [{ externalId: "guide", title: "Another guide", format: "Guide" }] }) { created errors { ... on Error { message } } } }""");
        host.Clock.Now += Duration.FromHours(1);
        for (var reading = 0; reading < 2; reading++) // the second knows the assets
        {
            var last = (await ViewAsync(host)).GetProperty("last");
            Assert.Equal(["2", "3"], Positions(last));
            Assert.Equal("Another guide", last.GetProperty("nodes")[0].GetProperty("content").GetProperty("title").GetString());
        }
    }

    [Theory, EveryStorage]
    public async Task WhenAPersonaAnAssetOrAJourneyChanges_ThenTheNextAnswerSaysSo(StorageKind kind)
    {
        await using var host = await StartAsync(kind);
        await DefineAsync(host, "Tech exec", "The guide");
        await CaptureAsync(host);
        for (var reading = 0; reading < 2; reading++)
            Assert.Equal(("Tech exec", "The guide", "Status quo"), Names(await ViewAsync(host)));

        await DefineAsync(host, "Head of technology", "The better guide");
        await host.AskAsync("""mutation { defineJourney(input: { key: "default", stages: [{ key: "status-quo", name: "As it was", questions: ["Why?"] }] }) { journey { key } errors { ... on Error { message } } } }""");

        for (var reading = 0; reading < 2; reading++)
            Assert.Equal(("Head of technology", "The better guide", "As it was"), Names(await ViewAsync(host)));
    }

    private static async Task<ApiHost> StartAsync(StorageKind kind)
    {
        var host = await ApiHost.StartAsync(kind, Agreed.Now);
        await Agreed.AgreeAsync(host.Store, Agreed.OneWebinar, host.Clock.Now);
        return host;
    }

    private static Task DefineAsync(ApiHost host, string persona, string asset) => host.AskAsync($$"""
        mutation {
          definePersona(input: { key: "tech", name: "{{persona}}", audience: PROSPECT }) { persona { key } errors { ... on Error { message } } }
          importContent(input: { source: "cms", content: [{ externalId: "guide", title: "{{asset}}", format: "Guide" }] }) { created updated errors { ... on Error { message } } }
        }
        """);

    private static async Task CaptureAsync(ApiHost host)
    {
        await host.AskAsync("""
            mutation { captureLeads(input: { source: "crm", leads: [{ externalId: "1", name: "Pat", email: "pat@example.com", company: "Acme", personaKey: "tech",
              attributes: [{ name: "industry", value: "software" }, { name: "budget", value: 5 }] }] }) { created errors { ... on Error { message } } } }
            """);
        await host.AskAsync("""
            mutation { recordEngagements(input: { source: "crm", engagements: [
              { leadExternalId: "1", at: "2026-02-25T09:00:00Z", type: "webinar" },
              { leadExternalId: "1", at: "2026-02-26T09:00:00Z", type: "webinar", contentExternalId: "guide", properties: [{ name: "minutes", value: 30 }] },
              { leadExternalId: "1", at: "2026-02-27T09:00:00Z", type: "webinar", contentExternalId: "unheard of" }] }) { recorded errors { ... on Error { message } } } }
            """);
    }

    private static async Task<string> IdAsync(ApiHost host) => (await host.AskAsync(Lead, new { id = "1" })).GetProperty("leadByExternalId").GetProperty("id").GetString()!;

    private static async Task<JsonElement> ViewAsync(ApiHost host) => (await host.AskAsync(View, new { id = await IdAsync(host) })).GetProperty("lead");

    private static (string?, string?, string?) Names(JsonElement lead) => (
        lead.GetProperty("persona").GetProperty("name").GetString(),
        lead.GetProperty("last").GetProperty("nodes")[0].GetProperty("content").GetProperty("title").GetString(),
        lead.GetProperty("standing").GetProperty("stage").GetProperty("name").GetString());

    private static IEnumerable<string> Positions(JsonElement page) => page.GetProperty("nodes").EnumerateArray().Select(entry => entry.GetProperty("position").ToString());

    private static bool Info(JsonElement page, string name) => page.GetProperty("pageInfo").GetProperty(name).GetBoolean();
}
