namespace Alignment.Core.Personas;

/// <summary>A claim that a persona document makes; an assumption until evidence is cited.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Statement">The claim.</param>
public readonly record struct ImportedClaim(InsightKind Kind, string Statement);

/// <summary>Content that a persona document recommends at a stage.</summary>
/// <param name="StageKey">The stage, as the map resolves its spelling.</param>
/// <param name="Words">What is recommended, in the document's words.</param>
/// <param name="Format">The team's own format for it, as the map says; null where the map knows none.</param>
public sealed record RecommendedContent(string StageKey, string Words, string? Format);

/// <summary>A persona as a document describes it.</summary>
public sealed record ImportedPersona
{
    /// <summary>The persona's key.</summary>
    public required string Key { get; init; }

    /// <summary>The persona's name.</summary>
    public required string Name { get; init; }

    /// <summary>Whom it describes.</summary>
    public Audience Audience { get; init; }

    /// <summary>What to know first; null if the document has none.</summary>
    public string? Summary { get; init; }

    /// <summary>What it claims, each claim once.</summary>
    public IReadOnlyList<ImportedClaim> Claims { get; init; } = [];

    /// <summary>The content it recommends by stage; for tagging rules.</summary>
    public IReadOnlyList<RecommendedContent> Recommendations { get; init; } = [];
}

/// <summary>A record of a persona document that could not be read.</summary>
/// <param name="Index">Its place in the document, from 0.</param>
/// <param name="Reasons">Every reason, with its JSON path.</param>
public sealed record RejectedPersona(int Index, IReadOnlyList<Refusal> Reasons);
