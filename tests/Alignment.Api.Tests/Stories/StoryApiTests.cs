using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Stories;

public sealed class StoryApiTests
{
    private const string Problem = "What is the problem, and who else has it?";

    [Theory, EveryStorage]
    public async Task WhenARepSendsTheWrongThings_ThenTheLeadsStorySaysWhereItBreaks(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        var night = await StoryCalls.PublishAsync(host, "night", "AWARENESS".ToLowerInvariant(), "ops");
        var ways = await StoryCalls.PublishAsync(host, "ways", "consideration", "ops");
        var deck = await StoryCalls.PublishAsync(host, "deck", "decision", "ops", "COMPANY");
        var other = await StoryCalls.PublishAsync(host, "other", "decision", "cfo");
        string[] order = [night, ways, night, deck, other, night];
        for (var hour = 0; hour < order.Length; hour++) await StoryCalls.ShareAsync(host, lead, order[hour], $"2026-03-01T0{hour}:00:00Z");

        var story = (await host.AskAsync("""
            query($id: ID!) { lead(id: $id) { storySoFar { steps { at by stage { key } asset { title } rep { key } } breaks { kind why stage { key } asset { title } rep { key } earlier { title } } } } }
            """, new { id = lead })).GetProperty("lead").GetProperty("storySoFar");

        Assert.Equal(6, story.GetProperty("steps").GetArrayLength());
        Assert.Equal(["REPEATS", "ABOUT_US", "WRONG_PERSONA", "REPEATS"], story.GetProperty("breaks").EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.All(story.GetProperty("breaks").EnumerateArray(), one => Assert.Equal("sam", one.GetProperty("rep").GetProperty("key").GetString()));
    }

    [Theory, EveryStorage]
    public async Task WhenContentIsPublishedAndGiven_ThenCoverageUseAndNextContentFollow(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var lead = await StoryCalls.TellAsync(host);
        var night = await StoryCalls.PublishAsync(host, "night", "awareness", "ops", answers: Problem);
        var why = await StoryCalls.PublishAsync(host, "why", "awareness", "ops", answers: "Why does it matter now?");
        await host.AskAsync("""mutation { recordEngagements(input: { source: "crm", engagements: [{ leadExternalId: "l1", at: "2026-02-28T09:00:00Z", type: "read", contentExternalId: "other-site" }, { leadExternalId: "l1", at: "2026-02-28T10:00:00Z", type: "read", contentExternalId: "why" }] }) { recorded errors { __typename } } }""");

        var next = await NextAsync(host, lead);
        Assert.Equal(("night", Problem), (next.GetProperty("asset").GetProperty("title").GetString(), next.GetProperty("answers").GetString()));
        await StoryCalls.ShareAsync(host, lead, night, "2026-03-01T00:00:00Z");

        var asked = await host.AskAsync("""
            query($id: ID!) {
              lead(id: $id) { stage { stage { key } } nextContent(first: 3) { asset { title } } engagements(first: 5) { nodes { content { title } } } }
              coverage { cells { persona { key } stage { key } assets answered questions leads onlyAboutUs } gaps { stage { key } } share }
              story(personaKey: "ops") { premise themes breaks { kind stage { key } } missingTellings(audiences: [SALES]) { audience stage { key } }
                chapters { stage { key } message questions { question answeredBy { title } } assets { title } } }
              contentAssets(personaKey: "ops", stageKey: "awareness") { totalCount nodes { title stages { key } personas { key } usage { sharedByReps reps leads movedForward } } }
              unused: contentAssets(unusedSince: "2026-01-01T00:00:00Z") { totalCount }
              contentUseByRep { totalCount nodes { repKey times asset { title } leadId } }
            }
            """, new { id = lead });
        Assert.Equal("awareness", asked.GetProperty("lead").GetProperty("stage").GetProperty("stage").GetProperty("key").GetString());
        Assert.Equal(0, asked.GetProperty("lead").GetProperty("nextContent").GetArrayLength());
        Assert.Equal("why", asked.GetProperty("lead").GetProperty("engagements").GetProperty("nodes")[1].GetProperty("content").GetProperty("title").GetString());
        var cell = asked.GetProperty("coverage").GetProperty("cells").EnumerateArray().Single(one => one.GetProperty("stage").GetProperty("key").GetString() == "awareness");
        Assert.Equal((2, 2, 2), (cell.GetProperty("assets").GetInt32(), cell.GetProperty("answered").GetInt32(), cell.GetProperty("questions").GetInt32()));
        var awareness = asked.GetProperty("story").GetProperty("chapters")[0];
        Assert.Equal(2, awareness.GetProperty("assets").GetArrayLength());
        Assert.Equal("night", awareness.GetProperty("questions")[0].GetProperty("answeredBy")[0].GetProperty("title").GetString());
        Assert.Equal(3, asked.GetProperty("story").GetProperty("breaks").GetArrayLength());
        var usage = asked.GetProperty("contentAssets").GetProperty("nodes").EnumerateArray().Single(one => one.GetProperty("title").GetString() == "night").GetProperty("usage");
        Assert.Equal((1, 1, 1), (usage.GetProperty("sharedByReps").GetInt32(), usage.GetProperty("reps").GetInt32(), usage.GetProperty("leads").GetInt32()));
        Assert.Equal(0, asked.GetProperty("unused").GetProperty("totalCount").GetInt32());
        Assert.Equal("sam", asked.GetProperty("contentUseByRep").GetProperty("nodes")[0].GetProperty("repKey").GetString());
        Assert.NotEqual(night, why);
    }

    [Theory, EveryStorage]
    public async Task WhenRulesPropose_ThenTagsHoldOnlyOnceAccepted(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await StoryCalls.TellAsync(host);
        var id = await StoryCalls.PublishAsync(host, "A customer story", null, null);
        await host.AskAsync("""mutation($r: JSON!) { setTaggingRules(input: { rules: $r }) { taggingRules errors { __typename } } }""",
            new { r = new { rules = new[] { new { key = "stories", when = new { titleContains = new[] { "customer" } }, suggest = new { stages = new[] { "decision" } } } } } });

        var suggested = (await host.AskAsync("query($id: ID!) { node(id: $id) { ... on ContentAsset { stages { key } tagSuggestions { dimension value because } } } }", new { id })).GetProperty("node");
        Assert.Equal(0, suggested.GetProperty("stages").GetArrayLength());
        Assert.Equal("decision", suggested.GetProperty("tagSuggestions")[0].GetProperty("value").GetString());
        var tagged = (await host.AskAsync("""mutation($id: ID!) { tagContent(input: { assetId: $id, dimension: STAGE, value: "decision" }) { contentAsset { version stages { key } tagSuggestions { value } } errors { __typename } } }""", new { id })).GetProperty("tagContent").GetProperty("contentAsset");
        Assert.Equal("decision", tagged.GetProperty("stages")[0].GetProperty("key").GetString());
        Assert.Equal(0, tagged.GetProperty("tagSuggestions").GetArrayLength());
        var bad = (await host.AskAsync("""mutation { setTaggingRules(input: { rules: { rules: [{ key: "x", when: {}, suggest: { stages: ["dreaming"] } }] } }) { errors { __typename ... on Error { path } } } }""")).GetProperty("setTaggingRules");
        Assert.Equal(2, bad.GetProperty("errors").GetArrayLength());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenCoverageIsAsked_ThenNoStatementLooksAtLeadsAndThereAreAsManyForOneRowAsForMany(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind, withBackground: false);
        await StoryCalls.TellAsync(host);
        await StoryCalls.PublishAsync(host, "night", "awareness", "ops");
        var forOne = await AskAsync(rows: 1);
        foreach (var key in new[] { "cfo", "cto", "ceo" })
        {
            await host.AskAsync($$"""
                mutation {
                  definePersona(input: { key: "{{key}}", name: "{{key}}", audience: PROSPECT }) { errors { __typename } }
                  writeStory(input: { personaKey: "{{key}}", premise: "P", chapters: [{ stageKey: "awareness", message: "M" }] }) { errors { __typename } } }
                """);
            for (var n = 0; n < 3; n++) await StoryCalls.PublishAsync(host, $"{key} {n}", "awareness", key);
        }

        Assert.Equal(forOne.Count, (await AskAsync(rows: 4)).Count);
        Assert.InRange(forOne.Count, 2, 10);
        Assert.DoesNotContain(forOne, text => text.Contains("lead", StringComparison.Ordinal) && !text.Contains("standing_counts", StringComparison.Ordinal));

        async Task<IReadOnlyCollection<string>> AskAsync(int rows)
        {
            host.Statements.Clear();
            var cells = (await host.AskAsync("{ coverage { cells { persona { key } stage { key } assets answered questions leads onlyAboutUs } gaps { stage { key } } } }"))
                .GetProperty("coverage").GetProperty("cells");
            Assert.Equal(rows, cells.EnumerateArray().Select(cell => cell.GetProperty("persona").GetProperty("key").GetString()).Distinct().Count());
            return [.. host.Statements.Texts];
        }
    }

    private static async Task<JsonElement> NextAsync(ApiHost host, string lead) =>
        (await host.AskAsync("query($id: ID!) { lead(id: $id) { nextContent { asset { title } answers why } } }", new { id = lead })).GetProperty("lead").GetProperty("nextContent")[0];
}
