namespace Alignment.Core.Leads;

/// <summary>Whether a move is possible now, and why not.</summary>
/// <param name="Move">The move.</param>
/// <param name="Unmet">Every reason why it is not; empty when it is.</param>
public sealed record LeadMoveReading(LeadMove Move, IReadOnlyList<Refusal> Unmet)
{
    /// <summary>Whether it is possible.</summary>
    public bool Possible => Unmet.Count == 0;
}
