using System.Text.Json;
using Alignment.Api.Commands;
using Alignment.Api.Tests.Import;
using Alignment.Testing;

namespace Alignment.Api.Tests.Commands;

/// <summary>Personas and coverage for people without a GraphQL client.</summary>
public sealed class StoryCommandTests
{
    private const string Personas = """
        { "personas": [
          { "key": "depot-operations", "name": "Dana <depots>", "audience": "PROSPECT", "insights": [{ "kind": "GOAL", "statement": "No calls after six." }] },
          { "key": "finance-director", "name": "Farah", "audience": "PROSPECT", "insights": [] } ] }
        """;

    [Fact]
    public async Task WhenCoverageIsAskedFor_ThenATableAHeatMapAndJsonTellTheSameGaps()
    {
        var folder = await FilledAsync();
        var page = folder.PathOf("coverage.html");

        var table = await RunAsync(folder, "coverage", "--html", page);
        using var json = JsonDocument.Parse((await RunAsync(folder, "coverage", "--json")).Output);

        Assert.Contains("Dana <depots>", table.Output, StringComparison.Ordinal);
        Assert.Contains("Farah at Awareness: nothing at all.", table.Output, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("Dana &lt;depots&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<depots>", html, StringComparison.Ordinal);
        Assert.Contains("Farah at Awareness: nothing at all.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http", html, StringComparison.Ordinal);
        Assert.Equal(10, json.RootElement.GetProperty("cells").GetArrayLength());
        var gaps = json.RootElement.GetProperty("gaps").EnumerateArray().ToList();
        Assert.Contains(gaps, gap => gap.GetProperty("persona").GetProperty("key").GetString() == "finance-director" && gap.GetProperty("stage").GetProperty("key").GetString() == "awareness" && gap.GetProperty("assets").GetInt32() == 0);
        Assert.Equal(json.RootElement.GetProperty("cells").EnumerateArray().Count(cell => html.Contains("class=\"nothing\"", StringComparison.Ordinal) && cell.GetProperty("assets").GetInt32() == 0), html.Split("<td class=\"nothing\" title").Length - 1);
    }

    [Fact]
    public async Task WhenAPersonaIsExported_ThenItsDocumentImportsUnchangedAndItsPageMarksAssumptions()
    {
        var folder = await FilledAsync();
        var (document, page) = (folder.PathOf("personas.out.json"), folder.PathOf("persona.html"));

        await RunAsync(folder, "persona", "--out", document);
        await RunAsync(folder, "persona", "depot-operations", "--html", page);

        Assert.Contains("unchanged 2", (await RunAsync(folder, "import", "personas", document)).Output, StringComparison.Ordinal);
        var html = await File.ReadAllTextAsync(page);
        Assert.Contains("No calls after six.", html, StringComparison.Ordinal);
        Assert.Contains("Assumption", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no persona \"dana\"; there are depot-operations, finance-director", "persona", "dana")]
    [InlineData("--html writes the page of one persona: name it; there are depot-operations, finance-director", "persona", "--html", "x.html")]
    [InlineData("there is no journey \"short\"; there are default", "coverage", "--journey", "short")]
    public async Task WhenWhatIsAskedForIsNotThere_ThenItSaysWhatIs(string said, params string[] args)
    {
        var folder = await FilledAsync();
        var run = await CommandLineRun.Of([.. args, .. CommandLineRun.On(folder.Storage)]);

        Assert.Equal(ExitCode.WrongInput, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<ImportFolder> FilledAsync()
    {
        var folder = await ImportFolder.NewAsync();
        await RunAsync(folder, "import", "personas", folder.Write("personas.json", Personas));
        await RunAsync(folder, "import", "content", Repository.PathTo("samples", "company", "content.csv"), "--map", Repository.PathTo("samples", "company", "content.map.json"));
        return folder;
    }

    private static async Task<CommandLineRun> RunAsync(ImportFolder folder, params string[] args)
    {
        var run = await CommandLineRun.Of([.. args, .. CommandLineRun.On(folder.Storage)]);
        Assert.True(run.ExitCode == ExitCode.Done, run.Error);
        return run;
    }
}
