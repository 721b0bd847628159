using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>How leads moved after an asset.</summary>
/// <param name="Leads">How many leads received it.</param>
/// <param name="Moved">How many of those moved on to a later stage soon after.</param>
public readonly record struct ForwardMoves(int Leads, int Moved)
{
    /// <summary>The share that moved, held back while few received it: (moved + 1) / (leads + 2), Laplace's rule of succession.</summary>
    public double Rate => (Moved + 1d) / (Leads + 2d);
}

/// <summary>Content proposed for a lead.</summary>
/// <param name="Asset">The asset.</param>
/// <param name="Answers">The lead's open question that it answers; null where it only suits the stage.</param>
/// <param name="Why">Why this one, in a sentence.</param>
public sealed record ContentSuggestion(ContentAsset Asset, string? Answers, string Why);

/// <summary>Proposes content for the leads of one persona. Built once and asked for many leads.</summary>
public sealed class NextContent
{
    private readonly CoverageRow row;
    private readonly List<ContentAsset>[] byStage;
    private readonly IReadOnlyList<string>[] questions;
    private readonly IReadOnlyDictionary<ContentAssetId, ForwardMoves> moves;

    /// <summary>Gathers what there is for a persona. Retired content and content about us is never proposed.</summary>
    /// <param name="row">The persona and its journey and story.</param>
    /// <param name="assets">The assets to choose from.</param>
    /// <param name="moves">How leads moved after each asset; nothing known if null.</param>
    public NextContent(CoverageRow row, IEnumerable<ContentAsset> assets, IReadOnlyDictionary<ContentAssetId, ForwardMoves>? moves = null)
    {
        ArgumentNullException.ThrowIfNull(row);
        ArgumentNullException.ThrowIfNull(assets);
        this.row = row;
        this.moves = moves ?? new Dictionary<ContentAssetId, ForwardMoves>();
        questions = [.. row.Journey.Stages.Select(stage => row.Story?.QuestionsAt(stage) ?? Wording.Distinct(stage.Questions))];
        var own = assets.Where(asset => asset.InUse && asset.IsFor(row.PersonaKey)).ToList();
        byStage = [.. row.Journey.Stages.Select(stage => Ranked(own.Where(asset => asset.IsForStage(stage.Key) && !asset.IsAboutUs(row.Journey, stage.Position))))];
    }

    /// <summary>The content to give a lead next, best first: for each open question of its stage and then of the next stage, in the order in
    /// which they are asked; then what suits those stages without answering an open question.</summary>
    /// <param name="stageKey">The stage the lead stands at; the first one if the journey does not know it.</param>
    /// <param name="received">The assets that reached the lead.</param>
    /// <param name="first">How many to propose, at least 1.</param>
    public IReadOnlyList<ContentSuggestion> For(string? stageKey, IReadOnlyCollection<ContentAsset> received, int first = 1)
    {
        ArgumentNullException.ThrowIfNull(received);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        var seen = received.Select(asset => asset.Id).ToHashSet();
        var answered = received.SelectMany(asset => asset.Answers).Select(Wording.Fold).ToHashSet(StringComparer.Ordinal);
        var stage = Math.Max(0, row.Journey.IndexOf(stageKey));
        var near = Enumerable.Range(stage, Math.Min(2, byStage.Length - stage)).ToList();
        return [.. near.SelectMany(at => Answering(at, answered)).Concat(near.SelectMany(Suiting))
            .Where(suggestion => seen.Add(suggestion.Asset.Id)).Take(first)];
    }

    private IEnumerable<ContentSuggestion> Answering(int stage, HashSet<string> answered) =>
        from question in questions[stage]
        where !answered.Contains(Wording.Fold(question))
        from asset in byStage[stage]
        where asset.Answering(question)
        select new ContentSuggestion(asset, question,
            $"It answers \"{question}\", which a buyer at {row.Journey.Stages[stage].Name} needs answered and this lead has not had answered{Moved(asset)}.");

    private IEnumerable<ContentSuggestion> Suiting(int stage) =>
        byStage[stage].Select(asset => new ContentSuggestion(asset, null,
            $"It is for {row.Journey.Stages[stage].Name}, and nothing unseen answers an open question there{Moved(asset)}."));

    private List<ContentAsset> Ranked(IEnumerable<ContentAsset> assets) =>
    [
        .. assets.OrderByDescending(asset => moves.GetValueOrDefault(asset.Id).Rate)
            .ThenBy(asset => asset.Orientation ?? Orientation.Company)
            .ThenByDescending(asset => asset.PublishedAt ?? NodaTime.Instant.MinValue)
            .ThenBy(asset => asset.Source, StringComparer.Ordinal)
            .ThenBy(asset => asset.ExternalId, StringComparer.Ordinal),
    ];

    private string Moved(ContentAsset asset) => moves.GetValueOrDefault(asset.Id) is { Leads: > 0 } known
        ? $"; {known.Moved} of {Wording.Count(known.Leads, "lead", "leads")} that received it moved on"
        : "";
}
