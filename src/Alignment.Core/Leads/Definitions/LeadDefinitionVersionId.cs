using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Identifies one version of a lead definition.</summary>
/// <param name="Value">A version 7 UUID.</param>
public readonly record struct LeadDefinitionVersionId(Guid Value)
{
    /// <summary>A new id that sorts by the instant at which it was made.</summary>
    public static LeadDefinitionVersionId New(Instant now) => new(Identity.NewId(now));
}
