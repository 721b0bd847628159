namespace Alignment.Core.Stories;

public sealed partial class ContentStory
{
    /// <summary>What this story's persona finds at each stage.</summary>
    /// <param name="assets">The assets; those for other personas are passed over.</param>
    /// <param name="leads">How many leads stand where; nobody if left out.</param>
    public StoryCoverage Coverage(IEnumerable<ContentAsset> assets, LeadCounts? leads = null) =>
        StoryCoverage.Of([new CoverageRow(PersonaKey, Journey, this)], assets, leads ?? new LeadCounts());

    /// <summary>The content to give a lead next: what answers the next unanswered question of its stage, has not been received, and has moved
    /// others forward.</summary>
    /// <param name="stageKey">The stage the lead stands at.</param>
    /// <param name="received">What reached it so far.</param>
    /// <param name="assets">The assets to choose from.</param>
    /// <param name="moves">How others moved after each asset; nothing known if left out.</param>
    /// <param name="first">How many to suggest, at least 1.</param>
    public IReadOnlyList<ContentSuggestion> Next(
        string stageKey, IReadOnlyCollection<Received> received, IEnumerable<ContentAsset> assets,
        IReadOnlyDictionary<ContentAssetId, ForwardMoves>? moves = null, int first = 1) =>
        new NextContent(new CoverageRow(PersonaKey, Journey, this), assets, moves).For(stageKey, [.. received.Select(step => step.Asset)], first);
}
