using System.Net.Http.Json;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Leads.Definitions;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.Api.Tests.Leads.HandOffs;

/// <summary>What a team decides about hand-offs, as a client of GraphQL reads and sets it.</summary>
public sealed class PolicyApiTests
{
    [Theory, EveryStorage]
    public async Task WhenAListOfReasonsIsSet_ThenWhatIsLeftOutIsRetired(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        const string Lists = "{ reasonLists { kind reasons { key label active } } }";
        Assert.Equal(["RETURN", "RECYCLE", "DISQUALIFICATION"], Of(await host.AskAsync(Lists), "reasonLists").Select(list => list.GetProperty("kind").GetString()));

        var refused = await SetAsync(host, "setReasonList", """kind: RECYCLE, reasons: [{ key: "a:b", label: "" }]""", "reasonList { kind }");
        Assert.Equal(["reasons.0.key", "reasons.0.label"], Paths(refused));
        var set = await SetAsync(host, "setReasonList", """kind: RECYCLE, reasons: [{ key: "On leave", label: "Buyer is on leave" }], idempotencyKey: "k" """, "reasonList { reasons { key active } }");
        Assert.Equal(JsonValueKind.Null, set.GetProperty("errors").ValueKind);
        var reasons = (await host.AskAsync("{ reasonLists(kind: RECYCLE) { reasons { key active } } }")).GetProperty("reasonLists")[0].GetProperty("reasons").EnumerateArray().ToList();
        Assert.Equal(["On leave"], reasons.Where(reason => reason.GetProperty("active").GetBoolean()).Select(reason => reason.GetProperty("key").GetString()));
        Assert.Contains(reasons, reason => reason.GetProperty("key").GetString() == "Went quiet" && !reason.GetProperty("active").GetBoolean());
        var reused = await SetAsync(host, "setReasonList", """kind: RECYCLE, reasons: [{ key: "Other", label: "Other" }], idempotencyKey: "k" """, "reasonList { kind }");
        Assert.Equal("IDEMPOTENCY_KEY_REUSED", reused.GetProperty("errors")[0].GetProperty("code").GetString());
    }

    [Theory, EveryStorage]
    public async Task WhenClocksAndCalendarAreSet_ThenTheyAreRead(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        Assert.Equal("PT2H", (await host.AskAsync("{ clockPolicy { answer touch escalateAfter } }")).GetProperty("clockPolicy").GetProperty("answer").GetString());
        Assert.Equal(["answer", "escalateAfter"], Paths(await SetAsync(host, "setClockPolicy", """answer: "PT0S", touch: "PT4H", escalateAfter: 1""", "clockPolicy { answer }")));
        await SetAsync(host, "setClockPolicy", """answer: "PT30M", touch: "PT4H" """, "clockPolicy { answer }");
        var clocks = (await host.AskAsync("{ clockPolicy { answer touch escalateAfter } }")).GetProperty("clockPolicy");
        Assert.Equal(("PT30M", "PT4H", JsonValueKind.Null), (clocks.GetProperty("answer").GetString(), clocks.GetProperty("touch").GetString(), clocks.GetProperty("escalateAfter").ValueKind));

        Assert.NotEmpty(Paths(await SetAsync(host, "setTeamCalendar", "hours: []", "teamCalendar { holidays }")));
        Assert.Equal(["hours.0"], Paths(await SetAsync(host, "setTeamCalendar", """hours: [{ day: MONDAY, from: "09:00", to: "09:00" }]""", "teamCalendar { holidays }")));
        await SetAsync(host, "setTeamCalendar", """hours: [{ day: MONDAY, from: "09:00", to: "12:00" }], holidays: ["2026-12-25"]""", "teamCalendar { holidays }");
        var calendar = (await host.AskAsync("{ teamCalendar { hours { day from to } holidays } }")).GetProperty("teamCalendar");
        Assert.Equal(("MONDAY", "2026-12-25"), (calendar.GetProperty("hours")[0].GetProperty("day").GetString(), calendar.GetProperty("holidays")[0].GetString()));
    }

    [Theory, EveryStorage]
    public async Task WhenRoutingRulesAreSet_ThenEveryFaultIsToldAndSoundOnesAreRead(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        Assert.Equal(JsonValueKind.Null, (await host.AskAsync("{ routingRules { name } }")).GetProperty("routingRules").ValueKind);
        var refused = Paths(await SetAsync(host, "setRoutingRules", """rules: { rules: [{ key: "all", candidates: [] }] }""", "routingRules { name }"));
        Assert.True(refused.Count >= 2, string.Join(' ', refused));
        Assert.All(refused, path => Assert.StartsWith("rules", path, StringComparison.Ordinal));
        await SetAsync(host, "setRoutingRules", """rules: { name: "All", rules: [{ key: "all", candidates: ["ana", "bob"] }] }""", "routingRules { name }");
        var rules = (await host.AskAsync("{ routingRules { name rules } }")).GetProperty("routingRules");
        Assert.Equal("All", rules.GetProperty("name").GetString());
        Assert.Equal("bob", rules.GetProperty("rules").GetProperty("rules")[0].GetProperty("candidates")[1].GetString());
    }

    [Theory, EveryStorage]
    public async Task WhenARepIsAwayOrLeaves_ThenItIsSetAndClearedWithoutTouchingTheRest(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        Assert.Equal("NOT_FOUND", (await SetAsync(host, "setSalesRepLeaving", """key: "ana" """, "salesRep { key }")).GetProperty("errors")[0].GetProperty("code").GetString());
        await SetAsync(host, "defineSalesRep", """key: "ana", name: "Ana", timeZone: "Europe/Lisbon", holidays: ["2026-12-24"]""", "salesRep { key }");
        Assert.Equal(["absences.0.to"], Paths(await SetAsync(host, "setSalesRepAbsences", """key: "ana", absences: [{ from: "2026-07-02", to: "2026-07-01" }]""", "salesRep { key }")));
        await SetAsync(host, "setSalesRepAbsences", """key: "ana", absences: [{ from: "2026-07-01", to: "2026-07-14" }, { from: "2026-05-04" }]""", "salesRep { key }");
        var left = (await SetAsync(host, "setSalesRepLeaving", """key: "ana", leftOn: "2026-09-01" """, "salesRep { leftOn holidays timeZone absences { from to } }")).GetProperty("salesRep");
        Assert.Equal(("2026-09-01", "2026-12-24", "2026-05-04"), (
            left.GetProperty("leftOn").GetString(), left.GetProperty("holidays")[0].GetString(), left.GetProperty("absences")[0].GetProperty("to").GetString()));
        var stays = (await SetAsync(host, "setSalesRepLeaving", """key: "ana" """, "salesRep { leftOn absences { from } }")).GetProperty("salesRep");
        Assert.Equal((JsonValueKind.Null, 2), (stays.GetProperty("leftOn").ValueKind, stays.GetProperty("absences").GetArrayLength()));
    }

    [Theory, EveryStorage]
    public async Task WhenBothHaveSigned_ThenWhoeverListensHearsOfTheAgreementOnce(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "subscription { definitionAgreed { key version state } }" }) };
        request.Headers.Add("Accept", "text/event-stream");
        using var response = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var feed = host.Services.GetRequiredService<AgreementFeed>();
        await Eventually.UntilAsync(() => feed.Listeners > 0);

        foreach (var key in new[] { "first", "second" })
        {
            var drafted = await SetAsync(host, "draftLeadDefinition", $$"""key: "{{key}}", definition: { name: "Any", handOff: {}, criteria: [{ key: "ready", kind: "attribute", role: "require", attribute: "ready", operator: "present" }] }""", "leadDefinition { id }");
            Assert.True(drafted.GetProperty("errors").ValueKind == JsonValueKind.Null, drafted.ToString());
            var id = drafted.GetProperty("leadDefinition").GetProperty("id").GetString();
            foreach (var (function, by) in new[] { ("MARKETING", "Mo"), ("SALES", "Sam") })
                await SetAsync(host, "signLeadDefinition", $"""id: "{id}", function: {function}, by: "{by}" """, "leadDefinition { state }");
        }

        List<string> heard = [];
        while (heard.Count < 2)
        {
            var line = await lines.ReadLineAsync().WaitAsync(Eventually.Patience) ?? throw new EndOfStreamException();
            if (line.StartsWith("data: {", StringComparison.Ordinal)) heard.Add(line);
        }

        Assert.Equal(
            ["""data: {"data":{"definitionAgreed":{"key":"first","version":1,"state":"AGREED"}}}""", """data: {"data":{"definitionAgreed":{"key":"second","version":1,"state":"AGREED"}}}"""],
            heard);
    }

    private static IEnumerable<JsonElement> Of(JsonElement data, string name) => data.GetProperty(name).EnumerateArray();

    private static List<string> Paths(JsonElement payload) => [.. Of(payload, "errors")
        .Select(error => string.Join('.', error.GetProperty("path").EnumerateArray().Select(step => step.GetString())))];

    private static async Task<JsonElement> SetAsync(ApiHost host, string name, string input, string selection) =>
        (await host.AskAsync($"mutation {{ {name}(input: {{ {input} }}) {{ {selection} errors {{ __typename ... on Error {{ code message path }} }} }} }}")).GetProperty(name);
}
