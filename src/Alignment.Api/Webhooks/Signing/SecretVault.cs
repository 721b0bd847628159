using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Alignment.Api.Webhooks.Signing;

/// <summary>
/// Encrypts signing secrets before they are stored, so that who has the database alone cannot sign. AES-256-GCM, bound to the
/// endpoint: a sealed secret copied to another row does not open.
/// </summary>
/// <remarks>Sealed: base64 of format (1 byte, 1), key mark (4), nonce (12), tag (16), ciphertext.</remarks>
internal sealed class SecretVault
{
    private const byte Format = 1;
    private const int KeyBytes = 32;
    private const int MarkBytes = 4;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + MarkBytes + NonceBytes + TagBytes;
    private readonly IReadOnlyList<byte[]> keys;

    private SecretVault(IReadOnlyList<byte[]> keys) => this.keys = keys;

    /// <summary>Whether it can seal. Without a key it only fails to open.</summary>
    public bool HasKey => keys.Count > 0;

    /// <param name="keys">32 bytes each; the first seals, all open.</param>
    public static SecretVault With(params IReadOnlyList<byte[]> keys) => keys.Any(key => key.Length != KeyBytes)
        ? throw new ArgumentException($"A key is {KeyBytes} bytes.", nameof(keys))
        : new(keys);

    /// <summary>A vault whose key is forgotten with the process.</summary>
    public static SecretVault Forgetful() => With(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>A vault whose key is in a file, which is made if it is missing, readable by its owner alone.</summary>
    /// <exception cref="WrongInputException">The file cannot be read or written, or is not a key.</exception>
    public static SecretVault FromFile(string path)
    {
        try
        {
            if (!File.Exists(path)) Create(path);
            return TryReadKey(File.ReadAllText(path).Trim(), out var key)
                ? With(key)
                : throw new WrongInputException($"{path}: is not a key of {KeyBytes} bytes in base64. Put back the one that sealed the webhook secrets, or delete it and rotate them.");
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new WrongInputException($"{path}: the key of the webhook secrets cannot be kept there ({unusable.Message}). Set Alignment:Webhooks:EncryptionKey instead.");
        }
    }

    /// <summary>Reads a key from configuration.</summary>
    public static bool TryReadKey(string text, [NotNullWhen(true)] out byte[]? key)
    {
        var bytes = new byte[KeyBytes];
        var isKey = text.Length <= 44 && Convert.TryFromBase64String(text, bytes, out var length) && length == KeyBytes;
        key = isKey ? bytes : null;
        return isKey;
    }

    /// <exception cref="InvalidOperationException">There is no key.</exception>
    public string Seal(WebhookSecret secret, WebhookEndpointId endpoint)
    {
        if (!HasKey) throw new InvalidOperationException("There is no key to seal secrets with.");
        var box = new byte[HeadBytes + secret.Key.Length];
        box[0] = Format;
        Mark(keys[0]).CopyTo(box, 1);
        RandomNumberGenerator.Fill(Nonce(box));
        using var cipher = new AesGcm(keys[0], TagBytes);
        cipher.Encrypt(Nonce(box), secret.Key, box.AsSpan(HeadBytes), Tag(box), Context(endpoint));
        return Convert.ToBase64String(box);
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    /// <returns>Null when its key is not known here or it is of another endpoint.</returns>
    public WebhookSecret? Open(string sealedSecret, WebhookEndpointId endpoint)
    {
        var box = Convert.FromBase64String(sealedSecret);
        if (box.Length <= HeadBytes || box[0] != Format) return null;
        if (keys.FirstOrDefault(key => Mark(key).AsSpan().SequenceEqual(box.AsSpan(1, MarkBytes))) is not { } key) return null;
        var plain = new byte[box.Length - HeadBytes];
        try
        {
            using var cipher = new AesGcm(key, TagBytes);
            cipher.Decrypt(Nonce(box), box.AsSpan(HeadBytes), Tag(box), plain, Context(endpoint));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return WebhookSecret.TryParse(Convert.ToBase64String(plain), out var secret) ? secret : null;
    }

    private static void Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, Encoding.ASCII, options);
        file.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
    }

    private static byte[] Mark(byte[] key) => SHA256.HashData(key)[..MarkBytes];

    private static Span<byte> Nonce(byte[] box) => box.AsSpan(1 + MarkBytes, NonceBytes);

    private static Span<byte> Tag(byte[] box) => box.AsSpan(1 + MarkBytes + NonceBytes, TagBytes);

    private static byte[] Context(WebhookEndpointId endpoint) => Encoding.ASCII.GetBytes($"alignment webhook {endpoint}");
}
