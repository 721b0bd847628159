using Alignment.Api.Data;
using Alignment.Api.Webhooks.Signing;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>An endpoint and its new secret, which is shown this once.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Secret">The secret in full, <c>whsec_...</c>.</param>
public sealed record EndpointWithSecret(WebhookEndpoint Endpoint, string Secret);

/// <summary>What people do with webhook endpoints.</summary>
public sealed class WebhookEndpoints
{
    /// <summary>How many endpoints there may be; each event is written once for each that listens.</summary>
    public const int Most = 100;

    private readonly AlignmentStore store;
    private readonly Outbox outbox;
    private readonly OutboxSignal signal;
    private readonly SecretVault vault;
    private readonly WebhookSettings settings;
    private readonly IClock clock;

    internal WebhookEndpoints(AlignmentStore store, Outbox outbox, OutboxSignal signal, SecretVault vault, WebhookSettings settings, IClock clock) =>
        (this.store, this.outbox, this.signal, this.vault, this.settings, this.clock) = (store, outbox, signal, vault, settings, clock);

    /// <summary>Registers an endpoint. It hears of what happens from now on.</summary>
    /// <param name="url">Where to post.</param>
    /// <param name="eventTypes">Types, beginnings followed by <c>.*</c>, or <c>*</c>; at least one.</param>
    /// <param name="description">What it is for; at most 500 characters.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<EndpointWithSecret>> RegisterAsync(
        string? url, IReadOnlyList<string> eventTypes, string? description = null, CancellationToken cancel = default)
    {
        var refusals = Faults(url, eventTypes, description, out var address);
        if (!vault.HasKey) refusals.Add(NoKey);
        if (refusals.Count > 0) return refusals;
        return await store.WriteAsync<Result<EndpointWithSecret>>(
            async (context, token) =>
            {
                if (await context.Set<WebhookEndpoint>().CountAsync(token) >= Most)
                    return new Refusal(RefusalCode.WrongState, $"There are {Most} endpoints already. Delete one that is not used.");
                var (now, secret) = (clock.GetCurrentInstant(), WebhookSecret.Generate());
                var id = WebhookEndpointId.New(now);
                var endpoint = WebhookEndpoint.Register(id, address!, eventTypes, Trimmed(description), vault.Seal(secret, id), now);
                context.Add(endpoint);
                await context.SaveChangesAsync(token);
                return new EndpointWithSecret(endpoint, secret.Reveal());
            },
            cancel);
    }

    /// <summary>Changes where and what to post. What waits goes to the new address.</summary>
    public async Task<Result<WebhookEndpoint>> ChangeAsync(
        WebhookEndpointId id, string? url, IReadOnlyList<string> eventTypes, string? description, int? expectedVersion = null, CancellationToken cancel = default)
    {
        var refusals = Faults(url, eventTypes, description, out var address);
        return refusals.Count > 0 ? refusals : await ChangeAsync(id, expectedVersion, endpoint => endpoint.Change(address!, eventTypes, Trimmed(description)), cancel);
    }

    /// <summary>Gives an endpoint a new secret. Until the overlap is over, every message is signed with both.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="overlap">How long the old one signs too, at most 30 days; null: as configured; zero when it has leaked.</param>
    /// <param name="expectedVersion">The version the caller has seen.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<EndpointWithSecret>> RotateSecretAsync(
        WebhookEndpointId id, Duration? overlap = null, int? expectedVersion = null, CancellationToken cancel = default)
    {
        if (!vault.HasKey) return NoKey;
        var both = overlap ?? settings.RotationOverlap;
        if (both < Duration.Zero || both > Duration.FromDays(30)) return new Refusal(RefusalCode.Validation, "The overlap is not between nothing and 30 days.", "overlap");
        var secret = WebhookSecret.Generate();
        var rotated = await WriteAsync(
            id, expectedVersion, (_, endpoint, _) => Task.FromResult(endpoint.Rotate(vault.Seal(secret, id), both, clock.GetCurrentInstant())), cancel);
        return rotated.Then(endpoint => new EndpointWithSecret(endpoint, secret.Reveal()));
    }

    /// <summary>Stops sending to an endpoint. What waits, and what happens meanwhile, goes to the dead-letter list.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="because">Why, in a sentence; at most 500 characters.</param>
    /// <param name="expectedVersion">The version the caller has seen.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<Result<WebhookEndpoint>> DisableAsync(WebhookEndpointId id, string? because, int? expectedVersion = null, CancellationToken cancel = default)
    {
        var reason = string.IsNullOrWhiteSpace(because) ? "Somebody disabled it." : because.Trim();
        return reason.Length > 500
            ? Task.FromResult<Result<WebhookEndpoint>>(new Refusal(RefusalCode.Validation, "The reason is longer than 500 characters.", "because"))
            : ChangeAsync(id, expectedVersion, endpoint => endpoint.Disable(reason, clock.GetCurrentInstant()), cancel);
    }

    /// <summary>Sends again from now on. What went to the dead-letter list meanwhile waits to be replayed.</summary>
    public Task<Result<WebhookEndpoint>> EnableAsync(WebhookEndpointId id, int? expectedVersion = null, CancellationToken cancel = default) =>
        ChangeAsync(id, expectedVersion, endpoint => endpoint.Enable(), cancel);

    /// <summary>Forgets an endpoint and all that waits for it.</summary>
    public async Task<Result<WebhookEndpoint>> DeleteAsync(WebhookEndpointId id, int? expectedVersion = null, CancellationToken cancel = default) => await WriteAsync(
        id,
        expectedVersion,
        async (context, endpoint, token) =>
        {
            var lines = context.Set<DeliveryLine>().Where(line => line.EndpointId == id);
            var deliveries = context.Set<WebhookDelivery>().Where(delivery => delivery.EndpointId == id);
            context.Remove(endpoint);
            if (context.Database.IsRelational())
            {
                await deliveries.ExecuteDeleteAsync(token);
                await lines.ExecuteDeleteAsync(token);
            }
            else
            {
                context.RemoveRange(await deliveries.ToListAsync(token));
                context.RemoveRange(await lines.ToListAsync(token));
            }

            return endpoint;
        },
        cancel);

    /// <summary>Sends a test message to one endpoint.</summary>
    public Task<Result<WebhookEndpoint>> TestAsync(WebhookEndpointId id, CancellationToken cancel = default) => WriteAsync(
        id,
        null,
        async (context, endpoint, token) =>
        {
            if (!endpoint.Enabled) return Disabled(endpoint);
            var now = clock.GetCurrentInstant();
            await outbox.AddForAsync(context, endpoint, new($"webhook-endpoints/{id}", EventTypes.EndpointTest, $"webhook-endpoints/{id}", now, "{}"), now, token);
            return endpoint;
        },
        cancel);

    internal static Refusal Disabled(WebhookEndpoint endpoint) =>
        new(RefusalCode.WrongState, $"The endpoint is disabled: {endpoint.DisabledBecause} Enable it first.");

    internal static Refusal NotFound(WebhookEndpointId id) => new(RefusalCode.NotFound, $"There is no webhook endpoint {id}.", "id");

    private static Refusal NoKey => new(
        RefusalCode.NotPermitted, "This host has no key to encrypt signing secrets with. Set Alignment:Webhooks:EncryptionKey on every host (\"openssl rand -base64 32\" makes one).");

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private List<Refusal> Faults(string? url, IReadOnlyList<string> eventTypes, string? description, out EndpointAddress? address)
    {
        ArgumentNullException.ThrowIfNull(eventTypes);
        EndpointAddress.Parse(url, settings.AllowHttp).TryGetValue(out address, out var wrongUrl);
        List<Refusal> refusals = [.. wrongUrl];
        if (eventTypes.Count is 0 or > 50) refusals.Add(new(RefusalCode.Validation, "There is not between one and 50 event types.", "eventTypes"));
        foreach (var (type, index) in eventTypes.Select((type, index) => (type, index)))
        {
            if (!EventTypes.IsKnown(type))
                refusals.Add(new(RefusalCode.Validation, $"\"{type}\" covers no event type. There are: {string.Join(", ", EventTypes.All.Keys.Order(StringComparer.Ordinal))}.", "eventTypes", $"{index}"));
        }

        if (description?.Length > 500) refusals.Add(new(RefusalCode.Validation, "The description is longer than 500 characters.", "description"));
        return refusals;
    }

    private Task<Result<WebhookEndpoint>> ChangeAsync(WebhookEndpointId id, int? expectedVersion, Action<WebhookEndpoint> change, CancellationToken cancel) => WriteAsync(
        id,
        expectedVersion,
        async (context, endpoint, token) =>
        {
            change(endpoint);
            await DeliveryLines.HurryAsync(context, id, clock.GetCurrentInstant(), token);
            return endpoint;
        },
        cancel);

    private Task<Result<WebhookEndpoint>> WriteAsync(
        WebhookEndpointId id, int? expectedVersion, Func<AlignmentContext, WebhookEndpoint, CancellationToken, Task<Result<WebhookEndpoint>>> change, CancellationToken cancel) =>
        store.WriteAsync<Result<WebhookEndpoint>>(
            async (context, token) =>
            {
                if (await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == id, token) is not { } endpoint) return NotFound(id);
                if (expectedVersion is { } expected && expected != endpoint.Version)
                    return new Refusal(RefusalCode.Conflict, $"Somebody changed the endpoint: it is at version {endpoint.Version}.", "expectedVersion");
                var changed = await change(context, endpoint, token);
                if (!changed.Succeeded) return changed;
                context.AfterCommit(signal.Raise);
                await context.SaveChangesAsync(token);
                return changed;
            },
            cancel);
}
