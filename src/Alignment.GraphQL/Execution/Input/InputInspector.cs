using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Execution;

/// <summary>Values inside error messages, shortened and written the way the reference implementation writes them.</summary>
internal static class InputInspector
{
    private const int MaxListLength = 10;
    private const int MaxDepth = 2;
    private const int LongestQuote = 1_000;

    /// <summary>The value the reader stands on; the reader is a copy and does not move.</summary>
    internal static string Inspect(Utf8JsonReader reader)
    {
        var element = JsonElement.ParseValue(ref reader);
        return Inspect(UntypedJson.Read(element));
    }

    internal static string Inspect(ValueNode literal) => Abbreviate(SyntaxPrinter.Print(literal));

    internal static string Inspect(object? value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return Abbreviate(text.ToString());
    }

    // One large value can be wrong in many ways, and each way is told.
    private static string Abbreviate(string text) => text.Length > LongestQuote ? text[..LongestQuote] + "..." : text;

    private static void Append(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("null");
                break;
            case string s:
                text.Append(StringPrinter.Quoted(s));
                break;
            case bool b:
                text.Append(b ? "true" : "false");
                break;
            case double d:
                text.Append(Number(d));
                break;
            case IEnumerable<KeyValuePair<string, object?>> map:
                AppendObject(text, map, depth);
                break;
            case IEnumerable items and not string:
                AppendList(text, [.. items.Cast<object?>()], depth);
                break;
            case IFormattable formattable:
                text.Append(formattable.ToString(null, CultureInfo.InvariantCulture));
                break;
            default:
                text.Append('[').Append(value.GetType().Name).Append(']');
                break;
        }
    }

    private static string Number(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? value > 0 ? "Infinity" : "-Infinity"
        : double.IsInteger(value) && Math.Abs(value) < 1e21 ? value.ToString("F0", CultureInfo.InvariantCulture)
        : JavaScriptExponent(value.ToString("R", CultureInfo.InvariantCulture));

    // 1E+21 there is 1e+21 here, 1E-07 is 1e-7, and 1E-05 is 0.00001
    private static string JavaScriptExponent(string text)
    {
        var at = text.IndexOf('E', StringComparison.Ordinal);
        if (at < 0)
            return text;
        var exponent = int.Parse(text.AsSpan(at + 1), CultureInfo.InvariantCulture);
        return exponent is < 0 and >= -6
            ? decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : $"{text[..at]}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    private static void AppendObject(StringBuilder text, IEnumerable<KeyValuePair<string, object?>> map, int depth)
    {
        var any = false;
        foreach (var (name, value) in map)
        {
            if (!any && depth >= MaxDepth)
            {
                text.Append("[Object]");
                return;
            }

            text.Append(any ? ", " : "{ ").Append(name).Append(": ");
            Append(text, value, depth + 1);
            any = true;
        }

        text.Append(any ? " }" : "{}");
    }

    private static void AppendList(StringBuilder text, List<object?> items, int depth)
    {
        if (items.Count > 0 && depth >= MaxDepth)
        {
            text.Append("[Array]");
            return;
        }

        text.Append('[');
        for (var i = 0; i < Math.Min(MaxListLength, items.Count); i++)
        {
            if (i > 0)
                text.Append(", ");
            Append(text, items[i], depth + 1);
        }

        var more = items.Count - MaxListLength;
        if (more == 1)
            text.Append(", ... 1 more item");
        else if (more > 1)
            text.Append(CultureInfo.InvariantCulture, $", ... {more} more items");
        text.Append(']');
    }
}
