using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Alignment.Api.Webhooks.Signing;

/// <summary>The signature of a message: <c>v1,</c> and the base64 of HMAC-SHA256 over <c>id.timestamp.body</c> (Standard Webhooks 1.0.0).</summary>
public static class WebhookSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    /// <summary>The value of <see cref="TimestampHeader"/>: whole seconds since the Unix epoch.</summary>
    public static string Timestamp(Instant at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    /// <param name="secrets">Each signs; while one secret takes over from another, both.</param>
    /// <param name="id">The message's id; without a full stop.</param>
    /// <param name="at">When the attempt is made.</param>
    /// <param name="body">The body, byte for byte.</param>
    public static string Sign(IEnumerable<WebhookSecret> secrets, string id, Instant at, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(secrets);
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (id.Contains('.', StringComparison.Ordinal)) throw new ArgumentException("A full stop would blur where the id ends.", nameof(id));
        var signed = (byte[])[.. Encoding.UTF8.GetBytes($"{id}.{Timestamp(at)}."), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret.Key, signed))}"));
    }
}
