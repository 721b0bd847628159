using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>A lead as it stood at an instant.</summary>
public sealed partial record LeadSnapshot
{
    /// <summary>Where it stood.</summary>
    public required LeadStatus Status { get; init; }

    /// <summary>The person.</summary>
    public required LeadContact Contact { get; init; }

    /// <summary>The key of the persona; null if it had none.</summary>
    public string? PersonaKey { get; init; }

    /// <summary>The attributes.</summary>
    public required AttributeSet Attributes { get; init; }

    /// <summary>When it came to be.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>The key of the rep who had it; null if nobody had.</summary>
    public string? OwnerRepKey { get; init; }

    /// <summary>The date to try again; null if none was set.</summary>
    public LocalDate? TryAgainOn { get; init; }

    /// <summary>What became of it; null while open.</summary>
    public LeadOutcome? Outcome { get; init; }
}
