using NodaTime;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>What came of one attempt.</summary>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
/// <param name="Error">What went wrong, in words; null when nothing did.</param>
/// <param name="RetryAfter">How long the receiver asked to be left alone.</param>
internal readonly record struct AttemptOutcome(int? Status, string? Error, Duration? RetryAfter = null)
{
    public bool Succeeded => Error is null;

    /// <summary>Whether the receiver wants nothing more (410 Gone).</summary>
    public bool IsGone => Status == StatusCodes.Status410Gone;

    public static AttemptOutcome Answered(int status, Duration? retryAfter) =>
        status is >= 200 and < 300 ? new(status, null) : new(status, $"HTTP {status}", retryAfter);

    public static AttemptOutcome Unanswered(string why) => new(null, why);
}
