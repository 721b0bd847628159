using System.Text.Json;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Stories;

/// <summary>The calls that story tests begin with.</summary>
internal static class StoryCalls
{
    /// <summary>A persona with a story, a rep and a lead.</summary>
    /// <returns>The lead's id.</returns>
    public static async Task<string> TellAsync(ApiHost host)
    {
        var made = await host.AskAsync("""
            mutation {
              a: definePersona(input: { key: "ops", name: "Ops", audience: PROSPECT }) { errors { __typename } }
              b: defineSalesRep(input: { key: "sam", name: "Sam", timeZone: "Europe/Lisbon" }) { errors { __typename } }
              c: captureLeads(input: { source: "crm", leads: [{ externalId: "l1", createdAt: "2025-02-01T00:00:00Z", personaKey: "ops" }] }) { leads { id } errors { __typename } }
              d: writeStory(input: { personaKey: "ops", premise: "Nobody knows who is on call.", themes: ["sleep"], chapters: [
                { stageKey: "awareness", message: "It is the hand-over.", themes: ["sleep"], tellings: [{ audience: SALES, text: "Ask who was woken." }] },
                { stageKey: "consideration", message: "Three ways.", themes: ["sleep"] }] }) { contentStory { version } errors { __typename ... on Error { message path } } }
            }
            """);
        Assert.Equal(1, made.GetProperty("d").GetProperty("contentStory").GetProperty("version").GetInt32());
        return made.GetProperty("c").GetProperty("leads")[0].GetProperty("id").GetString()!;
    }

    /// <summary>Content about sleep.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> PublishAsync(ApiHost host, string title, string? stage, string? persona, string orientation = "BUYER_SCENARIO", params string[] answers)
    {
        var published = (await host.AskAsync(
            "mutation($t: String!, $s: [String!], $p: [String!], $o: Orientation, $a: [String!]) { publishContent(input: { externalId: $t, title: $t, format: \"Guide\", stageKeys: $s, personaKeys: $p, themes: [\"sleep\"], orientation: $o, answers: $a }) { contentAsset { id } errors { __typename ... on Error { message } } } }",
            new { t = title, s = stage is null ? null : new[] { stage }, p = persona is null ? null : new[] { persona }, o = orientation, a = answers })).GetProperty("publishContent");
        return published.GetProperty("contentAsset").GetProperty("id").GetString()!;
    }

    /// <summary>Sam gives an asset to a lead.</summary>
    public static async Task ShareAsync(ApiHost host, string lead, string asset, string at, string rep = "sam")
    {
        var shared = await host.AskAsync(
            "mutation($l: ID!, $a: ID!, $at: Instant, $rep: String) { shareContent(input: { leadId: $l, assetId: $a, repKey: $rep, at: $at }) { lead { id } contentAsset { title } errors { __typename ... on Error { message } } } }",
            new { l = lead, a = asset, at, rep });
        Assert.Equal(JsonValueKind.Null, shared.GetProperty("shareContent").GetProperty("errors").ValueKind);
    }

    /// <summary>The lead reads content by itself.</summary>
    public static async Task ReadAsync(ApiHost host, string content, string at) => await host.AskAsync(
        """mutation($c: String!, $at: Instant!) { recordEngagements(input: { source: "crm", engagements: [{ leadExternalId: "l1", at: $at, type: "read", contentExternalId: $c }] }) { recorded errors { __typename } } }""",
        new { c = content, at });
}
