using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Hosting;
using NodaTime;

namespace Alignment.Api.Tests.Samples;

public sealed class SampleCompanyTests
{
    private const string StoryQuery = """
        { told: leadByExternalId(source: "coldwater", externalId: "L115") { ...Story }
          broken: leadByExternalId(source: "coldwater", externalId: "L083") { ...Story } }
        fragment Story on Lead { storySoFar { steps { by stage { key } rep { key } } breaks { kind why rep { key } asset { externalId } } } }
        """;

    [Fact]
    public async Task WhenTheSampleIsLoaded_ThenEachWayAStoryBreaksIsThereOnceAndOneLeadHearsItWhole()
    {
        await using var host = await LoadedAsync();

        var leads = await host.AskAsync(StoryQuery);

        var (told, broken) = (leads.GetProperty("told").GetProperty("storySoFar"), leads.GetProperty("broken").GetProperty("storySoFar"));
        Assert.Equal(["status-quo", "awareness", "consideration", "decision"], told.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("stage").GetProperty("key").GetString()));
        Assert.Empty(told.GetProperty("breaks").EnumerateArray());
        Assert.Equal(
            ["SKIPS_AHEAD loggers-or-live", "RESTARTS two-depots", "REPEATS loggers-or-live", "WRONG_PERSONA validation-pack", "ABOUT_US company-deck", "OFF_STORY electric-vans"],
            broken.GetProperty("breaks").EnumerateArray().Select(one => $"{Word(one, "kind")} {Word(one.GetProperty("asset"), "externalId")}"));
        Assert.All(broken.GetProperty("breaks").EnumerateArray(), one => Assert.Equal("luc", Word(one.GetProperty("rep"), "key")));
    }

    [Fact]
    public async Task WhenTheSampleIsLoaded_ThenOnlyTheFinanceDirectorsStoryBreaksOfItself()
    {
        await using var host = await LoadedAsync();

        var told = await host.AskAsync("""
            { whole: story(personaKey: "depot-operations") { breaks { kind } }
              other: story(personaKey: "quality-manager") { breaks { kind } }
              weak: story(personaKey: "finance-director") { breaks { kind stage { key } } } }
            """);

        Assert.Empty(told.GetProperty("whole").GetProperty("breaks").EnumerateArray());
        Assert.Empty(told.GetProperty("other").GetProperty("breaks").EnumerateArray());
        Assert.Equal(
            ["UNTOLD_CHAPTER consideration", "SPLIT_AT_HAND_OFF consideration"],
            told.GetProperty("weak").GetProperty("breaks").EnumerateArray().Select(one => $"{Word(one, "kind")} {Word(one.GetProperty("stage"), "key")}"));
    }

    [Fact]
    public async Task WhenTheSampleIsLoaded_ThenCandidWordsGroundThePersonaAndContentSaysWhereLeadsStand()
    {
        await using var host = await LoadedAsync();

        var asked = await host.AskAsync("""
            { depot: persona(key: "depot-operations") { grounding }
              quality: persona(key: "quality-manager") { grounding interviews(first: 5) { nodes { candid notCandidBecause } } }
              story(personaKey: "depot-operations") { premiseQuote { words } }
              contentAssets { totalCount }
              coverage { cells { persona { key } stage { key } leads } }
              leads { totalCount } }
            """);

        Assert.Equal(0.8, asked.GetProperty("depot").GetProperty("grounding").GetDouble(), 10);
        Assert.Equal(0, asked.GetProperty("quality").GetProperty("grounding").GetDouble());
        Assert.Equal("Sales was in the room: Anke Brandt.", asked.GetProperty("quality").GetProperty("interviews").GetProperty("nodes")[0].GetProperty("notCandidBecause")[0].GetString());
        Assert.StartsWith("The truck was fine", asked.GetProperty("story").GetProperty("premiseQuote").GetProperty("words").GetString(), StringComparison.Ordinal);
        Assert.Equal(14, asked.GetProperty("contentAssets").GetProperty("totalCount").GetInt32());
        Assert.Equal(200, asked.GetProperty("leads").GetProperty("totalCount").GetInt32());

        // No engagement of the sample names consideration itself: only the content does.
        var beyond = asked.GetProperty("coverage").GetProperty("cells").EnumerateArray()
            .Where(cell => Word(cell.GetProperty("stage"), "key") == "consideration").Sum(cell => cell.GetProperty("leads").GetInt32());
        Assert.True(beyond > 0, "No lead stands at consideration.");
    }

    private static async Task<ApiHost> LoadedAsync()
    {
        var host = await ApiHost.StartAsync(StorageKind.Sqlite, Instant.FromUtc(2026, 12, 4, 10, 0));
        await AlignmentHost.LoadSampleAsync(host.Services, TextWriter.Null, CancellationToken.None);
        return host;
    }

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();
}
