using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.Testing;
using NodaTime;

namespace Alignment.Core.Tests;

/// <summary>Runs what README.md shows; its C# blocks stand here word for word, so that they cannot drift.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void WhenALeadIsJudged()
    {
        var definition = LeadDefinition.Parse("""
            {
              "name": "Ideal lead",
              "handOff": { "total": 40 },
              "criteria": [
                { "key": "size",    "kind": "attribute",  "attribute": "employees", "operator": "atLeast", "value": 500, "points": 20 },
                { "key": "webinar", "kind": "engagement", "types": ["webinar_attended"], "points": 30, "halfLife": "P30D" }
              ]
            }
            """).Value;

        var now = Instant.FromUtc(2026, 3, 1, 9, 0);
        var lead = new LeadFacts(
            createdAt: now - Duration.FromDays(20),
            attributes: AttributeSet.Of(("employees", AttributeValue.Number(800))),
            engagements: [new Engagement(now - Duration.FromDays(3), "webinar_attended")]);

        var assessment = definition.Compile().Assess(lead, now);

        _ = assessment.Decision;       // HandOff
        _ = assessment.Total;          // 47.99: 20 for size, and 27.99 of the webinar's 30 after three days
        _ = assessment.NextChange();   // 2026-03-15T22:10:23Z: the webinar has faded, and the lead is nurtured again

        Assert.Equal(Decision.HandOff, assessment.Decision);
        Assert.Equal(47.99, assessment.Total, 0.005);
        Assert.Equal(27.99, assessment.Interest, 0.005);
        Assert.Equal(Instant.FromUtc(2026, 3, 15, 22, 10, 23), assessment.NextChange());
    }

    [Fact]
    public void WhenAStoryIsTold()
    {
        var now = Instant.FromUtc(2026, 3, 1, 9, 0);
        var buyer = Persona.Define("depot", "Depot Dana", Audience.Prospect, now).Value;
        var story = ContentStory.For(buyer)
            .Premise("Two pallets came back, and nobody could say where it went warm.")
            .Chapter("awareness", "Routes lose temperature at the dock.", chapter => chapter.Asks("Where did it go warm?"))
            .Chapter("consideration", "It must ask nothing of a driver.", chapter => chapter.To(Audience.Sales, "Bring a driver, not a data sheet."))
            .Write(now).Value;
        var dock = Content("At the dock", "awareness", Orientation.ProblemEducation, answers: "Where did it go warm?");
        var deck = Content("About us", "consideration", Orientation.Company);

        _ = story.Coverage([dock, deck]).Gaps[0].Unanswered[0];    // "What does it cost us to leave things as they are?"
        var breaks = story.BreaksFor([new Received(now, deck, Function.Sales, "luc"), new Received(now + Duration.FromDays(7), dock)]);
        _ = breaks[0].Why;    // "About us", given by luc, is about our company, not about the buyer.

        ContentAsset Content(string title, string stage, Orientation turnsOn, params string[] answers) => ContentAsset.Publish("site", title, new ContentDescription
            { Title = title, Format = "Guide", Stages = [stage], Personas = ["depot"], Orientation = turnsOn, Answers = answers }, now).Value;

        Assert.Equal("What does it cost us to leave things as they are?", story.Coverage([dock, deck]).Gaps[0].Unanswered[0]);
        Assert.Equal("\"About us\", given by luc, is about our company, not about the buyer.", breaks[0].Why);
        Assert.Equal([StoryBreakKind.AboutUs, StoryBreakKind.SkipsAhead, StoryBreakKind.Restarts], breaks.Select(one => one.Kind));
    }

    [Fact]
    public void WhenTheReadmeShowsCode_ThenThatCodeIsRunHere()
    {
        var run = Lines(File.ReadAllText(Repository.PathTo("tests", "Alignment.Core.Tests", "ReadmeTests.cs")));
        var blocks = File.ReadAllText(Repository.PathTo("README.md")).ReplaceLineEndings("\n").Split("```csharp\n").Skip(1).Select(rest => rest.Split("```")[0]).ToList();

        Assert.Equal(2, blocks.Count);
        foreach (var block in blocks)
            Assert.Contains(Lines(block), run, StringComparison.Ordinal);
    }

    /// <summary>The code without indents, empty lines, and the discards that C# wants where the page only shows a value.</summary>
    private static string Lines(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(Bare).Where(line => line.Length > 0));

    private static string Bare(string line)
    {
        var code = line.Trim();
        return code.StartsWith("_ = ", StringComparison.Ordinal) ? code["_ = ".Length..] : code;
    }
}
