using System.Globalization;
using System.Text;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Alignment.Testing;

namespace Alignment.Core.Tests.Stories;

/// <summary>GitLab's eight personas and its public content, as they are: what they cover, and where there is nothing.</summary>
public sealed class GitLabCoverageTests
{
    [SharedDataFact("data", "gitlab")]
    public void WhenGitLabsContentIsTaggedByItsOwnRecommendations_ThenTheGapsShow()
    {
        var personas = PersonaDocument.Read(
            File.ReadAllText(Repository.PathToShared("data", "gitlab", "buyer_personas.json")),
            PersonaMap.Parse(File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-personas.json"))).Value).Value.Personas;
        var assets = Inventory();
        Assert.Equal(547, assets.Count);
        var rows = personas.Select(persona => new CoverageRow(persona.Key, Journey.Default)).ToList();
        Assert.All(StoryCoverage.Of(rows, assets, new LeadCounts()).Cells, cell => Assert.Equal(0, cell.Assets));

        TaggingRules[] rules =
        [
            TaggingRules.From(personas),
            TaggingRules.Parse(File.ReadAllText(Repository.PathTo("samples", "maps", "gitlab-tagging-rules.json")), Journey.Default).Value,
        ];
        foreach (var asset in assets)
            foreach (var tag in rules.SelectMany(one => one.Suggest(asset)).ToList())
                Assert.True(asset.Tag(tag.Dimension, tag.Value).Succeeded);

        Render(StoryCoverage.Of(rows, assets, new LeadCounts()), personas).MatchSnapshot();
    }

    private static List<ContentAsset> Inventory()
    {
        var assets = new Dictionary<string, ContentAsset>(StringComparer.Ordinal);
        foreach (var row in Csv(File.ReadAllText(Repository.PathToShared("data", "gitlab", "content_inventory.csv"))).Skip(1))
        {
            var description = new ContentDescription { Title = row[2], Format = row[1], Url = row[3], Themes = row[5].Split([';', ',', '|'], StringSplitOptions.TrimEntries) };
            if (assets.TryGetValue(row[3], out var known)) Assert.True(known.Describe(description).Succeeded);
            else assets[row[3]] = ContentAsset.Publish("gitlab", row[3], description, StoryGiven.Now).Value;
        }

        return [.. assets.Values];
    }

    private static string Render(StoryCoverage coverage, IReadOnlyList<ImportedPersona> personas)
    {
        var stages = Journey.Default.Stages;
        var text = new StringBuilder("| persona |").AppendJoin(" |", stages.Select(stage => $" {stage.Name}")).Append(" |\n|---|")
            .Append(string.Concat(Enumerable.Repeat("---|", stages.Count))).Append('\n');
        foreach (var row in coverage.Cells.Chunk(stages.Count))
            text.Append("| ").Append(personas.Single(persona => persona.Key == row[0].PersonaKey).Name).Append(" |")
                .AppendJoin(" |", row.Select(cell => cell.Assets == 0 ? " -" : string.Create(CultureInfo.InvariantCulture, $" {cell.Assets}{(cell.OnlyAboutUs ? " (about us)" : "")}"))).Append(" |\n");
        text.Append("\nGaps, costliest first, nobody standing anywhere yet:\n");
        foreach (var stage in coverage.Gaps.Where(gap => gap.Assets == 0 || gap.OnlyAboutUs).GroupBy(gap => gap.Stage.Key))
            text.Append("- ").Append(stage.First().Stage.Name).Append(": ").AppendJoin(", ", stage.Select(gap => gap.PersonaKey)).Append('\n');
        return text.ToString();
    }

    /// <summary>The rows of RFC 4180 text.</summary>
    private static IEnumerable<List<string>> Csv(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (character == '"' && quoted && at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else if (character == '"') quoted = !quoted;
            else if (quoted || character is not (',' or '\r' or '\n')) cell.Append(character);
            else if (character != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (character != '\n') continue;
                yield return row;
                row = [];
            }
        }
    }
}
