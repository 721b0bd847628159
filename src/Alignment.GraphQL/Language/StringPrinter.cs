using System.Globalization;
using System.Text;

namespace Alignment.GraphQL.Language;

/// <summary>Writes strings as GraphQL literals.</summary>
internal static class StringPrinter
{
    /// <summary>Between double quotes, control characters escaped.</summary>
    internal static string Quoted(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            switch (c)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\b': text.Append("\\b"); break;
                case '\t': text.Append("\\t"); break;
                case '\n': text.Append("\\n"); break;
                case '\f': text.Append("\\f"); break;
                case '\r': text.Append("\\r"); break;
                case < ' ' or (>= '\x7f' and <= '\x9f'):
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
                    break;
                default: text.Append(c); break;
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>Between triple quotes, on lines of its own when it is long or would otherwise not read back the same.</summary>
    internal static string Block(string value)
    {
        var escaped = value.Replace("\"\"\"", "\\\"\"\"", StringComparison.Ordinal);
        var lines = escaped.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        var single = lines.Length == 1;
        var leadingNewLine = !single && lines.Skip(1).All(static l => l.Length == 0 || l[0] is ' ' or '\t');
        var endsInTripleQuotes = escaped.EndsWith("\\\"\"\"", StringComparison.Ordinal);
        var trailingNewLine = (value.EndsWith('"') && !endsInTripleQuotes) || value.EndsWith('\\');
        var severalLines = !single || value.Length > 70 || trailingNewLine || leadingNewLine || endsInTripleQuotes;
        var startsWithSpace = single && value.Length > 0 && value[0] is ' ' or '\t';
        var before = (severalLines && !startsWithSpace) || leadingNewLine ? "\n" : string.Empty;
        var after = severalLines || trailingNewLine ? "\n" : string.Empty;
        return $"\"\"\"{before}{escaped}{after}\"\"\"";
    }
}
