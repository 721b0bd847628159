using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace WebhookReceiver;

/// <summary>Checks messages as Standard Webhooks 1.0.0 asks (github.com/standard-webhooks/standard-webhooks).</summary>
internal sealed class WebhookVerifier
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);
    private readonly List<byte[]> keys;
    private readonly TimeProvider time;

    /// <param name="secrets"><c>whsec_...</c>; two while one takes over from the other.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentException">There is no secret, or one is not base64.</exception>
    public WebhookVerifier(IReadOnlyList<string> secrets, TimeProvider time)
    {
        if (secrets.Count == 0) throw new ArgumentException("Set Receiver:Secrets:0 to the secret that registering the endpoint returned.", nameof(secrets));
        keys = [.. secrets.Select(secret => Convert.FromBase64String(secret.StartsWith("whsec_", StringComparison.Ordinal) ? secret[6..] : secret))];
        this.time = time;
    }

    /// <summary>What is wrong with a message; null when nothing is.</summary>
    public string? FindFault(IHeaderDictionary headers, byte[] body)
    {
        var (id, timestamp) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (id.Length == 0) return "There is no webhook-id.";
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return "There is no webhook-timestamp.";

        // A message that was recorded on its way and sent again later is too old; sent again at once, its id is known already.
        if (Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds) return "The webhook-timestamp is too far from now.";
        return IsSigned(headers["webhook-signature"].ToString(), [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body])
            ? null
            : "No webhook-signature is right.";
    }

    // Looks at every pair of key and signature, in the same time whether one fits or not.
    private bool IsSigned(string header, byte[] signed)
    {
        var fits = false;
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        foreach (var signature in header.Split(' ', 10, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!signature.StartsWith("v1,", StringComparison.Ordinal)) continue;
            if (!Convert.TryFromBase64Chars(signature.AsSpan(3), given, out var length) || length != given.Length) continue;
            foreach (var key in keys) fits |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, signed), given);
        }

        return fits;
    }
}
