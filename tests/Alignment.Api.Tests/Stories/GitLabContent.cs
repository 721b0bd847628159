using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alignment.Api.Import.Rows;
using Alignment.Api.Tests.Hosting;
using Alignment.Testing;

namespace Alignment.Api.Tests.Stories;

/// <summary>GitLab's public personas and content, brought in over GraphQL.</summary>
internal static class GitLabContent
{
    public static async Task ImportAsync(ApiHost host)
    {
        var document = File.ReadAllText(Repository.PathToShared("data", "gitlab", "buyer_personas.json"));
        var map = File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-personas.json"));
        var personas = await host.AskAsync(
            """
            mutation($document: JSON!, $map: JSON!) {
              importPersonas(input: { document: $document, map: $map }) { created recommendedTaggingRules errors { __typename } } }
            """,
            new { document = JsonNode.Parse(document), map = JsonNode.Parse(map) });
        var rules = JsonNode.Parse(personas.GetProperty("importPersonas").GetProperty("recommendedTaggingRules").GetRawText())!;
        foreach (var own in JsonNode.Parse(File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-tagging-rules.json")))!["rules"]!.AsArray())
            rules["rules"]!.AsArray().Add(own!.DeepClone());
        var imported = await host.AskAsync(
            """
            mutation($content: [ContentInput!]!, $rules: JSON!) {
              importContent(input: { source: "gitlab", content: $content }) { created errors { __typename } }
              setTaggingRules(input: { rules: $rules }) { errors { __typename } } }
            """,
            new { content = Inventory(), rules });
        Assert.Equal((8, 547), (personas.GetProperty("importPersonas").GetProperty("created").GetInt32(), imported.GetProperty("importContent").GetProperty("created").GetInt32()));
        Assert.All(personas.EnumerateObject().Concat(imported.EnumerateObject()), done => Assert.Equal(JsonValueKind.Null, done.Value.GetProperty("errors").ValueKind));
    }

    /// <summary>The assets of each persona, by its name, stage after stage.</summary>
    public static async Task<SortedDictionary<string, List<int>>> CoverageAsync(ApiHost host)
    {
        var cells = (await host.AskAsync("{ coverage { cells { persona { name } stage { position } assets } } }")).GetProperty("coverage").GetProperty("cells");
        var rows = cells.EnumerateArray().GroupBy(cell => cell.GetProperty("persona").GetProperty("name").GetString()!);
        return new(rows.ToDictionary(row => row.Key, row => row.OrderBy(cell => cell.GetProperty("stage").GetProperty("position").GetInt32()).Select(cell => cell.GetProperty("assets").GetInt32()).ToList()), StringComparer.Ordinal);
    }

    /// <summary>The table of docs/story-coverage.md.</summary>
    public static SortedDictionary<string, List<int>> Documented()
    {
        var rows = File.ReadAllLines(Repository.PathTo("docs", "story-coverage.md")).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
        return new(rows.ToDictionary(row => row[0], row => row.Skip(1).Select(cell => cell == "-" ? 0 : int.Parse(cell, CultureInfo.InvariantCulture)).ToList()), StringComparer.Ordinal);
    }

    private static List<object> Inventory()
    {
        using var file = CsvFile.Open(new FileInfo(Repository.PathToShared("data", "gitlab", "content_inventory.csv")), ",");
        var columns = file.Header.Select((name, index) => (name, index)).ToDictionary(column => column.name, column => column.index, StringComparer.Ordinal);
        return [.. file.Rows().Select(row => (object)new
        {
            externalId = row.Cells[columns["url"]], title = row.Cells[columns["title"]], format = row.Cells[columns["type"]], url = row.Cells[columns["url"]],
            themes = row.Cells[columns["topics"]].Split([';', ',', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        })];
    }
}
