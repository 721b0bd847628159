using System.Buffers;
using System.Text;

namespace Alignment.GraphQL.Language;

/// <summary>Turns tokens into the strings they stand for.</summary>
internal static class Utf8Literals
{
    internal static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>The value of a quoted string that the lexer accepted.</summary>
    /// <param name="token">The token, quotes included.</param>
    /// <param name="hasEscapes">Whether there is a backslash in it.</param>
    internal static string QuotedString(ReadOnlySpan<byte> token, bool hasEscapes)
    {
        var content = token[1..^1];
        if (!hasEscapes)
            return Text(content);

        // An escape never decodes to more bytes than it was written with.
        var buffer = ArrayPool<byte>.Shared.Rent(content.Length);
        var length = 0;
        while (!content.IsEmpty)
        {
            var next = content.IndexOf((byte)'\\');
            var plain = next < 0 ? content : content[..next];
            plain.CopyTo(buffer.AsSpan(length));
            length += plain.Length;
            content = content[plain.Length..];
            if (content.IsEmpty)
                break;
            _ = EscapeSequence.TryRead(content, out var rune, out var size);
            length += rune.EncodeToUtf8(buffer.AsSpan(length));
            content = content[size..];
        }

        var value = Text(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
        return value;
    }

    /// <summary>The value of a block string: indentation common to all lines but the first, and blank lines at both ends, removed.</summary>
    /// <param name="token">The token, triple quotes included.</param>
    internal static string BlockString(ReadOnlySpan<byte> token)
    {
        var raw = Text(token[3..^3]).Replace("\\\"\"\"", "\"\"\"", StringComparison.Ordinal);
        var lines = Lines(raw);
        var commonIndent = int.MaxValue;
        var first = -1;
        var last = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            var indent = Indent(lines[i].Span);
            if (indent == lines[i].Length)
                continue;
            if (first < 0)
                first = i;
            last = i;
            if (i > 0 && indent < commonIndent)
                commonIndent = indent;
        }

        if (first < 0)
            return string.Empty;
        var value = new StringBuilder(raw.Length);
        for (var i = first; i <= last; i++)
        {
            if (i > first)
                value.Append('\n');
            value.Append(i == 0 ? lines[i].Span : lines[i].Span[Math.Min(commonIndent, lines[i].Length)..]);
        }

        return value.ToString();
    }

    private static List<ReadOnlyMemory<char>> Lines(string raw)
    {
        var lines = new List<ReadOnlyMemory<char>>();
        var start = 0;
        while (true)
        {
            var end = raw.AsSpan(start).IndexOfAny('\n', '\r');
            if (end < 0)
            {
                lines.Add(raw.AsMemory(start));
                return lines;
            }

            lines.Add(raw.AsMemory(start, end));
            start += end + 1;
            if (raw[start - 1] == '\r' && start < raw.Length && raw[start] == '\n')
                start++;
        }
    }

    private static int Indent(ReadOnlySpan<char> line)
    {
        var text = line.IndexOfAnyExcept(' ', '\t');
        return text < 0 ? line.Length : text;
    }
}
