using Alignment.Core;
using Alignment.Core.Leads;
using NodaTime;

namespace Alignment.Api.Leads;

/// <summary>What a source says about a lead. Null leaves what is known; empty text, or an absent value, clears it.</summary>
/// <param name="ExternalId">What the source calls the lead.</param>
public sealed record LeadRow(string ExternalId)
{
    /// <summary>When the lead came to be; a new one that does not say is created now.</summary>
    public Instant? CreatedAt { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string? Company { get; init; }

    public string? PersonaKey { get; init; }

    /// <summary>Attributes to set or clear; those not named stay.</summary>
    public IReadOnlyList<KeyValuePair<string, AttributeValue>> Attributes { get; init; } = [];
}

/// <summary>What a source says a lead did.</summary>
/// <param name="LeadExternalId">What the source calls the lead.</param>
/// <param name="At">When it happened.</param>
/// <param name="Type">What happened, in the source's word.</param>
public sealed record EngagementRow(string LeadExternalId, Instant At, string Type)
{
    /// <summary>What the source calls the engagement; those without are known by lead, instant, type, content and <see cref="Occurrence"/>.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The external id of the content it was with.</summary>
    public string? Content { get; init; }

    /// <summary>The buying stage it speaks for.</summary>
    public string? StageKey { get; init; }

    public Function? By { get; init; }

    public AttributeSet Properties { get; init; } = AttributeSet.Empty;

    /// <summary>
    /// The how-many-eth equal one of its file or call it is, from 1: the n-th equal one is the n-th equal one of the log. Null: counted
    /// within the call.
    /// </summary>
    public int? Occurrence { get; init; }
}

/// <summary>What a source says became of a lead.</summary>
/// <param name="LeadExternalId">What the source calls the lead.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record OutcomeRow(string LeadExternalId, LeadOutcome Outcome);
