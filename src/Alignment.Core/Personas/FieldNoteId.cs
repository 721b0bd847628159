using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>The identity of a note of a field visit.</summary>
/// <param name="Value">The UUID; sorts by the instant at which it was made.</param>
public readonly record struct FieldNoteId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="now">The present instant.</param>
    public static FieldNoteId New(Instant now) => new(Identity.NewId(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
