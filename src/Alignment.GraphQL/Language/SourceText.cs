namespace Alignment.GraphQL.Language;

/// <summary>The UTF-8 text of a document, and the places of its lines.</summary>
/// <remarks>
/// A line ends with LF, CR or CRLF. A column counts UTF-16 code units from 1, as the reference implementation counts,
/// so an editor finds the place without decoding anything.
/// </remarks>
public sealed class SourceText
{
    private readonly byte[] utf8;

    /// <summary>Copies <paramref name="utf8"/>.</summary>
    public SourceText(ReadOnlySpan<byte> utf8) => this.utf8 = utf8.ToArray();

    /// <summary>The bytes as they were given, a byte order mark included.</summary>
    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>The line and column of a byte.</summary>
    /// <param name="offset">0 to the length of the text, both inclusive; the length means "after the last byte".</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset lies outside the text.</exception>
    public SourceLocation LocationOf(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, utf8.Length);
        var line = 1;
        var lineStart = 0;
        for (var next = NextLineStart(0, offset); next >= 0; next = NextLineStart(next, offset))
        {
            line++;
            lineStart = next;
        }

        return new SourceLocation(line, 1 + Utf16Length(utf8.AsSpan(lineStart, Math.Max(0, offset - lineStart))));
    }

    /// <summary>How many UTF-16 code units a piece of UTF-8 takes.</summary>
    internal static int Utf16Length(ReadOnlySpan<byte> utf8)
    {
        var units = 0;
        foreach (var b in utf8)
        {
            if ((b & 0xC0) != 0x80)
                units += b >= 0xF0 ? 2 : 1;
        }

        return units;
    }

    private int NextLineStart(int from, int offset)
    {
        if (from >= offset)
            return -1;
        var end = utf8.AsSpan(from, offset - from).IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
            return -1;
        end += from;
        return utf8[end] == '\r' && end + 1 < utf8.Length && utf8[end + 1] == '\n' ? end + 2 : end + 1;
    }
}
