using System.Globalization;
using System.Text;
using System.Text.Json;
using Alignment.Api.Tests.Import;
using Alignment.Testing;

namespace Alignment.Api.Tests.Commands;

public sealed class LearnFromHistoryTests
{
    [Fact]
    public async Task WhenADefinitionIsBacktestedFromFiles_ThenTheFiguresAreThoseOfTheContract()
    {
        var folder = await ImportFolder.NewAsync();
        string[] args =
        [
            "backtest", "--definition", folder.Write("d.json", """{ "name": "d", "handOff": { "total": 5 }, "criteria": [ { "key": "v", "kind": "engagement", "types": ["visit"], "points": 5 } ] }"""),
            "--leads", folder.Write("l.csv", "id,created\na,2026-01-01\nb,2026-01-02\nc,2026-01-08\n"), "--leads-map", folder.Write("lm.json", """{ "externalId": "id", "createdAt": "created" }"""),
            "--engagements", folder.Write("e.csv", "lead,at\na,2026-01-03\nc,2026-01-09\n"), "--engagements-map", folder.Write("em.json", """{ "lead": "lead", "at": "at", "type": { "constant": "visit" } }"""),
            "--outcomes", folder.Write("o.csv", "lead,how,at\na,won,2026-01-05\nb,won,2026-01-06\n"), "--outcomes-map", folder.Write("om.json", """{ "lead": "lead", "outcome": "how", "at": "at" }"""),
            "--as-of", "2026-02-01T00:00:00Z",
        ];
        var run = await CommandLineRun.Of([.. args, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        using var figures = JsonDocument.Parse(run.Output);
        Assert.Equal(
            ["leads", "handedOff", "won", "wasted", "missed", "precision", "recall", "lift", "auc", "perWeek", "medianDaysToOutcome"],
            figures.RootElement.EnumerateObject().Select(figure => figure.Name));
        Assert.Equal([3d, 2, 1, 1, 1, 0.5, 0.5, 0.75, 0.25, 2, 2], figures.RootElement.EnumerateObject().Select(figure => Math.Round(figure.Value.GetDouble(), 6)));
    }

    [SharedDataFact("data")]
    public async Task WhenADefinitionIsSuggestedFromXEducation_ThenItIsOneThatAssessTakes()
    {
        var folder = await ImportFolder.NewAsync();
        var csv = Repository.PathToShared("data", "x_education", "Leads.csv");
        string[] history =
        [
            "--leads", csv, "--leads-map", Repository.PathTo("samples", "maps", "x-education-leads.json"), "--outcomes", csv, "--outcomes-map", Repository.PathTo("samples", "maps", "x-education-outcomes.json"),
        ];
        var run = await CommandLineRun.Of(["suggest", .. history, "--json", "--leave-out", "lead_quality", "lead_profile", "activity_index", "profile_index", "activity_score", "profile_score"]);
        Assert.True(run.ExitCode == 0, run.Error);
        using var suggestion = JsonDocument.Parse(run.Output);
        Assert.Equal(["definition", "auc", "fullModelAuc", "baseRate", "suspectedLeakage", "leads", "known"], suggestion.RootElement.EnumerateObject().Select(field => field.Name));
        Assert.Contains("tags", suggestion.RootElement.GetProperty("suspectedLeakage").EnumerateArray().Select(column => column.GetString()));
        Assert.InRange(suggestion.RootElement.GetProperty("auc").GetDouble(), 0.85, 0.95);
        var assessed = await CommandLineRun.Of(
            ["assess", "--definition", folder.Write("d.json", suggestion.RootElement.GetProperty("definition").GetRawText()), .. history[..4], "--as-of", "2026-01-01T00:00:00Z"]);
        Assert.True(assessed.ExitCode == 0, assessed.Error);
        Assert.Equal(9241, assessed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task WhenAHistoryHasMoreLeadsThanAreLearntFrom_ThenItSaysThatASampleStandsForThem()
    {
        const int All = 100_400;
        var (folder, dice) = (await ImportFolder.NewAsync(), new Random(5));
        var csv = new StringBuilder("id,sector,outcome\n");
        for (var lead = 0; lead < All; lead++)
        {
            var isSoftware = dice.Next(2) == 0;
            csv.Append(CultureInfo.InvariantCulture, $"{lead},{(isSoftware ? "software" : "farming")},{(dice.NextDouble() < (isSoftware ? 0.4 : 0.1) ? "won" : "lost")}\n");
        }

        var leads = folder.Write("l.csv", csv.ToString());
        string[] history =
        [
            "--leads", leads, "--leads-map", folder.Write("lm.json", """{ "externalId": "id", "attributes": { "sector": "sector" } }"""),
            "--outcomes", leads, "--outcomes-map", folder.Write("om.json", """{ "lead": "id", "outcome": "outcome" }"""),
        ];

        var told = await CommandLineRun.Of(["suggest", .. history]);
        Assert.True(told.ExitCode == 0, told.Error);
        Assert.Contains("There are 100,400 leads to learn from; an even sample of 100,000 stands for them.", told.Output, StringComparison.Ordinal);
        var figures = await CommandLineRun.Of(["suggest", .. history, "--json"]);
        using var suggestion = JsonDocument.Parse(figures.Output);
        Assert.Equal((100_000, All), (suggestion.RootElement.GetProperty("leads").GetInt32(), suggestion.RootElement.GetProperty("known").GetInt32()));
        Assert.Equal("sector", suggestion.RootElement.GetProperty("definition").GetProperty("criteria")[0].GetProperty("attribute").GetString());
    }
}
