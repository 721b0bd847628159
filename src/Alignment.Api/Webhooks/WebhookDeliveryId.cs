using System.Globalization;

namespace Alignment.Api.Webhooks;

/// <summary>Identifies the delivery of one event to one endpoint.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Position">The event's position in the outbox.</param>
public readonly record struct WebhookDeliveryId(WebhookEndpointId Endpoint, long Position)
{
    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static WebhookDeliveryId Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('.');
        return parts.Length == 2
            ? new(new(Guid.ParseExact(parts[0], "N")), long.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture))
            : throw new FormatException($"\"{text}\" does not identify a delivery.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint.Value:N}.{Position}");
}
