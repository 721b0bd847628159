namespace Alignment.Core.Leads.Routing;

/// <summary>What is fair among the candidates who can take a lead.</summary>
public enum RoutingChoice
{
    /// <summary>The one with the fewest hand-offs in force for their weight.</summary>
    FewestOpen,

    /// <summary>The one who was offered the fewest lately for their weight: a weighted round robin.</summary>
    FewestRecent,

    /// <summary>The first in the rule's own order.</summary>
    FirstListed,
}
