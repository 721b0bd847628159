using NodaTime;

namespace Alignment.Core.Stories;

/// <summary>The identity of a content asset.</summary>
/// <param name="Value">The UUID; sorts by the instant at which it was made.</param>
public readonly record struct ContentAssetId(Guid Value)
{
    /// <summary>A new id.</summary>
    /// <param name="now">The present instant.</param>
    public static ContentAssetId New(Instant now) => new(Identity.NewId(now));

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
