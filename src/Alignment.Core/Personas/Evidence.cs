namespace Alignment.Core.Personas;

/// <summary>How much a piece of evidence weighs, most first.</summary>
public enum EvidenceStrength
{
    /// <summary>Candid words from before the solution was revealed.</summary>
    Unprompted,

    /// <summary>Candid words from after it was.</summary>
    Prompted,

    /// <summary>Seen or heard on a field visit.</summary>
    Observed,

    /// <summary>Kept, and worth nothing: the interview broke a rule, the words were withdrawn, or were not about this persona.</summary>
    Inadmissible,
}

/// <summary>A citation as it weighs now.</summary>
public sealed record Evidence
{
    internal Evidence(Citation citation, EvidenceStrength strength, params IReadOnlyList<string> because) =>
        (Citation, Strength, InadmissibleBecause) = (citation, strength, because);

    /// <summary>What is cited.</summary>
    public Citation Citation { get; }

    /// <summary>How much it weighs.</summary>
    public EvidenceStrength Strength { get; }

    /// <summary>Why it weighs nothing; empty when it does weigh.</summary>
    public IReadOnlyList<string> InadmissibleBecause { get; }

    /// <summary>The interview of a quote; null for a field note.</summary>
    public Interview? Interview { get; internal init; }

    /// <summary>The quote; null for a field note.</summary>
    public Quote? Quote { get; internal init; }

    /// <summary>The visit of a field note; null for a quote.</summary>
    public FieldVisit? Visit { get; internal init; }

    /// <summary>The field note; null for a quote.</summary>
    public FieldNote? Note { get; internal init; }
}
