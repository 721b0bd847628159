using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>The identity of an interview.</summary>
/// <param name="Value">The UUID; sorts by the instant at which it was made.</param>
public readonly record struct InterviewId(Guid Value) : IComparable<InterviewId>
{
    /// <summary>A new id.</summary>
    /// <param name="now">The present instant.</param>
    public static InterviewId New(Instant now) => new(Identity.NewId(now));

    /// <summary>Earlier ids sort before later ones.</summary>
    public int CompareTo(InterviewId other) => Value.CompareTo(other.Value);

    /// <summary>Whether one sorts before the other.</summary>
    public static bool operator <(InterviewId left, InterviewId right) => left.CompareTo(right) < 0;

    /// <summary>Whether one sorts after the other.</summary>
    public static bool operator >(InterviewId left, InterviewId right) => left.CompareTo(right) > 0;

    /// <summary>Whether one sorts before or with the other.</summary>
    public static bool operator <=(InterviewId left, InterviewId right) => left.CompareTo(right) <= 0;

    /// <summary>Whether one sorts after or with the other.</summary>
    public static bool operator >=(InterviewId left, InterviewId right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
