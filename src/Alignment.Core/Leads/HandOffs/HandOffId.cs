using NodaTime;

namespace Alignment.Core.Leads.HandOffs;

/// <summary>Identifies a hand-off.</summary>
/// <param name="Value">A version 7 UUID: ids sort by the instant of the offer.</param>
public readonly record struct HandOffId(Guid Value) : IComparable<HandOffId>
{
    /// <summary>A new id.</summary>
    /// <param name="now">The instant of the offer.</param>
    public static HandOffId New(Instant now) => new(Identity.NewId(now));

    /// <summary>Earlier ids sort before later ones.</summary>
    public int CompareTo(HandOffId other) => Value.CompareTo(other.Value);

    /// <summary>Whether one sorts before the other.</summary>
    public static bool operator <(HandOffId left, HandOffId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one sorts after the other.</summary>
    public static bool operator >(HandOffId left, HandOffId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one sorts before or with the other.</summary>
    public static bool operator <=(HandOffId left, HandOffId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one sorts after or with the other.</summary>
    public static bool operator >=(HandOffId left, HandOffId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
