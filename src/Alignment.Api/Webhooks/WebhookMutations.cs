using Alignment.Api.Errors;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <param name="WebhookEndpoint">The endpoint.</param>
/// <param name="Secret">The signing secret, `whsec_...`. Keep it: the same call with the same idempotency key shows it again for 10 minutes, and nothing ever after; then rotate it.</param>
public sealed record RegisterWebhookPayload(WebhookEndpoint? WebhookEndpoint, string? Secret);

/// <param name="WebhookEndpoint">The endpoint.</param>
/// <param name="Secret">The new signing secret, `whsec_...`. Keep it: the same call with the same idempotency key shows it again for 10 minutes, and nothing ever after; then rotate it once more.</param>
public sealed record RotateWebhookSecretPayload(WebhookEndpoint? WebhookEndpoint, string? Secret);

/// <param name="WebhookEndpoint">The endpoint as it was; null where the call is a repetition, and it has been gone.</param>
public sealed record DeleteWebhookPayload(WebhookEndpoint? WebhookEndpoint);

/// <param name="Replayed">How many are sent once more.</param>
public sealed record ReplayWebhookDeliveriesPayload(int? Replayed);

[MutationType]
public static partial class WebhookMutations
{
    /// <summary>Registers a URL that is told of events from now on.</summary>
    /// <param name="url">Where to post: https; without a user name.</param>
    /// <param name="eventTypes">Types of event, beginnings followed by `.*` (`alignment.lead.*`), or `*`.</param>
    /// <param name="description">What it is for; at most 500 characters.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<ValidationError>]
    [Error<NotPermittedError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<RegisterWebhookPayload>> RegisterWebhookAsync(
        string url, IReadOnlyList<string> eventTypes, string? description, string? idempotencyKey, WebhookEndpoints endpoints, CancellationToken cancellationToken)
    {
        var registered = await endpoints.RegisterAsync(url, eventTypes, description, idempotencyKey, cancellationToken);
        return registered.Then(made => new RegisterWebhookPayload(made.Endpoint, made.Secret)).ToFieldResult();
    }

    /// <summary>Changes where messages go and which. What waits goes to the new URL.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="url">Where to post: https; without a user name.</param>
    /// <param name="eventTypes">Types of event, beginnings followed by `.*` (`alignment.lead.*`), or `*`.</param>
    /// <param name="description">What it is for; at most 500 characters.</param>
    /// <param name="expectedVersion">Refused if the endpoint is at another version.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<WebhookEndpoint>> ChangeWebhookAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, string url, IReadOnlyList<string> eventTypes, string? description, int? expectedVersion, string? idempotencyKey,
        WebhookEndpoints endpoints, CancellationToken cancellationToken) =>
        (await endpoints.ChangeAsync(id, url, eventTypes, description, new(expectedVersion, idempotencyKey), cancellationToken)).ToFieldResult();

    /// <summary>Makes a new secret. Until the overlap is over, every message is signed with the old one too, so no message is lost.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="overlap">How long both sign, up to 30 days; a day unless configured otherwise. `PT0S` when the old one has leaked.</param>
    /// <param name="expectedVersion">Refused if the endpoint is at another version.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<NotPermittedError>]
    [Error<ConflictError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<RotateWebhookSecretPayload>> RotateWebhookSecretAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, Duration? overlap, int? expectedVersion, string? idempotencyKey, WebhookEndpoints endpoints, CancellationToken cancellationToken)
    {
        var rotated = await endpoints.RotateSecretAsync(id, overlap, new(expectedVersion, idempotencyKey), cancellationToken);
        return rotated.Then(made => new RotateWebhookSecretPayload(made.Endpoint, made.Secret)).ToFieldResult();
    }

    /// <summary>Stops sending. What waits, and what happens meanwhile, goes to the dead-letter list.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="because">Why, in a sentence; at most 500 characters.</param>
    /// <param name="expectedVersion">Refused if the endpoint is at another version.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<WebhookEndpoint>> DisableWebhookAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, string? because, int? expectedVersion, string? idempotencyKey, WebhookEndpoints endpoints, CancellationToken cancellationToken) =>
        (await endpoints.DisableAsync(id, because, new(expectedVersion, idempotencyKey), cancellationToken)).ToFieldResult();

    /// <summary>Sends again from now on. What went to the dead-letter list meanwhile waits to be replayed.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="expectedVersion">Refused if the endpoint is at another version.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<WebhookEndpoint>> EnableWebhookAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, int? expectedVersion, string? idempotencyKey, WebhookEndpoints endpoints, CancellationToken cancellationToken) =>
        (await endpoints.EnableAsync(id, new(expectedVersion, idempotencyKey), cancellationToken)).ToFieldResult();

    /// <summary>Forgets an endpoint and all that waits for it.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="expectedVersion">Refused if the endpoint is at another version.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<DeleteWebhookPayload>> DeleteWebhookAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, int? expectedVersion, string? idempotencyKey, WebhookEndpoints endpoints, CancellationToken cancellationToken) =>
        (await endpoints.DeleteAsync(id, new(expectedVersion, idempotencyKey), cancellationToken)).Then(gone => new DeleteWebhookPayload(gone)).ToFieldResult();

    /// <summary>Sends a test message to one endpoint, whatever it subscribes to.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the endpoint as it is by then.</param>
    [Error<NotFoundError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<WebhookEndpoint>> TestWebhookAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId id, string? idempotencyKey, WebhookEndpoints endpoints, CancellationToken cancellationToken) =>
        (await endpoints.TestAsync(id, idempotencyKey, cancellationToken)).ToFieldResult();

    /// <summary>Sends one delivery once more, given up or delivered. It keeps its event's id.</summary>
    /// <param name="id">The delivery.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input does nothing again, and shows the delivery as it is by then.</param>
    [Error<NotFoundError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<WebhookDelivery>> ReplayWebhookDeliveryAsync(
        [ID<WebhookDelivery>] WebhookDeliveryId id, string? idempotencyKey, DeadLetters deadLetters, CancellationToken cancellationToken) =>
        (await deadLetters.ReplayAsync(id.Endpoint, id.Position, idempotencyKey, cancellationToken)).ToFieldResult();

    /// <summary>Sends all dead letters of an endpoint once more, in the order in which they happened.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="since">Only what happened at or after this instant.</param>
    /// <param name="idempotencyKey">Chosen by the client: the same key with the same input gets the first answer.</param>
    [Error<NotFoundError>]
    [Error<WrongStateError>]
    [Error<IdempotencyKeyReusedError>]
    public static async Task<FieldResult<ReplayWebhookDeliveriesPayload>> ReplayWebhookDeliveriesAsync(
        [ID<WebhookEndpoint>] WebhookEndpointId endpointId, Instant? since, string? idempotencyKey, DeadLetters deadLetters, CancellationToken cancellationToken)
    {
        var replayed = await deadLetters.ReplayAllAsync(endpointId, since, idempotencyKey, cancellationToken);
        return replayed.Then(count => new ReplayWebhookDeliveriesPayload(count)).ToFieldResult();
    }
}
