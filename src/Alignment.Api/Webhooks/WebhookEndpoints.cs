using System.Security.Cryptography;
using System.Text;
using Alignment.Api.Data;
using Alignment.Api.Idempotency;
using Alignment.Api.Webhooks.Signing;
using Alignment.Core;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Api.Webhooks;

/// <summary>An endpoint and its new secret.</summary>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Secret">The secret in full, <c>whsec_...</c>; null where a call is repeated too late to see it again.</param>
public sealed record EndpointWithSecret(WebhookEndpoint Endpoint, string? Secret);

/// <summary>
/// What people do with webhook endpoints. Every command takes an idempotency key, under which the endpoint's id is kept and nothing
/// secret: the same call again does nothing, and shows the endpoint as it is by then.
/// </summary>
public sealed class WebhookEndpoints
{
    /// <summary>How many endpoints there may be; each event is written once for each that listens.</summary>
    public const int Most = 100;

    private readonly AlignmentStore store;
    private readonly SecretVault vault;
    private readonly WebhookSettings settings;
    private readonly IdempotencyKeys keys;
    private readonly IClock clock;

    internal WebhookEndpoints(AlignmentStore store, SecretVault vault, WebhookSettings settings, IClock clock)
    {
        (this.store, this.vault, this.settings, this.clock) = (store, vault, settings, clock);
        keys = new IdempotencyKeys(store, clock);
    }

    /// <summary>How long after the first call the same call again shows the secret that the first one made: 10 minutes.</summary>
    public static Duration SecretShownFor { get; } = Duration.FromMinutes(10);

    /// <summary>Registers an endpoint. It hears of what happens from now on.</summary>
    /// <param name="url">Where to post.</param>
    /// <param name="eventTypes">Types, beginnings followed by <c>.*</c>, or <c>*</c>; at least one.</param>
    /// <param name="description">What it is for; at most 500 characters.</param>
    /// <param name="idempotencyKey">Chosen by the client; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<EndpointWithSecret>> RegisterAsync(
        string? url, IReadOnlyList<string> eventTypes, string? description = null, string? idempotencyKey = null, CancellationToken cancel = default)
    {
        var refusals = Faults(url, eventTypes, description, out var address);
        if (!vault.HasKey) refusals.Add(NoKey);
        if (refusals.Count > 0) return refusals;
        var made = await keys.OnceAsync<MadeSecret>(
            idempotencyKey,
            "registerWebhook",
            new { url, eventTypes, description },
            async (context, token) =>
            {
                if (await context.Set<WebhookEndpoint>().CountAsync(token) >= Most)
                    return new Refusal(RefusalCode.WrongState, $"There are {Most} endpoints already. Delete one that is not used.");
                var now = clock.GetCurrentInstant();
                var id = WebhookEndpointId.New(now);
                var endpoint = WebhookEndpoint.Register(id, address!, eventTypes, Trimmed(description), vault.Seal(WebhookSecret.Generate(), id), now);
                context.Add(endpoint);
                await context.SaveChangesAsync(token);
                return MadeSecret.Newest(endpoint, now);
            },
            cancel);
        return await ShowAsync(made, cancel);
    }

    /// <summary>Changes where and what to post. What waits goes to the new address.</summary>
    public async Task<Result<WebhookEndpoint>> ChangeAsync(
        WebhookEndpointId id, string? url, IReadOnlyList<string> eventTypes, string? description, EndpointCall call = default, CancellationToken cancel = default)
    {
        var refusals = Faults(url, eventTypes, description, out var address);
        return refusals.Count > 0 ? refusals : await ChangeAsync(
            id, "changeWebhook", new { id, url, eventTypes, description }, endpoint => endpoint.Change(address!, eventTypes, Trimmed(description)), call, cancel);
    }

    /// <summary>Gives an endpoint a new secret. Until the overlap is over, every message is signed with both.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="overlap">How long the old one signs too, at most 30 days; null: as configured; zero when it has leaked.</param>
    /// <param name="call">The version the caller has seen, and the key of the call.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<Result<EndpointWithSecret>> RotateSecretAsync(
        WebhookEndpointId id, Duration? overlap = null, EndpointCall call = default, CancellationToken cancel = default)
    {
        if (!vault.HasKey) return NoKey;
        var both = overlap ?? settings.RotationOverlap;
        if (both < Duration.Zero || both > Duration.FromDays(30)) return new Refusal(RefusalCode.Validation, "The overlap is not between nothing and 30 days.", "overlap");
        var made = await OnceAsync(
            id,
            "rotateWebhookSecret",
            new { id, overlap },
            (_, endpoint, _) =>
            {
                var now = clock.GetCurrentInstant();
                return Task.FromResult(endpoint.Rotate(vault.Seal(WebhookSecret.Generate(), id), both, now).Then(rotated => MadeSecret.Newest(rotated, now)));
            },
            call,
            cancel);
        return await ShowAsync(made, cancel);
    }

    /// <summary>Stops sending to an endpoint. What waits, and what happens meanwhile, goes to the dead-letter list.</summary>
    /// <param name="id">The endpoint.</param>
    /// <param name="because">Why, in a sentence; at most 500 characters.</param>
    /// <param name="call">The version the caller has seen, and the key of the call.</param>
    /// <param name="cancel">Stops it.</param>
    public Task<Result<WebhookEndpoint>> DisableAsync(WebhookEndpointId id, string? because, EndpointCall call = default, CancellationToken cancel = default)
    {
        var reason = string.IsNullOrWhiteSpace(because) ? "Somebody disabled it." : because.Trim();
        return reason.Length > 500
            ? Task.FromResult<Result<WebhookEndpoint>>(new Refusal(RefusalCode.Validation, "The reason is longer than 500 characters.", "because"))
            : ChangeAsync(id, "disableWebhook", new { id, because }, endpoint => endpoint.Disable(reason, clock.GetCurrentInstant()), call, cancel);
    }

    /// <summary>Sends again from now on. What went to the dead-letter list meanwhile waits to be replayed.</summary>
    public Task<Result<WebhookEndpoint>> EnableAsync(WebhookEndpointId id, EndpointCall call = default, CancellationToken cancel = default) =>
        ChangeAsync(id, "enableWebhook", new { id }, endpoint => endpoint.Enable(), call, cancel);

    /// <summary>Forgets an endpoint and all that waits for it.</summary>
    /// <returns>The endpoint as it was; null where the call is a repetition.</returns>
    public async Task<Result<WebhookEndpoint?>> DeleteAsync(WebhookEndpointId id, EndpointCall call = default, CancellationToken cancel = default)
    {
        WebhookEndpoint? gone = null;
        var deleted = await OnceAsync<WebhookEndpointId>(id, "deleteWebhook", new { id }, DeleteAsync, call, cancel);
        return deleted.Then(_ => gone);

        async Task<Result<WebhookEndpointId>> DeleteAsync(AlignmentContext context, WebhookEndpoint endpoint, CancellationToken token)
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

            gone = endpoint;
            return id;
        }
    }

    /// <summary>Sends a test message to one endpoint.</summary>
    public async Task<Result<WebhookEndpoint>> TestAsync(WebhookEndpointId id, string? idempotencyKey = null, CancellationToken cancel = default) => await ShowAsync(
        await OnceAsync<WebhookEndpointId>(
            id,
            "testWebhook",
            new { id },
            async (context, endpoint, token) =>
            {
                if (!endpoint.Enabled) return Disabled(endpoint);
                var now = clock.GetCurrentInstant();
                await Outbox.AddForAsync(context, endpoint, new($"webhook-endpoints/{id}", EventTypes.EndpointTest, $"webhook-endpoints/{id}", now, "{}"), now, token);
                return id;
            },
            new(null, idempotencyKey),
            cancel),
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

    private async Task<Result<WebhookEndpoint>> ChangeAsync(
        WebhookEndpointId id, string operation, object input, Action<WebhookEndpoint> change, EndpointCall call, CancellationToken cancel) => await ShowAsync(
        await OnceAsync<WebhookEndpointId>(
            id,
            operation,
            input,
            async (context, endpoint, token) =>
            {
                change(endpoint);
                await DeliveryLines.HurryAsync(context, id, clock.GetCurrentInstant(), token);
                return id;
            },
            call,
            cancel),
        cancel);

    private Task<Result<T>> OnceAsync<T>(
        WebhookEndpointId id, string operation, object input, Func<AlignmentContext, WebhookEndpoint, CancellationToken, Task<Result<T>>> change, EndpointCall call, CancellationToken cancel) =>
        keys.OnceAsync(
            call.IdempotencyKey,
            operation,
            new { input, call.ExpectedVersion },
            async (context, token) =>
            {
                if (await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == id, token) is not { } endpoint) return NotFound(id);
                if (call.ExpectedVersion is { } expected && expected != endpoint.Version)
                    return new Refusal(RefusalCode.Conflict, $"Somebody changed the endpoint: it is at version {endpoint.Version}.", "expectedVersion");
                var changed = await change(context, endpoint, token);
                if (!changed.Succeeded) return changed;
                context.Raise(StoreTopics.Outbox);
                await context.SaveChangesAsync(token);
                return changed;
            },
            cancel);

    private async Task<Result<WebhookEndpoint>> ShowAsync(Result<WebhookEndpointId> done, CancellationToken cancel)
    {
        if (!done.TryGetValue(out var id, out var refusals)) return Result.Refused<WebhookEndpoint>(refusals);
        await using var context = store.CreateDbContext();
        return await context.Set<WebhookEndpoint>().SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancel) is { } endpoint ? endpoint : NotFound(id);
    }

    private async Task<Result<EndpointWithSecret>> ShowAsync(Result<MadeSecret> done, CancellationToken cancel)
    {
        var shown = await ShowAsync(done.Then(made => made.Endpoint), cancel);
        return shown.Then(endpoint => new EndpointWithSecret(endpoint, done.Value.Reveal(endpoint, vault, clock.GetCurrentInstant())));
    }

    /// <summary>What is kept of a call that made a secret: enough to find it again where it is stored, encrypted.</summary>
    /// <param name="Endpoint">Whose it is.</param>
    /// <param name="Mark">A digest of the encrypted secret.</param>
    /// <param name="At">When it was made.</param>
    private sealed record MadeSecret(WebhookEndpointId Endpoint, string Mark, Instant At)
    {
        public static MadeSecret Newest(WebhookEndpoint endpoint, Instant now) => new(endpoint.Id, MarkOf(endpoint.Secrets[0]), now);

        public string? Reveal(WebhookEndpoint endpoint, SecretVault vault, Instant now) =>
            now - At <= SecretShownFor && endpoint.SigningAt(now).FirstOrDefault(secret => MarkOf(secret) == Mark) is { } stored
                ? vault.Open(stored.Sealed, Endpoint)?.Reveal()
                : null;

        private static string MarkOf(EndpointSecret secret) => Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(secret.Sealed)));
    }
}
