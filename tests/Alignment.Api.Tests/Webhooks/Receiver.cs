using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Alignment.Api.Webhooks.Signing;
using NodaTime;

namespace Alignment.Api.Tests.Webhooks;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Host, string Id, string Lead, int Number, string Body, string Signature);

/// <summary>Receivers behind every host name: they check signatures, write down what comes, and answer as the test wants.</summary>
internal sealed class Receiver : HttpMessageHandler
{
    private readonly ConcurrentQueue<Received> received = new();
    private readonly ConcurrentDictionary<(string, string), int> atOnce = new();
    private readonly ConcurrentBag<WebhookSecret> trusted = [];

    /// <summary>What came, in order, failed attempts included.</summary>
    public IReadOnlyList<Received> All => [.. received];

    /// <summary>What has gone wrong: a bad signature, two of one lead at once.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>What is answered.</summary>
    public Func<Received, CancellationToken, Task<HttpResponseMessage>> Answer { get; set; } = (_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NoContent));

    public void AnswerWith(Func<Received, HttpStatusCode> status) => Answer = (message, _) => Task.FromResult(new HttpResponseMessage(status(message)));

    public void Trust(string secret)
    {
        Assert.True(WebhookSecret.TryParse(secret, out var parsed));
        trusted.Add(parsed);
    }

    public IReadOnlyList<int> NumbersOf(string lead, string? host = null) =>
        [.. received.Where(message => message.Lead == lead && (host is null || message.Host == host)).Select(message => message.Number)];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var message = await ReadAsync(request, cancellationToken);
        var line = (message.Host, message.Lead);
        if (atOnce.AddOrUpdate(line, 1, (_, count) => count + 1) > 1) Faults.Enqueue($"Two messages of lead {message.Lead} at once.");
        try
        {
            received.Enqueue(message);
            return await Answer(message, cancellationToken);
        }
        finally
        {
            atOnce.AddOrUpdate(line, 0, (_, count) => count - 1);
        }
    }

    private async Task<Received> ReadAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var body = await request.Content!.ReadAsStringAsync(cancel);
        using var json = JsonDocument.Parse(body);
        var data = json.RootElement.GetProperty("data");
        var message = new Received(
            request.RequestUri!.Host,
            Header(request, WebhookSignature.IdHeader),
            json.RootElement.GetProperty("partitionkey").GetString()!,
            data.TryGetProperty("number", out var number) ? number.GetInt32() : 0,
            body,
            Header(request, WebhookSignature.SignatureHeader));
        var at = Instant.FromUnixTimeSeconds(long.Parse(Header(request, WebhookSignature.TimestampHeader), CultureInfo.InvariantCulture));
        var expected = trusted.Select(secret => WebhookSignature.Sign([secret], message.Id, at, System.Text.Encoding.UTF8.GetBytes(body)));
        if (!expected.Any(message.Signature.Split(' ').Contains)) Faults.Enqueue($"The signature of {message.Id} is wrong.");
        return message;
    }

    private static string Header(HttpRequestMessage request, string name) => request.Headers.GetValues(name).Single();
}
