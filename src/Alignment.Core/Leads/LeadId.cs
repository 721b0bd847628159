using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>Identifies a lead, for good.</summary>
/// <param name="Value">A version 7 UUID: ids sort by the instant at which the lead was recorded.</param>
public readonly record struct LeadId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="now">The instant of recording.</param>
    public static LeadId New(Instant now) => new(Identity.NewId(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
