using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>
/// What waits for one endpoint under one ordering key. It is there while something waits; whoever holds its lease is the only one who
/// sends any of it, so that it arrives in order.
/// </summary>
public sealed class DeliveryLine
{
    private DeliveryLine()
    {
    }

    public WebhookEndpointId EndpointId { get; private set; }

    public string OrderingKey { get; private set; } = string.Empty;

    /// <summary>When it may be taken next: its first event's next attempt or, while it is leased, the end of the lease.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>Who has it; null for nobody. Checked by every change, as <see cref="Touched"/> is.</summary>
    public string? Lease { get; private set; }

    /// <summary>How often an event was added: a change that did not see the latest one fails and is tried again.</summary>
    public long Touched { get; private set; }

    internal static DeliveryLine Begin(WebhookEndpointId endpoint, string orderingKey, Instant now) =>
        new() { EndpointId = endpoint, OrderingKey = orderingKey, DueAt = now.ToMicroseconds() };

    internal void Touch() => Touched++;

    /// <summary>Due at once, unless it is leased; whoever has it must look again.</summary>
    internal void Hurry(Instant due)
    {
        Touch();
        if (Lease is null && DueAt > due) DueAt = due;
    }

    /// <summary>Takes or prolongs the lease.</summary>
    internal void Hold(string lease, Instant until) => (Lease, DueAt) = (lease, until.ToMicroseconds());

    internal void Release(Instant due) => (Lease, DueAt) = (null, due.ToMicroseconds());
}
