using System.Buffers;
using System.Text.Json;
using NodaTime.Text;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>Events as CloudEvents 1.0 in JSON, structured mode (github.com/cloudevents/spec).</summary>
internal static class CloudEvent
{
    public const string ContentType = "application/cloudevents+json";

    /// <summary>The body of a message; the same bytes in every attempt.</summary>
    public static byte[] Write(OutboxEvent happened, string source)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", happened.Id.Value);
            json.WriteString("source", source);
            json.WriteString("type", happened.Type);
            json.WriteString("subject", happened.Subject);
            json.WriteString("time", InstantPattern.ExtendedIso.Format(happened.OccurredAt));
            json.WriteString("datacontenttype", "application/json");
            json.WriteString("partitionkey", happened.OrderingKey);
            json.WritePropertyName("data");
            json.WriteRawValue(happened.Data);
            json.WriteEndObject();
        }

        return body.WrittenSpan.ToArray();
    }
}
