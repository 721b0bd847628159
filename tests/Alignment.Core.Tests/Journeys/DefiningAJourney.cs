using Alignment.Core.Journeys;

namespace Alignment.Core.Tests.Journeys;

public class DefiningAJourney
{
    [Fact]
    public void WhenNothingIsDefined_ThenTheJourneyThatShipsHasFiveStagesAndSalesEngagesAfterConsideration()
    {
        Assert.Equal(["status-quo", "awareness", "consideration", "decision", "customer"], Journey.Default.Stages.Select(s => s.Key));
        Assert.Equal([0, 1, 2, 3, 4], Journey.Default.Stages.Select(s => s.Position));
        Assert.Equal("consideration", Journey.Default.SalesEngagesAfter!.Key);
        Assert.All(Journey.Default.Stages, s => Assert.NotEmpty(s.Questions));
        Assert.Equal((3, -1, -1), (Journey.Default.IndexOf("decision"), Journey.Default.IndexOf("Decision"), Journey.Default.IndexOf(null)));
    }

    [Fact]
    public void WhenAJourneyFileIsRead_ThenNamesDefaultToKeys()
    {
        var journey = Journey.Parse("""
            { "key": "renewal", "stages": [ { "key": "using", "questions": ["Is it worth it?"] }, { "key": "renewing", "name": "Renewing", "salesEngages": true } ] }
            """).Value;
        Assert.Equal(["using", "Renewing"], journey.Stages.Select(s => s.Name));
        Assert.Equal("renewing", journey.SalesEngagesAfter!.Key);
    }

    [Theory]
    [InlineData("""{ "key": "j", "stages": [] }""", "$.stages")]
    [InlineData("""{ "stages": [ { "key": "a" } ] }""", "$.key")]
    [InlineData("""{ "key": "j", "stages": [ { "key": "a" }, { "key": "a" } ] }""", "$.stages[1].key")]
    [InlineData("""{ "key": "j", "stages": [ { "key": "a", "salesEngages": true }, { "key": "b", "salesEngages": true } ] }""", "$.stages[1].salesEngages")]
    [InlineData("""{ "key": "j", "stages": [ { "key": "a", "questions": ["?", " "] } ] }""", "$.stages[0].questions[1]")]
    [InlineData("""{ "key": "j", "stages": [ { "key": "a", "color": 1 } ] }""", "$.stages[0].color")]
    [InlineData("nothing", "$")]
    public void WhenAJourneyFileHasAFault_ThenItIsNamedWithItsPlace(string json, string place) =>
        Assert.Equal(place, string.Join('.', Assert.Single(Journey.Parse(json).Refusals).Path));
}
