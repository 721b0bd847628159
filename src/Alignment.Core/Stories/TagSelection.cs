namespace Alignment.Core.Stories;

/// <summary>Which of the tags that rules propose are meant. What is left out (null) narrows nothing; a list that is given names at least one.</summary>
public sealed record TagSelection
{
    /// <summary>Everything that is proposed for content in use.</summary>
    public static TagSelection All { get; } = new();

    /// <summary>Only tags that these rules propose, by their keys.</summary>
    public IReadOnlyList<string>? RuleKeys { get; init; }

    /// <summary>Only tags that say one of these personas, by their keys; with <see cref="StageKeys"/> given too, the tags of both.</summary>
    public IReadOnlyList<string>? PersonaKeys { get; init; }

    /// <summary>Only tags that say one of these stages, by their keys; with <see cref="PersonaKeys"/> given too, the tags of both.</summary>
    public IReadOnlyList<string>? StageKeys { get; init; }

    /// <summary>Only tags of these assets, all of them in use.</summary>
    public IReadOnlyList<ContentAssetId>? AssetIds { get; init; }

    internal bool Means(TagSuggestion tag) => tag.Dimension switch
    {
        TagDimension.Persona when PersonaKeys is not null => PersonaKeys.Contains(tag.Value),
        TagDimension.Stage when StageKeys is not null => StageKeys.Contains(tag.Value),
        _ => PersonaKeys is null && StageKeys is null,
    };
}

/// <summary>The tags that were accepted for one asset.</summary>
/// <param name="Asset">The asset, which has them now.</param>
/// <param name="Tags">The tags; at least one.</param>
public sealed record AcceptedTags(ContentAsset Asset, IReadOnlyList<TagSuggestion> Tags);
