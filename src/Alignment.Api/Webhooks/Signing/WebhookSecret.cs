using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Alignment.Api.Webhooks.Signing;

/// <summary>
/// A signing secret as Standard Webhooks 1.0.0 writes it: <c>whsec_</c> and 24 to 64 random bytes in base64
/// (github.com/standard-webhooks/standard-webhooks, "Signature scheme"). It never prints itself.
/// </summary>
public sealed class WebhookSecret
{
    private const string Prefix = "whsec_";
    private readonly byte[] key;

    private WebhookSecret(byte[] key) => this.key = key;

    internal ReadOnlySpan<byte> Key => key;

    /// <summary>A new secret of 32 random bytes.</summary>
    public static WebhookSecret Generate() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads a secret, with or without its prefix.</summary>
    /// <param name="text">As given by the other side.</param>
    /// <param name="secret">The secret, if the text is one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out WebhookSecret? secret)
    {
        secret = null;
        if (text is null) return false;
        var encoded = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.AsSpan(Prefix.Length) : text;
        Span<byte> bytes = stackalloc byte[65];
        if (encoded.Length > 88 || !Convert.TryFromBase64Chars(encoded, bytes, out var length) || length is < 24 or > 64) return false;
        secret = new(bytes[..length].ToArray());
        return true;
    }

    /// <summary>The secret in full, for the one moment in which its owner is shown it.</summary>
    public string Reveal() => Prefix + Convert.ToBase64String(key);

    /// <inheritdoc/>
    public override string ToString() => Prefix + "...";
}
