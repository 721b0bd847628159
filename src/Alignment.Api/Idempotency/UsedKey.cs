using NodaTime;

namespace Alignment.Api.Idempotency;

/// <summary>An idempotency key that was used, and the answer it got.</summary>
public sealed class UsedKey
{
    /// <summary>As the client chose it: 1 to 200 characters.</summary>
    public required string Key { get; init; }

    /// <summary>A digest of the operation and its input.</summary>
    public required string InputDigest { get; init; }

    /// <summary>JSON: the answer, or the refusals.</summary>
    public required string Answer { get; init; }

    /// <summary>When it was used; forgotten after <see cref="IdempotencyKeys.KeptFor"/>.</summary>
    public required Instant UsedAt { get; init; }
}
