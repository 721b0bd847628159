using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Personas;

/// <summary>Whoever edits what somebody else changed meanwhile is told so, in every mutation of personas, interviews, stories and content.</summary>
public sealed class ExpectedVersionTests
{
    // They add something new, or take in documents of many.
    private static readonly string[] EditNothing = ["recordInterview", "recordFieldVisit", "shareContent", "importContent", "importPersonas", "acceptSuggestedTags"];

    private static readonly (string Mutation, string Input)[] Edits =
    [
        ("definePersona", """key: "ops", name: "Other", audience: PROSPECT"""),
        ("claimInsight", """personaKey: "ops", kind: GOAL, statement: "Sleep." """),
        ("citeEvidence", """insightId: "$insight", quoteId: "$quote" """),
        ("unciteEvidence", """insightId: "$insight", quoteId: "$quote" """),
        ("retractInsight", """insightId: "$insight", because: "Wrong.", by: "Ana" """),
        ("addQuotes", """interviewId: "$interview", quotes: [{ at: "PT5M", words: "So." }]"""),
        ("correctQuote", """quoteId: "$quote", at: "PT4M", words: "Never.", because: "Heard again.", by: "Ana" """),
        ("withdrawQuote", """quoteId: "$quote", because: "Asked to.", by: "Ana" """),
        ("correctInterview", """interviewId: "$interview", interviewee: "Bea", heldAt: "2026-02-01T09:00:00Z", interviewer: { name: "Ana", function: MARKETING }, record: RECORDED, because: "Name.", by: "Ana" """),
        ("writeStory", """personaKey: "ops", premise: "P", chapters: []"""),
        ("publishContent", """externalId: "night", title: "Night", format: "Guide" """),
        ("reviseContent", """assetId: "$asset", what: "Figures.", by: "Ana" """),
        ("retireContent", """assetId: "$asset", because: "Old." """),
        ("reinstateContent", """assetId: "$asset" """),
        ("tagContent", """assetId: "$asset", dimension: STAGE, value: "decision" """),
        ("dismissTag", """assetId: "$asset", dimension: STAGE, value: "decision" """),
        ("setPersonaValidation", "interviewees: 4"),
        ("setTaggingRules", "rules: { rules: [] }"),
    ];

    [Theory, EveryStorage]
    public async Task WhenTheVersionIsAnotherByNow_ThenEveryEditIsRefusedAndNamesThePresentOne(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var ids = await FillAsync(host);
        foreach (var (mutation, input) in Edits)
        {
            var filled = ids.Aggregate(input, (text, id) => text.Replace($"${id.Key}", id.Value, StringComparison.Ordinal));
            var answer = (await host.AskAsync($"mutation {{ {mutation}(input: {{ {filled}, expectedVersion: 77 }}) {{ errors {{ __typename ... on Error {{ code message path }} }} }} }}")).GetProperty(mutation);
            Assert.True(answer.GetProperty("errors").ValueKind == JsonValueKind.Array, mutation);
            var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
            Assert.Equal("CONFLICT", error.GetProperty("code").GetString());
            Assert.Matches("it is at version [1-9]", error.GetProperty("message").GetString());
            Assert.Equal("expectedVersion", error.GetProperty("path")[0].GetString());
        }
    }

    [Fact]
    public void WhenAMutationOfPersonasOrStoriesEditsSomething_ThenItIsAmongThoseTested()
    {
        var owners = new[] { typeof(Api.Personas.PersonaMutations), typeof(Api.Personas.InterviewMutations), typeof(Api.Stories.StoryMutations), typeof(Api.Stories.ContentMutations) };
        var mutations = owners.SelectMany(owner => owner.GetMethods().Where(method => method.DeclaringType == owner && method.Name.EndsWith("Async", StringComparison.Ordinal)))
            .Select(method => char.ToLowerInvariant(method.Name[0]) + method.Name[1..^"Async".Length]).Except(EditNothing).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(mutations, Edits.Select(edit => edit.Mutation).Order(StringComparer.Ordinal));
    }

    private static async Task<Dictionary<string, string>> FillAsync(ApiHost host)
    {
        var made = await host.AskAsync("""
            mutation {
              a: definePersona(input: { key: "ops", name: "Ops", audience: PROSPECT }) { errors { __typename } }
              b: recordInterview(input: { personaKey: "ops", interviewee: "Bea", heldAt: "2026-02-01T09:00:00Z", interviewer: { name: "Ana", function: MARKETING }, record: RECORDED, quotes: [{ at: "PT3M", words: "Nobody knew." }] }) { interview { id quotes { id } } errors { __typename } }
              c: claimInsight(input: { personaKey: "ops", kind: GOAL, statement: "Quiet nights." }) { insight { id } errors { __typename } }
              d: writeStory(input: { personaKey: "ops", premise: "Nobody knows.", chapters: [] }) { errors { __typename } }
              f: setPersonaValidation(input: { interviewees: 2, expectedVersion: 0 }) { validationPolicy { version } errors { __typename } }
              g: setTaggingRules(input: { rules: { rules: [] }, expectedVersion: 0 }) { errors { __typename } }
              e: publishContent(input: { externalId: "night", title: "Night", format: "Guide" }) { contentAsset { id } errors { __typename } }
            }
            """);
        Assert.Equal(1, made.GetProperty("f").GetProperty("validationPolicy").GetProperty("version").GetInt32());
        var versions = await host.AskAsync("{ taggingRulesVersion personaValidation { version interviewees } }");
        Assert.Equal((1, 1, 2), (
            versions.GetProperty("taggingRulesVersion").GetInt32(), versions.GetProperty("personaValidation").GetProperty("version").GetInt32(),
            versions.GetProperty("personaValidation").GetProperty("interviewees").GetInt32()));
        var interview = made.GetProperty("b").GetProperty("interview");
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["interview"] = interview.GetProperty("id").GetString()!,
            ["quote"] = interview.GetProperty("quotes")[0].GetProperty("id").GetString()!,
            ["insight"] = made.GetProperty("c").GetProperty("insight").GetProperty("id").GetString()!,
            ["asset"] = made.GetProperty("e").GetProperty("contentAsset").GetProperty("id").GetString()!,
        };
    }
}
