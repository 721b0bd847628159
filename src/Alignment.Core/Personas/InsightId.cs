using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>The identity of an insight.</summary>
/// <param name="Value">The UUID; sorts by the instant at which it was made.</param>
public readonly record struct InsightId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="now">The present instant.</param>
    public static InsightId New(Instant now) => new(Identity.NewId(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
