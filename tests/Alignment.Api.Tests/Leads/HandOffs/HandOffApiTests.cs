using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Alignment.Api.Tests.Leads.HandOffs;

public sealed class HandOffApiTests
{
    private const string Errors = "errors { __typename ... on Error { message code path } }";

    [Theory, EveryStorage]
    public async Task WhenLeadsAreHandedOverOffDefinition_ThenTheDefinitionCountsThem(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Standings.Agreed.Now);
        await Standings.Agreed.AgreeAsync(host.Store, Standings.Agreed.OneWebinar, host.Clock.Now);
        await host.AskAsync("""mutation { defineSalesRep(input: { key: "ana", name: "Ana", timeZone: "UTC" }) { salesRep { key } } }""");
        foreach (var (name, webinars, reason) in new[] { ("met", new[] { 1 }, ""), ("not met", [], ", offDefinitionReason: \"They called us\"") })
        {
            await Standings.Agreed.CaptureAsync(host.Store, name, host.Clock.Now, webinars);
            var id = (await host.AskAsync($$"""{ leadByExternalId(source: "crm", externalId: "{{name}}") { id } }""")).GetProperty("leadByExternalId").GetProperty("id").GetString();
            var offered = (await host.AskAsync($$"""mutation { handOffLead(input: { leadId: "{{id}}", repKey: "ana"{{reason}} }) { handOff { id } {{Errors}} } }""")).GetProperty("handOffLead");
            Assert.True(offered.GetProperty("errors").ValueKind == JsonValueKind.Null, offered.ToString());
            var handOff = offered.GetProperty("handOff").GetProperty("id").GetString();
            if (name == "met") await host.AskAsync($$"""mutation { returnHandOff(input: { handOffId: "{{handOff}}", reason: "No budget" }) { handOff { id } {{Errors}} } }""");
        }

        var counts = (await host.AskAsync("""{ leadDefinition(key: "ideal") { handOffCounts { handedOff offDefinition returned lapsed } } }""")).GetProperty("leadDefinition").GetProperty("handOffCounts");
        Assert.Equal("""{"handedOff":2,"offDefinition":1,"returned":1,"lapsed":0}""", counts.GetRawText());
    }

    [Theory, EveryStorage]
    public async Task WhenALeadIsHandedOffThroughTheApi_ThenEveryoneSeesWhereItStands(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, Instant.FromUtc(2026, 3, 23, 9, 0));
        var lead = await PrepareAsync(host);
        var offer = $$"""mutation($rep: String!, $key: String) { handOffLead(input: { leadId: "{{lead}}", repKey: $rep, idempotencyKey: $key }) { handOff { id state respondBy touchBy rep { key openHandOffs } lead { status } definition { key version } nextDeadlineAt nextDeadlineKind } {{Errors}} } }""";

        var answer = (await host.AskAsync(offer, new { rep = "ana", key = "k" })).GetProperty("handOffLead");
        Assert.True(answer.GetProperty("errors").ValueKind == JsonValueKind.Null, answer.ToString());
        var first = answer.GetProperty("handOff");
        Assert.Equal("2026-03-23T11:00:00Z", first.GetProperty("respondBy").GetString());
        Assert.Equal(("OFFERED", "OFFERED", 1), (first.GetProperty("state").GetString(), first.GetProperty("lead").GetProperty("status").GetString(), first.GetProperty("rep").GetProperty("openHandOffs").GetInt32()));
        var id = first.GetProperty("id").GetString();
        Assert.Equal(id, (await host.AskAsync(offer, new { rep = "ana", key = "k" })).GetProperty("handOffLead").GetProperty("handOff").GetProperty("id").GetString());
        Assert.Equal(["IDEMPOTENCY_KEY_REUSED"], Codes((await host.AskAsync(offer, new { rep = "bob", key = "k" })).GetProperty("handOffLead")));

        var second = (await host.AskAsync(offer, new { rep = "bob", key = "other" })).GetProperty("handOffLead");
        Assert.Equal(["CONFLICT"], Codes(second));
        Assert.StartsWith("ana has it", second.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);

        var accept = $$"""mutation($rep: String) { acceptHandOff(input: { handOffId: "{{id}}", repKey: $rep }) { handOff { state touchBy } {{Errors}} } }""";
        Assert.Equal(["CONFLICT"], Codes((await host.AskAsync(accept, new { rep = "bob" })).GetProperty("acceptHandOff")));
        Assert.Equal("ACCEPTED", (await host.AskAsync(accept, new { rep = "ana" })).GetProperty("acceptHandOff").GetProperty("handOff").GetProperty("state").GetString());
        var touched = await host.AskAsync($$"""mutation { recordTouch(input: { handOffId: "{{id}}" }) { handOff { state } {{Errors}} } }""");
        Assert.Equal("TOUCHED", touched.GetProperty("recordTouch").GetProperty("handOff").GetProperty("state").GetString());
        var returned = await host.AskAsync($$"""mutation { returnHandOff(input: { handOffId: "{{id}}", reason: "No budget", until: "2026-06-01" }) { handOff { state returnReason lead { status handOff { id } } } {{Errors}} } }""");
        Assert.Equal(("RETURNED", "NURTURING"), (
            returned.GetProperty("returnHandOff").GetProperty("handOff").GetProperty("state").GetString(),
            returned.GetProperty("returnHandOff").GetProperty("handOff").GetProperty("lead").GetProperty("status").GetString()));

        var seen = (await host.AskAsync($$"""
            { lead(id: "{{lead}}") {
                handOffs { totalCount nodes { state endedAt } }
                history(first: 50) { nodes { sequence at kind why by { kind name } changes { field before after } handOff { id } } }
                moves { move possible whyNot }
                asItStood(at: "2026-03-23T09:00:00Z") { status repKey attributes { name value } } } }
            """)).GetProperty("lead");
        var assessed = await host.SendAsync($$"""{ lead(id: "{{lead}}") { assessment { decision } } }""");
        Assert.True(!assessed.TryGetProperty("errors", out _), assessed.ToString());
        Assert.Equal("HAND_OFF", assessed.GetProperty("data").GetProperty("lead").GetProperty("assessment").GetProperty("decision").GetString());
        Assert.Equal(1, seen.GetProperty("handOffs").GetProperty("totalCount").GetInt32());
        Assert.Equal(
            ["CAPTURED", "QUALIFIED", "OFFERED", "ACCEPTED", "TOUCHED", "RETURNED"],
            seen.GetProperty("history").GetProperty("nodes").EnumerateArray().Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Contains(seen.GetProperty("moves").EnumerateArray(), move => move.GetProperty("move").GetString() == "OFFER" && move.GetProperty("possible").GetBoolean());
        var version = (await host.AskAsync("""{ leadDefinition(key: "ideal") { returnReasons { reason count } } }""")).GetProperty("leadDefinition");
        Assert.Equal("No budget", version.GetProperty("returnReasons")[0].GetProperty("reason").GetString());
    }

    [Theory, EveryStorage]
    public async Task WhenALeadIsTakenOutAndComesAgain_ThenTheApiFollows(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await PrepareAsync(host);
        string Out(string reason) => $$"""mutation { disqualifyLead(input: { leadId: "{{lead}}", reason: "{{reason}}" }) { lead { status } {{Errors}} } }""";

        Assert.Equal(["VALIDATION"], Codes((await host.AskAsync(Out("just because"))).GetProperty("disqualifyLead")));
        Assert.Equal("DISQUALIFIED", (await host.AskAsync(Out("Competitor"))).GetProperty("disqualifyLead").GetProperty("lead").GetProperty("status").GetString());
        Assert.Equal(["WRONG_STATE"], Codes((await host.AskAsync(Out("Competitor"))).GetProperty("disqualifyLead")));
        var back = await host.AskAsync($$"""mutation { reactivateLead(input: { leadId: "{{lead}}" }) { lead { status } {{Errors}} } }""");
        Assert.Equal("QUALIFIED", back.GetProperty("reactivateLead").GetProperty("lead").GetProperty("status").GetString());
        var recycled = await host.AskAsync($$"""mutation { recycleLead(input: { leadId: "{{lead}}", reason: "Went quiet" }) { lead { status } {{Errors}} } }""");
        Assert.Equal(["WRONG_STATE"], Codes(recycled.GetProperty("recycleLead")));
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenAPageOfLeadsShowsHandOffsAndHistory_ThenTheStatementsAreAsManyWhateverItsSize(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        for (var number = 0; number < 12; number++)
        {
            var lead = await CaptureAsync(host, $"{number}");
            await host.AskAsync($$"""mutation { handOffLead(input: { leadId: "{{lead}}", repKey: "{{(number % 2 == 0 ? "ana" : "bob")}}", offDefinitionReason: "asked" }) { handOff { id } {{Errors}} } }""");
        }

        // The host looks for what is due meanwhile: what a page itself costs is the least of some readings.
        async Task<int> CountAsync(int first)
        {
            var least = int.MaxValue;
            for (var reading = 0; reading < 5; reading++)
                least = Math.Min(least, await ReadAsync(first));
            return least;
        }

        async Task<int> ReadAsync(int first)
        {
            host.Statements.Clear();
            await host.AskAsync($$"""{ leads(first: {{first}}) { nodes { handOff { rep { openHandOffs } } handOffs { nodes { state lead { status } } } history { nodes { kind handOff { state } } } } } }""");
            return host.Statements.Texts.Count;
        }

        Assert.Equal(await CountAsync(2), await CountAsync(12));
    }

    private static string[] Codes(JsonElement payload) =>
        [.. payload.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString()!)];

    private static async Task<string> PrepareAsync(ApiHost host)
    {
        foreach (var rep in new[] { "ana", "bob" })
            await DefineAsync(host, rep);
        var draft = await host.AskAsync("""
            mutation { draftLeadDefinition(input: { key: "ideal", definition: { name: "Ready", handOff: {}, criteria: [
              { key: "ready", kind: "attribute", role: "require", attribute: "ready", operator: "equals", value: true } ] } }) { leadDefinition { id } errors { ... on Error { message path } } } }
            """);
        Assert.Equal(JsonValueKind.Null, draft.GetProperty("draftLeadDefinition").GetProperty("errors").ValueKind);
        var id = draft.GetProperty("draftLeadDefinition").GetProperty("leadDefinition").GetProperty("id").GetString();
        foreach (var (function, by) in new[] { ("MARKETING", "Mo"), ("SALES", "Sam") })
        {
            var signed = (await host.AskAsync($$"""mutation { signLeadDefinition(input: { id: "{{id}}", function: {{function}}, by: "{{by}}" }) { leadDefinition { state } errors { ... on Error { message path } } } }"""))
                .GetProperty("signLeadDefinition");
            Assert.True(signed.GetProperty("errors").ValueKind == JsonValueKind.Null, signed.ToString());
        }

        return await CaptureAsync(host, "1", define: false);
    }

    private static Task<JsonElement> DefineAsync(ApiHost host, string rep) => host.AskAsync(
        $$"""mutation { defineSalesRep(input: { key: "{{rep}}", name: "{{rep}}", timeZone: "UTC" }) { salesRep { key } errors { __typename } } }""");

    private static async Task<string> CaptureAsync(ApiHost host, string externalId, bool define = true)
    {
        if (define)
        {
            await DefineAsync(host, "ana");
            await DefineAsync(host, "bob");
        }

        await host.AskAsync(
            $$"""mutation { captureLeads(input: { source: "crm", leads: [{ externalId: "{{externalId}}", attributes: [{ name: "ready", value: true }] }] }) { created errors { __typename } } }""");
        var lead = (await host.AskAsync($$"""{ leadByExternalId(source: "crm", externalId: "{{externalId}}") { id } }""")).GetProperty("leadByExternalId").GetProperty("id").GetString()!;

        return lead;
    }
}
