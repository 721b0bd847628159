using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Tests.Hosting;
using Alignment.Testing;

namespace Alignment.Api.Tests.Personas;

public sealed class PersonaApiTests
{
    [Theory, EveryStorage]
    public async Task WhenBuyersSpeakFreely_ThenTheClaimIsGroundedAndWhatIsMissingIsSaid(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        await host.AskAsync("""mutation { definePersona(input: { key: "ops", name: "Ops", audience: PROSPECT, summary: "Runs the depot" }) { persona { id } errors { __typename } } }""");
        var insight = (await host.AskAsync("""mutation { claimInsight(input: { personaKey: "ops", kind: PRIORITY_INITIATIVE, statement: "An audit" }) { insight { id assumption } errors { __typename } } }"""))
            .GetProperty("claimInsight").GetProperty("insight");
        Assert.True(insight.GetProperty("assumption").GetBoolean());

        var candid = await InterviewAsync(host, "MARKETING", "[]");
        var watched = await InterviewAsync(host, "MARKETING", "[{ name: \"Sam\", function: SALES }]");
        Assert.True(candid.GetProperty("candid").GetBoolean());
        Assert.Equal("PT9M", candid.GetProperty("openPhase").GetString());
        Assert.Equal(1, candid.GetProperty("advice").GetArrayLength());
        Assert.Equal("Sales was in the room: Sam.", watched.GetProperty("notCandidBecause")[0].GetString());

        Assert.Equal("INADMISSIBLE", await CiteAsync(host, insight, watched));
        Assert.Equal("UNPROMPTED", await CiteAsync(host, insight, candid));

        var persona = (await host.AskAsync("""
            { persona(key: "ops") { id grounding validated missing insights { assumption evidence { strength inadmissibleBecause quote { words unprompted at } } }
              interviews(first: 1) { totalCount nodes { interviewer record quotes { words } } pageInfo { hasNextPage } } interviewGuide page document } }
            """)).GetProperty("persona");
        Assert.Equal(1, persona.GetProperty("grounding").GetDouble());
        Assert.False(persona.GetProperty("validated").GetBoolean());
        Assert.Contains("confirmed by 1 interviewee", persona.GetProperty("missing")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(2, persona.GetProperty("interviews").GetProperty("totalCount").GetInt32());
        Assert.True(persona.GetProperty("interviews").GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
        Assert.Contains("Nobody knew.", persona.GetProperty("page").GetString(), StringComparison.Ordinal);

        var node = await host.AskAsync("query($id: ID!) { node(id: $id) { ... on Insight { statement kind } } }", new { id = insight.GetProperty("id").GetString() });
        Assert.Equal("An audit", node.GetProperty("node").GetProperty("statement").GetString());
    }

    [Theory, EveryStorage]
    public async Task WhenInputIsRefused_ThenTheErrorsSayWhere(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var refused = (await host.AskAsync("""
            mutation {
              a: claimInsight(input: { personaKey: "nobody", kind: GOAL, statement: "x" }) { insight { id } errors { __typename ... on Error { code path message } } }
              b: definePersona(input: { key: "", name: " ", audience: SALES }) { persona { id } errors { __typename ... on Error { code path } } }
              c: definePersona(input: { key: "rep", name: "Rep", audience: SALES, expectedVersion: 3 }) { persona { id } errors { __typename ... on Error { code path } } }
            }
            """));
        Assert.Equal("NOT_FOUND", refused.GetProperty("a").GetProperty("errors")[0].GetProperty("code").GetString());
        Assert.Equal(2, refused.GetProperty("b").GetProperty("errors").GetArrayLength());
        Assert.Equal("ConflictError", refused.GetProperty("c").GetProperty("errors")[0].GetProperty("__typename").GetString());
    }

    [Theory, EveryStorage]
    public async Task WhenADocumentIsImportedTwice_ThenTheSecondTimeChangesNothing(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        var document = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathTo("samples", "company", "personas.json"))).RootElement;
        const string import = "mutation($document: JSON!) { importPersonas(input: { document: $document }) { created updated unchanged personas { key } errors { __typename } } }";

        var first = (await host.AskAsync(import, new { document })).GetProperty("importPersonas");
        var second = (await host.AskAsync(import, new { document })).GetProperty("importPersonas");

        Assert.Equal((4, 0), (first.GetProperty("created").GetInt32(), first.GetProperty("unchanged").GetInt32()));
        Assert.Equal((0, 4), (second.GetProperty("created").GetInt32(), second.GetProperty("unchanged").GetInt32()));
        var listed = (await host.AskAsync("""{ personas(audience: SALES) { totalCount nodes { key missing insights { kind assumption } } } }""")).GetProperty("personas");
        Assert.Equal("field-sales", listed.GetProperty("nodes")[0].GetProperty("key").GetString());
        Assert.Equal(4, listed.GetProperty("nodes")[0].GetProperty("missing").GetArrayLength());
    }

    [Theory, EveryStorage(TablesOnly = true)]
    public async Task WhenManyPersonasAreListed_ThenTheStatementsAreAsManyWhateverTheirNumber(StorageKind kind)
    {
        await using var host = await ApiHost.StartAsync(kind);
        for (var n = 0; n < 12; n++)
        {
            await host.AskAsync($$"""mutation { definePersona(input: { key: "p{{n:00}}", name: "P", audience: PROSPECT }) { persona { id } } }""");
            var insight = (await host.AskAsync($$"""mutation { claimInsight(input: { personaKey: "p{{n:00}}", kind: GOAL, statement: "x" }) { insight { id } } }""")).GetProperty("claimInsight").GetProperty("insight");
            await CiteAsync(host, insight, await InterviewAsync(host, "MARKETING", "[]", $"p{n:00}"));
        }

        async Task<int> CountAsync(int first)
        {
            host.Statements.Clear();
            await host.AskAsync("query($first: Int) { personas(first: $first) { nodes { key grounding missing insights { statement evidence { quote { words } } } interviews(first: 2) { nodes { candid } } } } }", new { first });
            return host.Statements.Texts.Count(text => text.Contains("insights", StringComparison.Ordinal) || text.Contains("interviews", StringComparison.Ordinal));
        }

        Assert.Equal(await CountAsync(2), await CountAsync(12));
    }

    private static async Task<JsonElement> InterviewAsync(ApiHost host, string function, string attendees, string persona = "ops") => (await host.AskAsync($$"""
        mutation { recordInterview(input: { personaKey: "{{persona}}", interviewee: "Bea", heldAt: "2026-02-01T10:00:00Z", interviewer: { name: "Ana", function: {{function}} },
          attendees: {{attendees}}, record: RECORDED, solutionRevealedAfter: "PT9M", quotes: [{ at: "PT3M", words: "Nobody knew." }, { at: "PT20M", words: "Nice." }] }) {
          interview { id candid notCandidBecause openPhase advice quotes { id words unprompted } } errors { __typename ... on Error { message } } } }
        """)).GetProperty("recordInterview").GetProperty("interview");

    private static async Task<string> CiteAsync(ApiHost host, JsonElement insight, JsonElement interview)
    {
        var cited = (await host.AskAsync(
            "mutation($i: ID!, $q: ID!) { citeEvidence(input: { insightId: $i, quoteId: $q }) { insight { evidence { strength quote { id } } } errors { __typename ... on Error { message } } } }",
            new { i = insight.GetProperty("id").GetString(), q = interview.GetProperty("quotes")[0].GetProperty("id").GetString() })).GetProperty("citeEvidence");
        return cited.GetProperty("insight").GetProperty("evidence").EnumerateArray()
            .Single(piece => piece.GetProperty("quote").GetProperty("id").GetString() == interview.GetProperty("quotes")[0].GetProperty("id").GetString())
            .GetProperty("strength").GetString()!;
    }
}
