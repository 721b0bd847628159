using System.Net;
using System.Net.Http.Headers;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Api.Webhooks.Delivery;

/// <summary>Makes one attempt: signs, posts, and reads nothing of the answer but its status and <c>Retry-After</c>.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpClient client;
    private readonly WebhookSettings settings;
    private readonly SecretVault vault;

    /// <param name="settings">Timeout, source and networks.</param>
    /// <param name="vault">Opens the signing secrets.</param>
    /// <param name="handler">How to reach receivers; null for the network, guarded.</param>
    public WebhookSender(WebhookSettings settings, SecretVault vault, HttpMessageHandler? handler = null)
    {
        (this.settings, this.vault) = (settings, vault);
        client = new HttpClient(handler ?? Guarded(settings)) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("Alignment-Webhooks", "1.0"));
    }

    public async Task<AttemptOutcome> SendAsync(WebhookEndpoint endpoint, OutboxEvent happened, Instant now, CancellationToken cancel)
    {
        var secrets = endpoint.SigningAt(now).Select(secret => vault.Open(secret.Sealed, endpoint.Id)).OfType<WebhookSecret>().ToList();
        if (secrets.Count == 0) return AttemptOutcome.Unanswered("its secret was encrypted with a key that this host does not have");

        using var message = Message(endpoint, happened, secrets, now);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Timeout.ToTimeSpan());
        try
        {
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return AttemptOutcome.Answered((int)answer.StatusCode, Wait(answer.Headers.RetryAfter, now));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return AttemptOutcome.Unanswered($"no answer within {settings.Timeout.TotalSeconds:0.#} s");
        }
        catch (HttpRequestException failed)
        {
            return AttemptOutcome.Unanswered(failed.InnerException is AddressRefusedException refused
                ? $"not sent: {refused.Message}"
                : $"no answer ({failed.HttpRequestError})");
        }
    }

    public void Dispose() => client.Dispose();

    private HttpRequestMessage Message(WebhookEndpoint endpoint, OutboxEvent happened, IEnumerable<WebhookSecret> secrets, Instant now)
    {
        var body = CloudEvent.Write(happened, settings.Source);
        var id = happened.Id.ToString();
        var message = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue(CloudEvent.ContentType, "utf-8");
        message.Headers.Add(WebhookSignature.IdHeader, id);
        message.Headers.Add(WebhookSignature.TimestampHeader, WebhookSignature.Timestamp(now));
        message.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(secrets, id, now, body));
        return message;
    }

    private static Duration? Wait(RetryConditionHeaderValue? asked, Instant now) => asked switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } => Instant.FromDateTimeOffset(date) - now,
        _ => null,
    };

    private static SocketsHttpHandler Guarded(WebhookSettings settings) => new()
    {
        ConnectCallback = new AddressGuard(settings.AllowedNetworks).ConnectAsync,
        ConnectTimeout = settings.Timeout.ToTimeSpan(),
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        MaxConnectionsPerServer = settings.ConcurrencyPerEndpoint,
        MaxResponseHeadersLength = 16,
        MaxResponseDrainSize = 16 * 1024,
        ResponseDrainTimeout = TimeSpan.FromSeconds(1),
    };
}
