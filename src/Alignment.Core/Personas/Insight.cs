using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>One claim about a persona and what it cites. Without admissible evidence it is an assumption.</summary>
public sealed class Insight
{
    private readonly List<Citation> citations = [];

    private Insight()
    {
    }

    /// <summary>The insight's identity.</summary>
    public InsightId Id { get; private set; }

    /// <summary>Its place among the persona's claims, in the order of claiming, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>What the claim is about.</summary>
    public InsightKind Kind { get; private set; }

    /// <summary>The claim, in a sentence of at most 2,000 characters.</summary>
    public string Statement { get; private set; } = "";

    /// <summary>When it was claimed.</summary>
    public Instant ClaimedAt { get; private set; }

    /// <summary>When it was retracted; null while it stands.</summary>
    public Instant? RetractedAt { get; private set; }

    /// <summary>Why it was retracted; null while it stands.</summary>
    public string? RetractedBecause { get; private set; }

    /// <summary>Who retracted it; null while it stands.</summary>
    public string? RetractedBy { get; private set; }

    /// <summary>Whether the claim stands.</summary>
    public bool Stands => RetractedAt is null;

    /// <summary>What the claim cites, in the order of citing, inadmissible words included.</summary>
    public IReadOnlyList<Citation> Citations => citations;

    internal static Insight Claim(int position, InsightKind kind, string statement, Instant now) =>
        new() { Id = InsightId.New(now), Position = position, Kind = kind, Statement = statement, ClaimedAt = now };

    internal void Cite(Citation citation) => citations.Add(citation);

    internal bool Uncite(Predicate<Citation> which) => citations.RemoveAll(which) > 0;

    internal void Retract(string because, string by, Instant now) => (RetractedAt, RetractedBecause, RetractedBy) = (now, because, by);
}
