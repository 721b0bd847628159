using Alignment.Core.Journeys;
using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>One row of the coverage matrix: a persona along its journey.</summary>
/// <param name="PersonaKey">The persona.</param>
/// <param name="Journey">The journey it follows.</param>
/// <param name="Story">Its story, whose chapters may add questions; null if none is written.</param>
public sealed record CoverageRow(string PersonaKey, Journey Journey, ContentStory? Story = null);

/// <summary>Persona by stage: which of the buyer's questions have an answer, how many leads stand there, and where something is missing. An
/// answer counts where its asset is in use, for the persona and for the stage; an asset that nobody tagged counts nowhere.</summary>
public sealed class StoryCoverage
{
    private StoryCoverage(IReadOnlyList<CoverageCell> cells)
    {
        Cells = cells;
        Gaps =
        [
            .. cells.Where(cell => cell.IsGap)
                .OrderByDescending(cell => cell.Cost)
                .ThenByDescending(cell => cell.Severity * cell.Weight)
                .ThenBy(cell => cell.PersonaKey, StringComparer.Ordinal),
        ];
    }

    /// <summary>Every persona at every stage of its journey, in the order of the rows and the stages.</summary>
    public IReadOnlyList<CoverageCell> Cells { get; }

    /// <summary>The cells in which something is missing, the costliest first (<see cref="CoverageCell.Cost"/>).</summary>
    public IReadOnlyList<CoverageCell> Gaps { get; }

    /// <summary>The share of all questions that have an answer.</summary>
    /// <value>0 to 1; null where no question is asked.</value>
    public double? Share => Cells.Sum(cell => cell.Questions) is > 0 and var asked ? (double)Cells.Sum(cell => cell.Answered) / asked : null;

    /// <summary>Computes the matrix. The time it takes depends on the rows, the assets and their tags, not on the number of leads.</summary>
    /// <param name="rows">The personas and their journeys; each persona once.</param>
    /// <param name="assets">The assets; retired ones are passed over.</param>
    /// <param name="leads">How many leads stand where.</param>
    public static StoryCoverage Of(IEnumerable<CoverageRow> rows, IEnumerable<ContentAsset> assets, LeadCounts leads)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(assets);
        ArgumentNullException.ThrowIfNull(leads);
        var tallies = rows.Select(row => new RowTally(row)).ToList();
        var byPersona = tallies.ToDictionary(tally => tally.Row.PersonaKey, StringComparer.Ordinal);
        foreach (var asset in assets.Where(asset => asset.InUse))
        {
            var answers = asset.Answers.Select(Wording.Fold).ToList();
            var stages = asset.Stages;
            foreach (var persona in asset.Personas)
                if (byPersona.TryGetValue(persona, out var tally))
                    tally.Add(asset, stages, answers);
        }

        return new StoryCoverage([.. tallies.SelectMany(tally => tally.Cells(leads))]);
    }

    private sealed class RowTally
    {
        private readonly CoverageCount[] counts;
        private readonly Dictionary<string, int>[] questions;

        public RowTally(CoverageRow row)
        {
            Row = row;
            var asked = row.Journey.Stages
                .Select(stage => row.Story is { } story ? story.QuestionsAt(stage) : Wording.Distinct(stage.Questions))
                .ToList();
            counts = [.. asked.Select(list => new CoverageCount(list))];
            questions = [.. asked.Select(list => list.Select((question, index) => (question, index))
                .ToDictionary(pair => Wording.Fold(pair.question), pair => pair.index, StringComparer.Ordinal))];
        }

        public CoverageRow Row { get; }

        public void Add(ContentAsset asset, IReadOnlyList<string> stages, List<string> answers)
        {
            foreach (var key in stages)
            {
                if (Row.Journey.IndexOf(key) is not (>= 0 and var stage)) continue;
                counts[stage].Add(asset.IsAboutUs(Row.Journey, stage));
                foreach (var answer in answers)
                    if (questions[stage].TryGetValue(answer, out var question))
                        counts[stage].Answer(question);
            }
        }

        public IEnumerable<CoverageCell> Cells(LeadCounts leads) => Row.Journey.Stages.Select(stage =>
            new CoverageCell(Row.PersonaKey, stage, Row.Journey.Stages.Count, counts[stage.Position], leads[Row.PersonaKey, stage.Key]));
    }
}
