using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>A tag that a rule proposes; it holds only once a person accepts it.</summary>
/// <param name="Dimension">What the tag says.</param>
/// <param name="Value">The stage's or persona's key, the theme, the question or the orientation.</param>
/// <param name="Because">The rules that propose it and what they found, in a sentence.</param>
public sealed record TagSuggestion(TagDimension Dimension, string Value, string Because);

/// <summary>A rule that a team wrote: which assets it is about, and which tags it proposes for them. Every condition that is given must hold; of
/// the words in one condition, any.</summary>
public sealed record TaggingRule
{
    /// <summary>What the team calls it.</summary>
    public required string Key { get; init; }

    /// <summary>The title contains one of these; case and white space do not matter.</summary>
    public IReadOnlyList<string> TitleContains { get; init; } = [];

    /// <summary>The address contains one of these; case does not matter.</summary>
    public IReadOnlyList<string> UrlContains { get; init; } = [];

    /// <summary>The format is one of these; case and white space do not matter.</summary>
    public IReadOnlyList<string> Formats { get; init; } = [];

    /// <summary>It carries one of these themes; case and white space do not matter.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>The keys of the stages it proposes.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>The keys of the personas it proposes.</summary>
    public IReadOnlyList<string> Personas { get; init; } = [];

    /// <summary>The themes it proposes.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>The questions it proposes as answered.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>What it proposes the asset turns on.</summary>
    public Orientation? Orientation { get; init; }

    internal bool AsksForNothing => TitleContains.Count + UrlContains.Count + Formats.Count + Topics.Count == 0;

    internal IEnumerable<(TagDimension Dimension, string Value)> Proposes() =>
        Stages.Select(value => (TagDimension.Stage, value))
            .Concat(Personas.Select(value => (TagDimension.Persona, value)))
            .Concat(Themes.Select(value => (TagDimension.Theme, value)))
            .Concat(Answers.Select(value => (TagDimension.Answer, value)))
            .Concat(Orientation is { } orientation ? [(TagDimension.Orientation, orientation.ToString())] : []);

    /// <summary>What the rule found in an asset, in words; null if it is not about this one.</summary>
    internal string? Finds(ContentAsset asset)
    {
        var found = new List<string>();
        return Finds(TitleContains, word => Wording.Fold(asset.Title).Contains(Wording.Fold(word), StringComparison.Ordinal), "its title has", found)
            && Finds(UrlContains, word => asset.Url?.Contains(word, StringComparison.OrdinalIgnoreCase) == true, "its address has", found)
            && Finds(Formats, word => Wording.Same(asset.Format, word), "it is a", found)
            && Finds(Topics, word => asset.Themes.Any(theme => Wording.Same(theme, word)), "it is about", found)
            ? Wording.List(found)
            : null;
    }

    private static bool Finds(IReadOnlyList<string> words, Predicate<string> holds, string says, List<string> found)
    {
        if (words.Count == 0) return true;
        if (words.FirstOrDefault(word => holds(word)) is not { } hit) return false;
        found.Add($"{says} \"{hit}\"");
        return true;
    }
}
