using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Alignment.GraphQL.Execution;

/// <summary>The opaque form of ids that are unique across types.</summary>
public interface INodeIdSerializer
{
    /// <summary>The opaque form.</summary>
    /// <param name="typeName">The name of the object type.</param>
    /// <param name="value">The type's own id, as text.</param>
    string Format(string typeName, string value);

    /// <summary>Writes the opaque form as a JSON string.</summary>
    /// <param name="writer">Takes it.</param>
    /// <param name="typeName">The name of the object type.</param>
    /// <param name="value">The type's own id, as text.</param>
    void Write(ResultWriter writer, string typeName, string value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteString(Format(typeName, value));
    }

    /// <summary>Reads the opaque form.</summary>
    /// <returns>False if the text is not an id of this form.</returns>
    bool TryParse(string id, [NotNullWhen(true)] out string? typeName, [NotNullWhen(true)] out string? value);
}

/// <summary>Base64url, without padding, of <c>TypeName:value</c> in UTF-8.</summary>
public sealed class Base64NodeIdSerializer : INodeIdSerializer
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc/>
    public string Format(string typeName, string value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{typeName}:{value}"));

    /// <inheritdoc/>
    /// <remarks>The same as <see cref="Format"/>, without the strings between.</remarks>
    public void Write(ResultWriter writer, string typeName, string value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var most = Encoding.UTF8.GetMaxByteCount(typeName.Length + 1 + value.Length);
        if (most > 512)
        {
            writer.WriteString(Format(typeName, value));
            return;
        }

        Span<byte> plain = stackalloc byte[512];
        var length = Encoding.UTF8.GetBytes(typeName, plain);
        plain[length++] = (byte)':';
        length += Encoding.UTF8.GetBytes(value, plain[length..]);
        writer.WriteByte((byte)'"');
        writer.Advance(Base64Url.EncodeToUtf8(plain[..length], writer.Reserve(Base64Url.GetEncodedLength(length))));
        writer.WriteByte((byte)'"');
    }

    /// <inheritdoc/>
    public bool TryParse(string id, [NotNullWhen(true)] out string? typeName, [NotNullWhen(true)] out string? value)
    {
        typeName = value = null;
        if (id.Length is 0 or > 2_048 || !Base64Url.IsValid(id))
            return false;
        string text;
        try
        {
            text = Strict.GetString(Base64Url.DecodeFromChars(id));
        }
        catch (Exception exception) when (exception is DecoderFallbackException or FormatException)
        {
            return false;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0)
            return false;
        (typeName, value) = (text[..colon], text[(colon + 1)..]);
        return true;
    }
}
