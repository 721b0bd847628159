namespace Alignment.Core.Leads.Routing;

/// <summary>A rep whom a rule may choose.</summary>
/// <param name="RepKey">The key of the rep.</param>
/// <param name="Weight">The rep's share against the others': one of weight 2 gets two for every one of weight 1. Positive; 1 by default.</param>
/// <param name="Capacity">The most hand-offs in force at once; null: the rule's.</param>
public sealed record RoutingCandidate(string RepKey, double Weight = 1, int? Capacity = null);
