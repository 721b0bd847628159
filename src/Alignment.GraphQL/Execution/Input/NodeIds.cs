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
