namespace Alignment.Core.Leads.Routing;

/// <summary>The lead to be routed, and the reps there are.</summary>
/// <param name="Attributes">The lead's attributes.</param>
/// <param name="PersonaKey">The lead's persona; null if none is known.</param>
/// <param name="StageKey">The buying stage at which the lead stands; null if unknown.</param>
/// <param name="Reps">The reps with their load.</param>
public sealed record RoutingRequest(
    AttributeSet Attributes,
    string? PersonaKey,
    string? StageKey,
    IReadOnlyCollection<RepLoad> Reps)
{
    /// <summary>The keys of reps who have this lead, or had it and let it lapse or gave it back: they are not asked again.</summary>
    public IReadOnlySet<string> HadIt { get; init; } = new HashSet<string>();
}
