using System.Text;
using System.Text.Json;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>Something that happened and that other systems may want to hear.</summary>
public sealed record OutgoingEvent
{
    /// <summary>The most that <see cref="Data"/> may hold, in bytes of UTF-8.</summary>
    public const int LargestData = 64 * 1024;

    /// <summary>Creates an event.</summary>
    /// <param name="orderingKey">Events with the same key reach an endpoint in order: the id of the lead. 1 to 200 characters.</param>
    /// <param name="type">One of <see cref="EventTypes"/>.</param>
    /// <param name="subject">What it happened to, such as <c>leads/0198c1d2-...</c>; 1 to 200 characters.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="data">A JSON object with ids, keys and figures: never names, addresses or anybody's words.</param>
    /// <exception cref="ArgumentException">A part is empty or too long, the type is unknown, or the data is not a JSON object.</exception>
    public OutgoingEvent(string orderingKey, string type, string subject, Instant at, string data)
    {
        Bounded(orderingKey, nameof(orderingKey));
        Bounded(subject, nameof(subject));
        ArgumentNullException.ThrowIfNull(data);
        if (!EventTypes.All.ContainsKey(type)) throw new ArgumentException($"\"{type}\" is not one of {nameof(EventTypes)}.", nameof(type));
        if (Encoding.UTF8.GetByteCount(data) > LargestData) throw new ArgumentException($"The data is larger than {LargestData} bytes.", nameof(data));
        (OrderingKey, Type, Subject, At, Data) = (orderingKey, type, subject, at, Object(data));
    }

    /// <summary>Events with the same key reach an endpoint in the order in which they were written.</summary>
    public string OrderingKey { get; }

    /// <summary>One of <see cref="EventTypes"/>.</summary>
    public string Type { get; }

    /// <summary>What it happened to.</summary>
    public string Subject { get; }

    /// <summary>When it happened.</summary>
    public Instant At { get; }

    /// <summary>A JSON object.</summary>
    public string Data { get; }

    private static void Bounded(string text, string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text, name);
        if (text.Length > 200) throw new ArgumentException("It is longer than 200 characters.", name);
    }

    private static string Object(string data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            if (document.RootElement.ValueKind == JsonValueKind.Object) return data;
        }
        catch (JsonException malformed)
        {
            throw new ArgumentException($"The data is not JSON: {malformed.Message}", nameof(data), malformed);
        }

        throw new ArgumentException("The data is not a JSON object.", nameof(data));
    }
}
