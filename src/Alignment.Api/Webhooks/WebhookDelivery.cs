using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>How far the delivery of one event to one endpoint is.</summary>
public enum WebhookDeliveryState
{
    /// <summary>Waits for its first or next attempt, or behind an earlier event of the same lead.</summary>
    Waiting,

    /// <summary>The endpoint answered 2xx.</summary>
    Delivered,

    /// <summary>Given up; it waits in the dead-letter list to be replayed.</summary>
    Dead,
}

/// <summary>One event on its way to one endpoint.</summary>
public sealed class WebhookDelivery
{
    private WebhookDelivery()
    {
    }

    public WebhookDeliveryId Id => new(EndpointId, Position);

    public WebhookEndpointId EndpointId { get; private set; }

    /// <summary>The event's position in the outbox.</summary>
    public long Position { get; private set; }

    public OutboxEvent Event { get; private set; } = null!;

    /// <summary>The event's own, so that what is before it in line is found by index.</summary>
    public string OrderingKey { get; private set; } = string.Empty;

    public WebhookDeliveryState State { get; private set; }

    /// <summary>Attempts since it was written or last replayed.</summary>
    public int Attempts { get; private set; }

    public Instant? LastAttemptAt { get; private set; }

    /// <summary>The HTTP status of the last attempt; null when there was no answer.</summary>
    public int? LastStatus { get; private set; }

    /// <summary>Why the last attempt failed or why it was given up, in words; never what the receiver answered.</summary>
    public string? LastError { get; private set; }

    /// <summary>When it was delivered or given up.</summary>
    public Instant? EndedAt { get; private set; }

    internal static WebhookDelivery Of(OutboxEvent happened, WebhookEndpoint endpoint, Instant now)
    {
        var delivery = new WebhookDelivery { EndpointId = endpoint.Id, Position = happened.Position, Event = happened, OrderingKey = happened.OrderingKey };
        if (!endpoint.Enabled) delivery.GiveUp("The endpoint was disabled when it happened", now);
        return delivery;
    }

    internal void Deliver(Delivery.AttemptOutcome outcome, Instant now)
    {
        Note(outcome, now);
        (State, EndedAt) = (WebhookDeliveryState.Delivered, now.ToMicroseconds());
    }

    internal void Fail(Delivery.AttemptOutcome outcome, Instant now) => Note(outcome, now);

    internal void GiveUp(string because, Instant now) =>
        (State, LastError, EndedAt) = (WebhookDeliveryState.Dead, because, now.ToMicroseconds());

    internal void Replay() => (State, Attempts, EndedAt) = (WebhookDeliveryState.Waiting, 0, null);

    private void Note(Delivery.AttemptOutcome outcome, Instant now)
    {
        Attempts++;
        (LastAttemptAt, LastStatus, LastError) = (now.ToMicroseconds(), outcome.Status, outcome.Error);
    }
}
