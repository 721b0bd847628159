using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>The id of a webhook endpoint.</summary>
public readonly record struct WebhookEndpointId(Guid Value)
{
    public static WebhookEndpointId New(Instant now) => new(Guid.CreateVersion7(now.ToDateTimeOffset()));

    public override string ToString() => Value.ToString();
}
