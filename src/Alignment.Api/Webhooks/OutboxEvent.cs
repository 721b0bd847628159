using Alignment.Core;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>The id of an event, the same in every attempt at every endpoint: receivers drop what they have seen by it.</summary>
public readonly record struct OutboxEventId(Guid Value)
{
    public static OutboxEventId New(Instant now) => new(Guid.CreateVersion7(now.ToDateTimeOffset()));

    public override string ToString() => Value.ToString();
}

/// <summary>An event as it was written together with the change that it tells of. It is never changed, and goes when nobody waits for it.</summary>
public sealed class OutboxEvent
{
    private OutboxEvent()
    {
    }

    /// <summary>Grows with every event written; never used twice.</summary>
    public long Position { get; private set; }

    public OutboxEventId Id { get; private set; }

    public string OrderingKey { get; private set; } = string.Empty;

    public string Type { get; private set; } = string.Empty;

    public string Subject { get; private set; } = string.Empty;

    /// <summary>When it happened.</summary>
    public Instant OccurredAt { get; private set; }

    /// <summary>When it was written.</summary>
    public Instant WrittenAt { get; private set; }

    /// <summary>A JSON object, sent as it stands.</summary>
    public string Data { get; private set; } = string.Empty;

    /// <param name="happened">What happened.</param>
    /// <param name="now">The present.</param>
    /// <param name="position">Its place in the outbox; 0 where that is given as it is saved.</param>
    internal static OutboxEvent Write(OutgoingEvent happened, Instant now, long position = 0) => new()
    {
        Position = position,
        Id = OutboxEventId.New(now),
        OrderingKey = happened.OrderingKey,
        Type = happened.Type,
        Subject = happened.Subject,
        OccurredAt = happened.At.ToMicroseconds(),
        WrittenAt = now.ToMicroseconds(),
        Data = happened.Data,
    };
}
