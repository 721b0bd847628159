using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>Identifies a hand-off.</summary>
/// <param name="Value">A version 7 UUID: ids sort by the instant of the offer.</param>
public readonly record struct HandOffId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="now">The instant of the offer.</param>
    public static HandOffId New(Instant now) => new(Identity.NewId(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
