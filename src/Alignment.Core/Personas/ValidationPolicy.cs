namespace Alignment.Core.Personas;

/// <summary>When a persona counts as validated.</summary>
public sealed record ValidationPolicy
{
    /// <summary>Sets a policy.</summary>
    /// <param name="interviewees">How many different interviewees confirm one insight of every ring; at least 1.</param>
    /// <param name="unpromptedOnly">Whether words said after the solution was revealed do not confirm.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interviewees"/> is less than 1.</exception>
    public ValidationPolicy(int interviewees = 3, bool unpromptedOnly = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interviewees, 1);
        (Interviewees, UnpromptedOnly) = (interviewees, unpromptedOnly);
    }

    /// <summary>Three interviewees, in candid words, prompted or not.</summary>
    public static ValidationPolicy Default { get; } = new();

    /// <summary>How many different interviewees confirm one insight of every ring.</summary>
    /// <value>At least 1; 3 by default.</value>
    public int Interviewees { get; }

    /// <summary>Whether words said after the solution was revealed do not confirm.</summary>
    /// <value>False by default.</value>
    public bool UnpromptedOnly { get; }

    internal bool Confirms(EvidenceStrength strength) =>
        strength == EvidenceStrength.Unprompted || (strength == EvidenceStrength.Prompted && !UnpromptedOnly);
}
