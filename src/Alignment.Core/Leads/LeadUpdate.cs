using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>What a source says anew about a lead. What it does not mention stays as it is.</summary>
public sealed record LeadUpdate
{
    /// <summary>The person's name; null leaves it, empty text clears it.</summary>
    public string? Name { get; init; }

    /// <summary>The address; null leaves it, empty text clears it.</summary>
    public string? Email { get; init; }

    /// <summary>The company; null leaves it, empty text clears it.</summary>
    public string? Company { get; init; }

    /// <summary>The key of the persona; null leaves it, empty text clears it.</summary>
    public string? PersonaKey { get; init; }

    /// <summary>When the lead came to be; null leaves it.</summary>
    public Instant? CreatedAt { get; init; }

    /// <summary>The attributes to set; an absent value removes the attribute.</summary>
    public IReadOnlyCollection<KeyValuePair<string, AttributeValue>> Attributes { get; init; } = [];
}
