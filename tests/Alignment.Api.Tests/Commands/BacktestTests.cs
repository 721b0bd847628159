using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Alignment.Testing;

namespace Alignment.Api.Tests.Commands;

/// <summary>The commands that look back: a small history whose figures a reader can count, and real ones.</summary>
public sealed partial class BacktestTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("alignment-backtest-").FullName;

    public BacktestTests()
    {
        // a, b and c cross at their second visit; a is won after it, b lost after it, c never ends. d is won before it would have crossed. e never crosses.
        Write("leads.csv", "id,created,origin\na,2026-01-01,web\nb,2026-01-01,web\nc,2026-01-08,fair\nd,2026-01-08,fair\ne,2026-01-15,fair\n");
        Write("leads.json", """{ "source": "crm", "externalId": "id", "createdAt": { "column": "created", "pattern": "uuuu-MM-dd" }, "attributes": { "origin": "origin" } }""");
        Write("log.csv", "lead,at,type\n" + string.Concat("abcd".Select(lead => $"{lead},2026-01-20,visit\n{lead},2026-02-01,visit\n")) + "e,2026-01-20,visit\n");
        Write("log.json", """{ "lead": "lead", "at": { "column": "at", "pattern": "uuuu-MM-dd" }, "type": "type" }""");
        Write("outcomes.csv", "lead,outcome,at\na,won,2026-02-11\nb,lost,2026-02-21\nd,won,2026-01-25\n");
        Write("outcomes.json", """{ "lead": "lead", "outcome": "outcome", "at": { "column": "at", "pattern": "uuuu-MM-dd" } }""");
        Write("two.json", """{ "name": "Two visits", "handOff": { "total": 20 }, "criteria": [ { "key": "visits", "kind": "engagement", "types": ["visit"], "points": 10 } ] }""");
        Write("one.json", """{ "name": "One visit <b>", "handOff": { "total": 10 }, "criteria": [ { "key": "visits", "kind": "engagement", "types": ["visit"], "points": 10 } ] }""");
    }

    [Fact]
    public async Task WhenADefinitionIsRunAgainstHistory_ThenEveryFigureIsWhatAReaderCounts()
    {
        var run = await CommandLineRun.Of(["backtest", "--definition", In("two.json"), .. History, "--json"]);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(
            ["leads", "handedOff", "won", "wasted", "missed", "precision", "recall", "lift", "auc", "perWeek", "medianDaysToOutcome"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
        Assert.Equal((5, 3, 1, 2, 1), ((int)Number("leads"), (int)Number("handedOff"), (int)Number("won"), (int)Number("wasted"), (int)Number("missed")));
        Assert.Equal((1 / 3.0, 1 / 2.0), (Number("precision"), Number("recall")));
        Assert.Equal(1 / 3.0 / (2 / 5.0), Number("lift"), 12);
        Assert.Equal(3 / 2.0, Number("perWeek"), 12); // three in the two weeks from 1 to 15 January
        Assert.Equal(15, Number("medianDaysToOutcome"), 12); // 10 and 20 days
        Assert.Equal((0.5 + 0.5 + 1 + 0 + 0 + 0.5) / 6, Number("auc"), 12); // won: 20 and 10; others: 20, 20 and 10
    }

    [Fact]
    public async Task WhenAPeriodIsNamed_ThenOnlyLeadsCreatedInItCount()
    {
        var run = await CommandLineRun.Of(["backtest", "--definition", In("two.json"), .. History, "--from", "2026-01-08T00:00:00Z", "--json"]);
        Assert.Contains("\"leads\": 3,", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandLineRun.Of(["backtest", "--definition", In("two.json"), .. History, "--from", "2027-01-08T00:00:00Z"])).ExitCode);
    }

    [Fact]
    public async Task WhenTwoDefinitionsAreCompared_ThenItSaysWhoIsGained()
    {
        var run = await CommandLineRun.Of(["backtest", "--definition", In("two.json"), "--compare", In("one.json"), .. History]);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("2 leads only \"One visit <b>\" would hand off (1 of them won): d, e", run.Output, StringComparison.Ordinal);
        Assert.Contains("Wasted: 1 more. Missed: 1 fewer.", run.Output, StringComparison.Ordinal);
        Assert.Contains("outcomes: read 3, rejected 0", run.Error, StringComparison.Ordinal);
        var json = await CommandLineRun.Of(["backtest", "--definition", In("two.json"), "--compare", In("one.json"), .. History, "--json"]);
        Assert.Equal(2, JsonDocument.Parse(json.Output).RootElement.GetProperty("comparison").GetProperty("gained").GetInt32());
    }

    [Fact]
    public async Task WhenAPageIsWritten_ThenItNeedsNothingElseAndReadsWithoutSightOrColor()
    {
        var run = await CommandLineRun.Of(["backtest", "--definition", In("one.json"), .. History, "--html", In("page.html")]);
        Assert.Equal(0, run.ExitCode);
        var page = await File.ReadAllTextAsync(In("page.html"));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href|url)\\s*[=(]\\s*[\"']?(https?:|//)", page);
        Assert.Contains("One visit &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("One visit <b>", page, StringComparison.Ordinal);
        var charts = Charts().Matches(page).Select(match => XElement.Parse(match.Value)).ToList();
        Assert.Equal(4, charts.Count);
        XNamespace svg = "http://www.w3.org/2000/svg";
        foreach (var chart in charts)
        {
            var named = chart.Attribute("aria-labelledby")!.Value.Split(' ');
            Assert.Equal<string>(named, (string[])[chart.Element(svg + "title")!.Attribute("id")!.Value, chart.Element(svg + "desc")!.Attribute("id")!.Value]);
            Assert.All(chart.Descendants().Attributes("x"), x => Assert.InRange(double.Parse(x.Value, System.Globalization.CultureInfo.InvariantCulture), 0, 720));
        }

        // Every shade is gray, and series differ by more than shade.
        Assert.All(Colors().Matches(page).Select(match => match.Groups[1].Value), color => Assert.True(color.Distinct().Count() == 1, color));
        Assert.Contains("class=\"hatched\"", page, StringComparison.Ordinal);
        Assert.Contains("class=\"line-dashed\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTwoDefinitionsAreDrawn_ThenThePageShowsThemSideBySide()
    {
        var run = await CommandLineRun.Of(["backtest", "--definition", In("two.json"), "--compare", In("one.json"), .. History, "--html", In("both.html")]);
        Assert.Equal(0, run.ExitCode);
        var page = await File.ReadAllTextAsync(In("both.html"));
        Assert.Contains("<th scope=\"row\">Gained</th><td class=\"n\">2</td><td class=\"n\">1</td><td>d, e</td>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">Lost</th><td class=\"n\">0</td>", page, StringComparison.Ordinal);
        Assert.Contains("Wasted: 1 more. Missed: 1 fewer.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("One visit <b>", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href|url)\\s*[=(]\\s*[\"']?(https?:|//)", page);
        var ids = Charts().Matches(page).Select(match => XElement.Parse(match.Value).Attribute("aria-labelledby")!.Value).ToList();
        Assert.Equal((8, 8), (ids.Count, ids.Distinct().Count()));
    }

    [Fact]
    public async Task WhenAHistoryIsTooShortToLearnFrom_ThenItSaysWhatIsMissing()
    {
        var run = await CommandLineRun.Of(["suggest", .. History]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("at least 25 of each", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task WhenOutcomesAreNotNamed_ThenTheCommandLineIsWrong() =>
        Assert.Equal(2, (await CommandLineRun.Of("backtest", "--definition", In("two.json"), "--leads", In("leads.csv"), "--leads-map", In("leads.json"))).ExitCode);

    [SharedDataFact("data")]
    public async Task WhenXEducationIsLearntFrom_ThenTenCriteriaComeCloseToTheFullModelAndTheLeakIsNamed()
    {
        var file = Repository.PathToShared("data", "x_education", "Leads.csv");
        var columns = (await File.ReadAllLinesAsync(file))[0].Split(',');
        string[] numbers = ["TotalVisits", "Total Time Spent on Website", "Page Views Per Visit"];
        var attributes = columns.Except(["Prospect ID", "Lead Number", "Converted"])
            .ToDictionary(name => name, name => numbers.Contains(name) ? (object)new { column = name, type = "number" } : name);
        Write("x.json", JsonSerializer.Serialize(new { source = "x", externalId = "Prospect ID", missing = (string[])["", "Select"], attributes }));
        Write("xo.json", """{ "lead": "Prospect ID", "outcome": { "column": "Converted", "values": { "1": "won", "0": "lost" } } }""");
        string[] late = ["Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index", "Asymmetrique Activity Score", "Asymmetrique Profile Score"];
        string[] history = ["--leads", file, "--leads-map", In("x.json"), "--outcomes", file, "--outcomes-map", In("xo.json"), "--as-of", "2024-01-01T00:00:00Z"];

        var run = await CommandLineRun.Of(["suggest", .. history, "--leave-out", string.Join(',', [.. late, "Last Activity", "Last Notable Activity"]), "--json", "--out", In("suggested.json")]);
        Assert.Equal((0, ""), (run.ExitCode, run.ExitCode == 0 ? "" : run.Error));
        var suggestion = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["definition", "auc", "fullModelAuc", "baseRate", "suspectedLeakage", "leads", "known"], suggestion.EnumerateObject().Select(property => property.Name));
        Assert.InRange(suggestion.GetProperty("auc").GetDouble(), 0.86, 0.9);
        Assert.InRange(suggestion.GetProperty("definition").GetProperty("criteria").GetArrayLength(), 1, 10);
        Assert.Contains("Tags", suggestion.GetProperty("suspectedLeakage").EnumerateArray().Select(name => name.GetString()));

        var backtest = await CommandLineRun.Of(["backtest", "--definition", In("suggested.json"), .. history, "--json"]);
        var figures = JsonDocument.Parse(backtest.Output).RootElement;
        Assert.Equal((9240, JsonValueKind.Null), (figures.GetProperty("leads").GetInt32(), figures.GetProperty("perWeek").ValueKind));
        Assert.Equal(3561, figures.GetProperty("won").GetInt32() + figures.GetProperty("missed").GetInt32());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] History =>
    [
        "--leads", In("leads.csv"), "--leads-map", In("leads.json"), "--engagements", In("log.csv"), "--engagements-map", In("log.json"),
        "--outcomes", In("outcomes.csv"), "--outcomes-map", In("outcomes.json"), "--as-of", "2026-03-01T00:00:00Z",
    ];

    private string In(string name) => Path.Combine(folder, name);

    private void Write(string name, string text) => File.WriteAllText(In(name), text);

    [GeneratedRegex("<svg role.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Charts();

    [GeneratedRegex("(?:fill|stroke|color|background|fill=\"|stroke=\")[^;#]{0,14}#([0-9a-f]{3})\\b")]
    private static partial Regex Colors();
}
