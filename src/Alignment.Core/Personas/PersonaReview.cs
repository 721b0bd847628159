namespace Alignment.Core.Personas;

/// <summary>One standing claim with its evidence as it weighs now.</summary>
public sealed class InsightReview
{
    internal InsightReview(Insight insight, IReadOnlyList<Evidence> evidence, ValidationPolicy policy)
    {
        Insight = insight;
        Evidence = evidence;
        ConfirmedBy = evidence
            .Where(piece => policy.Confirms(piece.Strength))
            .Select(piece => Wording.Fold(piece.Interview!.Interviewee))
            .Distinct(StringComparer.Ordinal)
            .Count();
    }

    /// <summary>The claim.</summary>
    public Insight Insight { get; }

    /// <summary>What it cites, strongest first, inadmissible words last.</summary>
    public IReadOnlyList<Evidence> Evidence { get; }

    /// <summary>Whether nothing admissible supports the claim.</summary>
    public bool Assumption => Evidence.All(piece => piece.Strength == EvidenceStrength.Inadmissible);

    /// <summary>Whether the claim rests on candid, unprompted words.</summary>
    public bool Grounded => Evidence.Any(piece => piece.Strength == EvidenceStrength.Unprompted);

    /// <summary>How many different interviewees confirm it by the policy.</summary>
    public int ConfirmedBy { get; }
}

/// <summary>What a persona rests on, as its interviews stand now.</summary>
public sealed class PersonaReview
{
    internal PersonaReview(Persona persona, EvidenceBase evidence, ValidationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        Persona = persona;
        Policy = policy;
        Insights = [.. persona.Claims.Select(claim => new InsightReview(
            claim, [.. claim.Citations.Select(citation => evidence.Weigh(persona, citation)).OrderBy(piece => piece.Strength)], policy))];
        Missing = [.. persona.Audience.Rings().Select(Lack).OfType<string>()];
    }

    /// <summary>The persona.</summary>
    public Persona Persona { get; }

    /// <summary>When it counts as validated.</summary>
    public ValidationPolicy Policy { get; }

    /// <summary>Every standing claim, in the order of claiming.</summary>
    public IReadOnlyList<InsightReview> Insights { get; }

    /// <summary>The share of standing claims that rest on candid, unprompted words.</summary>
    /// <value>0 to 1; 0 when nothing is claimed.</value>
    public double Grounding => Insights.Count == 0 ? 0 : (double)Insights.Count(insight => insight.Grounded) / Insights.Count;

    /// <summary>Whether every ring has an insight that enough different interviewees confirm.</summary>
    public bool Validated => Missing.Count == 0;

    /// <summary>What keeps the persona from being validated, ring by ring; empty when it is.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>How many more interviewees a ring needs: 0 when it is confirmed.</summary>
    /// <param name="ring">A ring of the persona's audience.</param>
    public int InterviewsNeeded(InsightKind ring) => Math.Max(0, Policy.Interviewees - (Best(ring)?.ConfirmedBy ?? 0));

    internal InsightReview? Best(InsightKind ring) => Insights.Where(insight => insight.Insight.Kind == ring).MaxBy(insight => insight.ConfirmedBy);

    private string? Lack(InsightKind ring)
    {
        if (Best(ring) is not { } best)
            return $"{ring.InWords()}: no insight yet.";
        if (best.ConfirmedBy >= Policy.Interviewees) return null;
        var more = Wording.Count(Policy.Interviewees - best.ConfirmedBy, "more candid interview", "more candid interviews");
        return best.ConfirmedBy == 0
            ? $"{ring.InWords()}: no candid words confirm a claim yet; it takes {more}."
            : $"{ring.InWords()}: \"{Wording.Shorten(best.Insight.Statement)}\" is confirmed by " +
              $"{Wording.Count(best.ConfirmedBy, "interviewee", "different interviewees")}; it takes {more}.";
    }
}
