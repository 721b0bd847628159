using System.Text;

namespace Alignment.GraphQL.Language;

/// <summary>The escapes of a quoted string: <c>\n</c> and its like, <c>\uXXXX</c> in surrogate pairs or not, <c>\u{X}</c>.</summary>
internal static class EscapeSequence
{
    /// <summary>Reads the escape that <paramref name="text"/> begins with.</summary>
    /// <param name="text">UTF-8 from the backslash to the end of the document.</param>
    /// <param name="value">The scalar value it stands for.</param>
    /// <param name="size">How many bytes it takes.</param>
    internal static bool TryRead(ReadOnlySpan<byte> text, out Rune value, out int size)
    {
        if (At(text, 1) == 'u')
            return At(text, 2) == '{' ? TryReadBraced(text, out value, out size) : TryReadFixed(text, out value, out size);

        size = 2;
        var simple = At(text, 1) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        value = new Rune(simple);
        return simple != '\0';
    }

    /// <summary>What is wrong with an escape that <see cref="TryRead"/> refused.</summary>
    internal static string Complaint(ReadOnlySpan<byte> text)
    {
        if (At(text, 1) != 'u')
            return $"Invalid character escape sequence: \"{Utf16Prefix(text, 2)}\".";
        var units = At(text, 2) == '{' ? BracedExtent(text) : 6;
        return $"Invalid Unicode escape sequence: \"{Utf16Prefix(text, units)}\".";
    }

    private static bool TryReadBraced(ReadOnlySpan<byte> text, out Rune value, out int size)
    {
        value = default;
        size = 3;
        var point = 0;
        while (size < 12)
        {
            var b = At(text, size++);
            if (b == '}')
                return size >= 5 && Rune.TryCreate(point, out value);
            point = unchecked((point << 4) | HexDigit(b));
            if (point < 0)
                return false;
        }

        return false;
    }

    /// <summary>How far the reading of a refused <c>\u{</c> went, which the message shows.</summary>
    private static int BracedExtent(ReadOnlySpan<byte> text)
    {
        _ = TryReadBraced(text, out _, out var size);
        return size;
    }

    private static bool TryReadFixed(ReadOnlySpan<byte> text, out Rune value, out int size)
    {
        size = 6;
        var high = FourHexDigits(text, 2);
        if (Rune.TryCreate(high, out value))
            return true;
        if (high < 0 || !char.IsHighSurrogate((char)high) || At(text, 6) != '\\' || At(text, 7) != 'u')
            return false;
        size = 12;
        var low = FourHexDigits(text, 8);
        return low >= 0 && Rune.TryCreate((char)high, (char)low, out value);
    }

    /// <summary>Negative when any of the four is not a hexadecimal digit.</summary>
    private static int FourHexDigits(ReadOnlySpan<byte> text, int from) => unchecked(
        (HexDigit(At(text, from)) << 12) | (HexDigit(At(text, from + 1)) << 8) |
        (HexDigit(At(text, from + 2)) << 4) | HexDigit(At(text, from + 3)));

    private static int HexDigit(int b) => b switch
    {
        >= '0' and <= '9' => b - '0',
        >= 'A' and <= 'F' => b - 'A' + 10,
        >= 'a' and <= 'f' => b - 'a' + 10,
        _ => -1,
    };

    private static int At(ReadOnlySpan<byte> text, int position) => position < text.Length ? text[position] : -1;

    private static string Utf16Prefix(ReadOnlySpan<byte> text, int units)
    {
        var decoded = Encoding.UTF8.GetString(text[..Math.Min(text.Length, units * 3)]);
        return decoded[..Math.Min(decoded.Length, units)];
    }
}
