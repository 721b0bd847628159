using Alignment.Core.Personas;
using Alignment.Testing;
using NodaTime;

namespace Alignment.Core.Tests.Personas;

public sealed class PersonaDocumentTests
{
    private static PersonaMap GitLab => PersonaMap.Parse(File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-personas.json"))).Value;

    [SharedDataFact("data", "gitlab", "buyer_personas.json")]
    public void WhenGitLabsPersonasAreImported_ThenAllEightComeWithEveryClaimAnAssumption()
    {
        var document = PersonaDocument.Read(File.ReadAllText(Repository.PathToShared("data", "gitlab", "buyer_personas.json")), GitLab).Value;

        Assert.Empty(document.Rejected);
        Assert.Equal(8, document.Personas.Count);
        Assert.All(document.Personas, persona => Assert.Equal(["awareness", "consideration", "decision"], persona.Recommendations.Select(one => one.StageKey).Distinct()));
        Assert.All(document.Personas, persona => Assert.Contains(persona.Claims, claim => claim.Kind == InsightKind.BuyersJourney));
        var tristan = Persona.From(document.Personas[0], Given.Now).Value;
        Assert.Equal("tech-exec", tristan.Key);
        Assert.StartsWith("I'm really motivated by leading organizational change\n", tristan.Summary, StringComparison.Ordinal);
        Assert.Equal(8, tristan.Claims.Count(claim => claim.Kind == InsightKind.Challenge));
        Assert.All(tristan.Review(EvidenceBase.Empty).Insights, insight => Assert.True(insight.Assumption));
        Assert.Contains(document.Personas[0].Recommendations, one => one is { StageKey: "consideration", Words: "white papers", Format: "Whitepaper" });
        Assert.All(document.Personas, persona =>
        {
            var taken = Persona.From(persona, Given.Now).Value;
            Assert.False(taken.Adopt(persona, Given.Now).Value);
            Assert.Equal(1, taken.Version);
        });
    }

    [SharedDataFact("data", "gitlab", "buyer_personas.json")]
    public void WhenTheMapLacksASpelling_ThenTheCodeDoesNotGuess()
    {
        var map = File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-personas.json")).Replace("\"Considerations\": \"consideration\",", "", StringComparison.Ordinal);
        var document = PersonaDocument.Read(File.ReadAllText(Repository.PathToShared("data", "gitlab", "buyer_personas.json")), PersonaMap.Parse(map).Value).Value;

        Assert.Equal(7, document.Personas.Count);
        var rejected = Assert.Single(document.Rejected);
        Assert.Equal(0, rejected.Index);
        Assert.Equal("$[0].Recommended Buyer's Journey", string.Join('.', Assert.Single(rejected.Reasons).Path));
    }

    [Fact]
    public void WhenRecordsAreBad_ThenTheGoodOnesComeAndEachBadOneSaysWhy()
    {
        var map = PersonaMap.Parse("""{ "key": "id", "name": "n", "audience": "who", "insights": { "goal": "g", "OBJECTION": ["o"] } }""").Value;
        var document = PersonaDocument.Read("""
            [ { "id": "a", "n": "A", "g": ["Sleep", "sleep ", ""], "o": null },
              { "id": "", "who": "aliens", "g": [1], "o": "No" },
              5,
              { "id": "a", "n": "Again" },
              { "id": "s", "n": "S", "who": "sales", "o": "Not another one" } ]
            """, map).Value;

        Assert.Equal(["a", "s"], document.Personas.Select(persona => persona.Key));
        Assert.Equal([new ImportedClaim(InsightKind.Goal, "Sleep")], document.Personas[0].Claims);
        Assert.Equal(Audience.Sales, document.Personas[1].Audience);
        Assert.Equal([1, 2, 3], document.Rejected.Select(rejected => rejected.Index));
        Assert.Equal(["$[1].n", "$[1].id", "$[1].who", "$[1].g", "$[1].insights"], document.Rejected[0].Reasons.Select(reason => string.Join('.', reason.Path)));
    }

    [Fact]
    public void WhenTheMapIsWrong_ThenEveryFaultIsNamed() =>
        Assert.Equal(
            ["$.name", "$.key.constant", "$.key", "$.insights.DREAM", "$.content.fields", "$.other"],
            PersonaMap.Parse("""{ "key": { "constant": "" }, "insights": { "DREAM": "d" }, "content": {}, "other": 1 }""")
                .Refusals.Select(refusal => string.Join('.', refusal.Path)));

    [Fact]
    public void WhenADocumentIsTakenOver_ThenRetractedClaimsStayRetracted()
    {
        var imported = new ImportedPersona { Key = "buyer", Name = "The buyer", Claims = [new(InsightKind.Goal, "Sleep"), new(InsightKind.Goal, "Eat")] };
        var buyer = Persona.From(imported, Given.Now).Value;
        buyer.Retract(buyer.Insights[0].Id, "nobody said so", "Ana", Given.Now);
        buyer.Claim(InsightKind.Challenge, "Our own", Given.Now);

        Assert.False(buyer.Adopt(imported, Given.Now).Value);
        Assert.Equal(["Eat", "Our own"], buyer.Claims.Select(claim => claim.Statement));
    }

    [Fact]
    public void WhenAPersonaIsExported_ThenItReadsBackAsAssumptionsAndNamesNoInterviewee()
    {
        var buyer = Given.Buyer();
        var interview = Given.Interview(buyer);
        var claim = buyer.Claim(InsightKind.PriorityInitiative, "An \"audit\" <b>", Given.Now).Value;
        buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now);

        var json = PersonaDocument.Export([buyer.Review(new EvidenceBase([interview]))]);

        Assert.Contains("\"words\": \"Nobody knew who was on call.\"", json, StringComparison.Ordinal);
        Assert.Contains("\"at\": \"PT3M\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Bea", json, StringComparison.Ordinal);
        var read = Assert.Single(PersonaDocument.Read(json).Value.Personas);
        Assert.Equal((buyer.Key, buyer.Name, new ImportedClaim(InsightKind.PriorityInitiative, "An \"audit\" <b>")), (read.Key, read.Name, read.Claims[0]));
        Assert.True(Persona.From(read, Given.Now).Value.Review(EvidenceBase.Empty).Insights[0].Assumption);
    }

    [Fact]
    public void WhenTheSampleCompanysPersonasAreRead_ThenTheyNeedNoMap() =>
        Assert.Equal(4, PersonaDocument.Read(File.ReadAllText(Repository.PathTo("samples", "company", "personas.json"))).Value.Personas.Count);

    [Fact]
    public void WhenAPageIsPrinted_ThenClaimsStandWithTheirWordsAndEverythingIsEscaped()
    {
        var buyer = Persona.Define("b", "<script>alert(1)</script>", Audience.Prospect, Given.Now, "A & B").Value;
        var interview = Given.Interview(buyer, null, new QuotedWords(Duration.FromMinutes(1), "We \"slept\" <never>."));
        var bad = Given.Interview(buyer, Given.Account("Bob") with { Attendees = [Given.Sam] }, new QuotedWords(Duration.Zero, "Lovely product."));
        var claim = buyer.Claim(InsightKind.Challenge, "Nights <on> call", Given.Now).Value;
        buyer.Cite(claim.Id, interview, interview.Quotes[0].Id, Given.Now);
        var assumed = buyer.Claim(InsightKind.SuccessFactor, "Quiet", Given.Now).Value;
        buyer.Cite(assumed.Id, bad, bad.Quotes[0].Id, Given.Now);

        var page = PersonaPage.Html(buyer.Review(new EvidenceBase([interview, bad])));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<never>", page, StringComparison.Ordinal);
        Assert.Contains("<p>We &quot;slept&quot; &lt;never&gt;.</p>\n<footer>Said unprompted, 2 March 2026</footer>", page, StringComparison.Ordinal);
        Assert.Contains("<h3>Quiet <span class=\"mark\">Assumption</span></h3>", page, StringComparison.Ordinal);
        Assert.Contains("<h3>Nights &lt;on&gt; call</h3>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovely product", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Bea", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http", page, StringComparison.Ordinal);
    }
}
