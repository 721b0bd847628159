using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>An address of another system, what it wants to hear, and how it is doing.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>How many secrets may sign at once while one takes over from another.</summary>
    public const int MostSecrets = 4;

    private WebhookEndpoint()
    {
    }

    public WebhookEndpointId Id { get; private set; }

    /// <summary>Goes up with every change that a person makes.</summary>
    public int Version { get; private set; }

    /// <summary>Where messages are posted.</summary>
    public string Url { get; private set; } = string.Empty;

    /// <summary>What it is for, in its owner's words; at most 500 characters.</summary>
    public string? Description { get; private set; }

    /// <summary>Types, beginnings followed by <c>.*</c>, or <c>*</c>.</summary>
    public IReadOnlyList<string> EventTypes { get; private set; } = [];

    public Instant CreatedAt { get; private set; }

    /// <summary>Since when nothing is sent to it; null while it is enabled.</summary>
    public Instant? DisabledAt { get; private set; }

    /// <summary>Why nothing is sent to it, in a sentence.</summary>
    public string? DisabledBecause { get; private set; }

    /// <summary>When the first of an unbroken row of failures was; null when the last attempt succeeded or there was none.</summary>
    public Instant? FailingSince { get; private set; }

    public bool Enabled => DisabledAt is null;

    /// <summary>The newest first; the others still sign for a while.</summary>
    internal IReadOnlyList<EndpointSecret> Secrets { get; private set; } = [];

    internal static WebhookEndpoint Register(
        WebhookEndpointId id, EndpointAddress address, IReadOnlyList<string> eventTypes, string? description, string sealedSecret, Instant now) => new()
    {
        Id = id,
        Version = 1,
        Url = address.Url,
        EventTypes = [.. eventTypes],
        Description = description,
        Secrets = [new(sealedSecret, null)],
        CreatedAt = now.ToMicroseconds(),
    };

    /// <summary>Whether it subscribes to a type of event.</summary>
    public bool Wants(string type) => EventTypes.Any(subscription => Webhooks.EventTypes.Covers(subscription, type));

    /// <summary>Those that sign now.</summary>
    internal IEnumerable<EndpointSecret> SigningAt(Instant now) => Secrets.Where(secret => secret.Until is null || secret.Until > now);

    internal void Change(EndpointAddress address, IReadOnlyList<string> eventTypes, string? description)
    {
        (Url, EventTypes, Description) = (address.Url, [.. eventTypes], description);
        Version++;
    }

    /// <param name="sealedSecret">The new secret, which signs from now on.</param>
    /// <param name="overlap">How long the present one signs beside it; zero when it has leaked.</param>
    /// <param name="now">The present.</param>
    internal Result<WebhookEndpoint> Rotate(string sealedSecret, Duration overlap, Instant now)
    {
        var until = (now + overlap).ToMicroseconds();
        var kept = overlap == Duration.Zero ? [] : SigningAt(now).Select(secret => secret with { Until = Earlier(secret.Until, until) }).ToList();
        if (kept.Count >= MostSecrets)
            return new Refusal(RefusalCode.WrongState, $"{MostSecrets} secrets sign already. Wait until one has run out, or rotate without an overlap.", "overlap");
        Secrets = [new(sealedSecret, null), .. kept];
        Version++;
        return this;
    }

    internal void Disable(string because, Instant now)
    {
        if (!Enabled) return;
        (DisabledAt, DisabledBecause) = (now.ToMicroseconds(), because);
        Version++;
    }

    internal void Enable()
    {
        if (Enabled) return;
        (DisabledAt, DisabledBecause, FailingSince) = (null, null, null);
        Version++;
    }

    internal void Succeeded() => FailingSince = null;

    /// <param name="outcome">What came of an attempt; not a success.</param>
    /// <param name="patience">How long it may fail without a break.</param>
    /// <param name="now">The present.</param>
    internal void Failed(Delivery.AttemptOutcome outcome, Duration patience, Instant now)
    {
        FailingSince ??= now.ToMicroseconds();
        if (outcome.IsGone)
            Disable("It answered 410 Gone, which asks to be sent nothing more.", now);
        else if (now - FailingSince >= patience)
            Disable($"Every attempt failed for {patience.Days} days and {patience.Hours} hours; the last one: {outcome.Error}.", now);
    }

    private static Instant Earlier(Instant? one, Instant other) => one is { } instant && instant < other ? instant : other;
}
