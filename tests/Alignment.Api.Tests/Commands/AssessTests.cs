using System.Globalization;
using System.Text;
using System.Text.Json;
using Alignment.Api.Tests.Import;
using Alignment.Testing;

namespace Alignment.Api.Tests.Commands;

public sealed class AssessTests
{
    private const string Definition = """
        { "name": "Ideal", "handOff": { "total": 30 }, "criteria": [
          { "key": "size", "kind": "attribute", "attribute": "size", "operator": "atLeast", "value": 500, "points": 20 },
          { "key": "visit, long", "kind": "engagement", "types": ["visit"], "points": 10, "halfLife": "P10D" },
          { "key": "again", "kind": "history", "event": "recycled", "points": -5 } ] }
        """;

    private const string LeadMap = """{ "externalId": "id", "createdAt": "created", "persona": "persona", "attributes": { "size": { "column": "size", "type": "number" } } }""";
    private const string EngagementMap = """{ "lead": "lead", "at": "at", "type": "type", "stage": "stage" }""";

    [Fact]
    public async Task WhenLeadsAreAssessedFromFiles_ThenEachHasARowInTheOrderOfTheFile()
    {
        var folder = await ImportFolder.NewAsync();
        string[] args =
        [
            "assess", "--definition", folder.Write("d.json", Definition), "--as-of", "2026-01-11T00:00:00Z",
            "--leads", folder.Write("l.csv", "id,created,persona,size\nb,2025-12-01,,600\n\"a,1\",2025-12-01,,5\nc,,,x\nb,2025-12-01,,700\n"), "--leads-map", folder.Write("lm.json", LeadMap),
            "--engagements", folder.Write("e.csv", "lead,at,type,stage\nb,2026-01-11,visit,decision\nghost,2026-01-01,visit,\nb,2026-01-01,visit,\nb,2026-02-01,visit,\n"), "--engagements-map", folder.Write("em.json", EngagementMap),
            "--history", folder.Write("h.csv", "lead,at,event\n\"a,1\",2026-01-01,recycled\nb,2026-01-01,sold\n"),
        ];
        var run = await CommandLineRun.Of(args);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            """
            externalId,decision,total,fit,interest,stage,nextChangeAt,points.size,"points.visit, long",points.again
            "a,1",nurture,-5,0,-5,status-quo,,0,0,-5
            b,handOff,35,20,15,decision,2026-01-16T20:23:28Z,20,15,0

            """,
            run.Output);
        Assert.Contains("leads: read 4, rejected 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("engagements: read 4, rejected 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("history: read 2, rejected 1", run.Error, StringComparison.Ordinal);
        Assert.Contains("ghost", await File.ReadAllTextAsync(folder.PathOf("e.csv.rejected.csv")), StringComparison.Ordinal);

        var toFile = await CommandLineRun.Of([.. args, "--out", folder.PathOf("out.csv")]);
        Assert.Equal("", toFile.Output);
        Assert.Equal(run.Output, await File.ReadAllTextAsync(folder.PathOf("out.csv")));
    }

    [Fact]
    public async Task WhenFilesAreTooLargeForOnePart_ThenTheOrderIsThatOfTheFileAllTheSame()
    {
        const int Count = 60_000;
        var folder = await ImportFolder.NewAsync();
        var leads = new StringBuilder("id,created,persona,size,filler\n");
        var filler = new string('x', 500);
        for (var number = 0; number < Count; number++) leads.Append(CultureInfo.InvariantCulture, $"{number * 7919 % Count},2025-12-01,,{number % 1000},{filler}\n");
        var log = new StringBuilder("lead,at,type,stage\n");
        for (var number = 0; number < Count; number++) log.Append(CultureInfo.InvariantCulture, $"{number},2026-01-11,{(number % 3 == 0 ? "visit" : "other")},\n");
        var run = await CommandLineRun.Of(
            "assess", "--definition", folder.Write("d.json", Definition), "--as-of", "2026-01-11T00:00:00Z",
            "--leads", folder.Write("l.csv", leads.ToString()), "--leads-map", folder.Write("lm.json", LeadMap),
            "--engagements", folder.Write("e.csv", log.ToString()), "--engagements-map", folder.Write("em.json", EngagementMap));
        var rows = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(row => row.Split(',')).ToList();
        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"{number * 7919 % Count}"), rows.Select(row => row[0]));
        for (var number = 0; number < Count; number++)
        {
            var expected = (number % 1000 >= 500 ? 20 : 0) + (number * 7919 % Count % 3 == 0 ? 10 : 0);
            Assert.Equal(expected.ToString(CultureInfo.InvariantCulture), rows[number][2]);
        }
    }

    [Fact]
    public async Task WhenTheDefinitionJourneyOrInstantIsWrong_ThenEveryFaultIsNamedAndTheExitCodeIsTwo()
    {
        var folder = await ImportFolder.NewAsync();
        string[] leads = ["--leads", folder.Write("l.csv", "id,created,persona,size\n"), "--leads-map", folder.Write("lm.json", LeadMap)];
        var definition = await CommandLineRun.Of(["assess", "--definition", folder.Write("d.json", """{ "name": "", "criteria": [ { "key": "total", "kind": "magic" } ] }"""), "--as-of", "2026-01-01T00:00:00Z", .. leads]);
        Assert.Equal(2, definition.ExitCode);
        Assert.True(definition.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length >= 3, definition.Error);
        Assert.Contains("criteria[0]", definition.Error, StringComparison.Ordinal);
        var instant = await CommandLineRun.Of(["assess", "--definition", folder.Write("ok.json", Definition), "--as-of", "yesterday", .. leads]);
        Assert.Equal(2, instant.ExitCode);
        Assert.Contains("--as-of", instant.Error, StringComparison.Ordinal);
    }

    [SharedDataFact("design", "vectors")]
    public async Task WhenTheVectorsAreAssessedFromFiles_ThenEveryCaseAgrees()
    {
        using var vectors = JsonDocument.Parse(await File.ReadAllTextAsync(Repository.PathToShared("design", "vectors", "assessments.json")));
        var folder = await ImportFolder.NewAsync();
        var journey = folder.Write("journey.json", $$"""{ "key": "default", "stages": [ {{string.Join(',', vectors.RootElement.GetProperty("journey").EnumerateArray().Select(stage => $"{{\"key\":{stage.GetRawText()}}}"))}} ] }""");
        foreach (var vector in vectors.RootElement.GetProperty("cases").EnumerateArray())
        {
            var run = await AssessAsync(folder, journey, vector);
            Assert.True(run.ExitCode == 0, run.Error);
            var (header, row) = (run.Output.Split('\n')[0].Split(','), run.Output.Split('\n')[1].Split(','));
            var expected = vector.GetProperty("expect");
            var why = vector.GetProperty("why").GetString();
            Assert.True(expected.GetProperty("decision").GetString() == row[1], why);
            Assert.True(Math.Abs(expected.GetProperty("total").GetDouble() - double.Parse(row[2], CultureInfo.InvariantCulture)) < 1e-6, why);
            Assert.True(expected.GetProperty("stage").GetString() == row[5], why);
            Assert.True((expected.GetProperty("nextChangeAt").GetString() ?? "") == row[6], $"{why}: {row[6]}");
            foreach (var points in expected.GetProperty("points").EnumerateObject())
                Assert.True(Math.Abs(points.Value.GetDouble() - double.Parse(row[Array.IndexOf(header, $"points.{points.Name}")], CultureInfo.InvariantCulture)) < 1e-6, $"{why}: {points.Name}");
        }
    }

    private static Task<CommandLineRun> AssessAsync(ImportFolder folder, string journey, JsonElement vector)
    {
        var lead = vector.GetProperty("lead");
        var attributes = Values(lead.GetProperty("attributes"), "a.");
        var leads = Csv([["id", lead.GetProperty("externalId").GetString()!], ["created", lead.GetProperty("createdAt").GetString()!], ["persona", lead.GetProperty("persona").GetString() ?? ""], .. attributes.Select(value => new[] { value.Column, value.Text })]);
        var log = lead.GetProperty("engagements").EnumerateArray().ToList();
        var properties = log.SelectMany(item => item.TryGetProperty("properties", out var own) ? Values(own, "p.") : []).DistinctBy(value => value.Column).ToList();
        string[] columns = ["at", "type", "content", "stage"];
        var engagements = new StringBuilder($"lead,{string.Join(',', columns)}{string.Concat(properties.Select(value => $",\"{value.Column}\""))}\n");
        foreach (var item in log)
        {
            var own = item.TryGetProperty("properties", out var given) ? Values(given, "p.").ToDictionary(value => value.Column, value => value.Text) : [];
            var cells = columns.Select(name => item.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "").Concat(properties.Select(value => own.GetValueOrDefault(value.Column, "")));
            engagements.Append(CultureInfo.InvariantCulture, $"{Quote(lead.GetProperty("externalId").GetString()!)},{string.Join(',', cells.Select(Quote))}\n");
        }

        var history = new StringBuilder("lead,at,event\n");
        if (lead.TryGetProperty("history", out var past))
            foreach (var item in past.EnumerateArray())
                history.Append(CultureInfo.InvariantCulture, $"{Quote(lead.GetProperty("externalId").GetString()!)},{item.GetProperty("at").GetString()},{item.GetProperty("event").GetString()}\n");
        return CommandLineRun.Of(
            "assess", "--definition", folder.Write("d.json", vector.GetProperty("definition").GetRawText()), "--as-of", vector.GetProperty("asOf").GetString()!, "--journey", journey,
            "--leads", folder.Write("l.csv", leads), "--leads-map", folder.Write("lm.json", $$"""{"externalId":"id","createdAt":"created","persona":"persona","attributes":{ {{Maps(attributes)}} } }"""),
            "--engagements", folder.Write("e.csv", engagements.ToString()), "--engagements-map", folder.Write("em.json", $$"""{"lead":"lead","at":"at","type":"type","content":"content","stage":"stage","properties":{ {{Maps(properties)}} } }"""),
            "--history", folder.Write("h.csv", history.ToString()));
    }

    private static List<(string Name, string Column, string Text, string Type)> Values(JsonElement values, string prefix) =>
    [
        .. values.EnumerateObject().Select(value => (value.Name, prefix + value.Name, value.Value.ValueKind == JsonValueKind.String ? value.Value.GetString()! : value.Value.GetRawText(), value.Value.ValueKind switch
        {
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => System.Text.RegularExpressions.Regex.IsMatch(value.Value.ToString(), @"^\d{4}-\d\d-\d\d$") ? "date" : "text",
        })),
    ];

    private static string Maps(IEnumerable<(string Name, string Column, string Text, string Type)> values) =>
        string.Join(',', values.Select(value => $$"""{{JsonSerializer.Serialize(value.Name)}}:{"column":{{JsonSerializer.Serialize(value.Column)}},"type":"{{value.Type}}"}"""));

    private static string Csv(List<string[]> columns) =>
        $"{string.Join(',', columns.Select(column => Quote(column[0])))}\n{string.Join(',', columns.Select(column => Quote(column[1])))}\n";

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
