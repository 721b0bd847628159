using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>Identifies a lead, for good.</summary>
/// <param name="Value">A version 7 UUID: ids sort by the instant at which the lead was recorded.</param>
public readonly record struct LeadId(Guid Value) : IComparable<LeadId>
{
    /// <summary>A new id.</summary>
    /// <param name="now">The instant of recording.</param>
    public static LeadId New(Instant now) => new(Identity.NewId(now));

    /// <summary>Earlier ids sort before later ones.</summary>
    public int CompareTo(LeadId other) => Value.CompareTo(other.Value);

    /// <summary>Whether one sorts before the other.</summary>
    public static bool operator <(LeadId left, LeadId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one sorts after the other.</summary>
    public static bool operator >(LeadId left, LeadId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one sorts before or with the other.</summary>
    public static bool operator <=(LeadId left, LeadId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one sorts after or with the other.</summary>
    public static bool operator >=(LeadId left, LeadId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
