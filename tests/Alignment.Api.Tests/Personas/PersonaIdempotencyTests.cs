using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;

namespace Alignment.Api.Tests.Personas;

public sealed class PersonaIdempotencyTests
{
    /// <summary>Every mutation about personas, evidence, stories and content; each takes a key.</summary>
    private static readonly string[] Mutations =
    [
        "definePersona", "claimInsight", "citeEvidence", "unciteEvidence", "retractInsight", "importPersonas", "setPersonaValidation",
        "recordInterview", "correctInterview", "addQuotes", "correctQuote", "withdrawQuote", "recordFieldVisit", "writeStory", "setTaggingRules",
        "publishContent", "shareContent", "importContent", "reviseContent", "retireContent", "reinstateContent", "tagContent", "dismissTag", "acceptSuggestedTags",
    ];

    private const string Interview = """
        mutation($words: String!) { recordInterview(input: { personaKey: "ops", interviewee: "Dana", heldAt: "2026-02-01T10:00:00Z", interviewer: { name: "Mara", function: MARKETING },
          record: RECORDED, solutionRevealedAfter: "PT12M", quotes: [{ at: "PT2M", words: $words }], idempotencyKey: "i" }) { interview { id quotes { id words } } errors { __typename ... on Error { path } } } }
        """;

    [Fact]
    public async Task WhenTheSchemaIsRead_ThenEachOfTheseMutationsTakesAKeyAndMayRefuseIt()
    {
        var schema = await AlignmentHost.PrintSchemaAsync();

        foreach (var mutation in Mutations)
        {
            var name = char.ToUpperInvariant(mutation[0]) + mutation[1..];
            Assert.Contains("idempotencyKey: String", Block(schema, $"input {name}Input"), StringComparison.Ordinal);
            Assert.Contains("IdempotencyKeyReusedError", Line(schema, $"union {name}Error"), StringComparison.Ordinal);
        }
    }

    [Theory, EveryStorage]
    public async Task WhenMutationsAreSentAgainWithTheirKeys_ThenTheyGetTheFirstAnswerAndNothingIsDoneTwice(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await host.AskAsync("""mutation { definePersona(input: { key: "ops", name: "Ops", audience: PROSPECT, idempotencyKey: "p" }) { persona { key } errors { __typename } } }""");
        var first = (await host.AskAsync(Interview, new { words = "It was warm." })).GetProperty("recordInterview");
        var again = (await host.AskAsync(Interview, new { words = "It was warm." })).GetProperty("recordInterview");
        var other = (await host.AskAsync(Interview, new { words = "It was cold." })).GetProperty("recordInterview");
        const string claim = """mutation { claimInsight(input: { personaKey: "ops", kind: GOAL, statement: "Quiet evenings", idempotencyKey: "c" }) { insight { id statement } errors { __typename } } }""";
        var claimed = await host.AskAsync(claim);
        var claimedAgain = await host.AskAsync(claim);

        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal("IdempotencyKeyReusedError", other.GetProperty("errors")[0].GetProperty("__typename").GetString());
        Assert.Equal("idempotencyKey", other.GetProperty("errors")[0].GetProperty("path")[0].GetString());
        Assert.Equal("Quiet evenings", claimed.GetProperty("claimInsight").GetProperty("insight").GetProperty("statement").GetString());
        Assert.Equal(claimed.ToString(), claimedAgain.ToString());
        var persona = (await host.AskAsync("""{ persona(key: "ops") { interviews(first: 5) { totalCount } insights { id } } }""")).GetProperty("persona");
        Assert.Equal((1, 1), (persona.GetProperty("interviews").GetProperty("totalCount").GetInt32(), persona.GetProperty("insights").GetArrayLength()));
    }

    private static string Block(string schema, string start)
    {
        var from = schema.IndexOf(start + " ", StringComparison.Ordinal);
        Assert.True(from >= 0, start);
        return schema[from..schema.IndexOf("\n}", from, StringComparison.Ordinal)];
    }

    private static string Line(string schema, string start)
    {
        var from = schema.IndexOf(start + " ", StringComparison.Ordinal);
        Assert.True(from >= 0, start);
        var to = schema.IndexOf("\n\n", from, StringComparison.Ordinal);
        return to < 0 ? schema[from..] : schema[from..to];
    }
}
