using System.Text;

namespace Alignment.Core.Personas;

/// <summary>How people's words are taken in, compared and said back.</summary>
internal static class Wording
{
    public const int LongestKey = 100;
    public const int LongestName = 200;
    public const int LongestStatement = 2_000;
    public const int LongestText = 10_000;

    /// <summary>The form in which words are compared: trimmed, inner white space as one blank, upper case.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character)) folded.Append(char.ToUpperInvariant(character));
            else if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' ');
        }

        if (folded.Length > 0 && folded[^1] == ' ') folded.Length--;
        return folded.ToString();
    }

    public static bool Same(string left, string right) => Fold(left) == Fold(right);

    /// <summary>The text, trimmed; refused when there is none or it is too long.</summary>
    public static string Require(string? text, int longest, string what, List<Refusal> refusals, params IReadOnlyList<string> path)
    {
        if (!string.IsNullOrWhiteSpace(text)) return Optional(text, longest, what, refusals, path)!;
        refusals.Add(new Refusal(RefusalCode.Validation, $"{what} must not be empty.", path));
        return "";
    }

    /// <summary>The text, trimmed, or null when there is none; refused when it is too long.</summary>
    public static string? Optional(string? text, int longest, string what, List<Refusal> refusals, params IReadOnlyList<string> path)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var trimmed = text.Trim();
        if (trimmed.Length > longest)
            refusals.Add(new Refusal(RefusalCode.Validation, $"{what} has {trimmed.Length} characters; at most {longest} are kept.", path));
        return trimmed;
    }

    /// <summary>Distinct texts in the order given, the first spelling of equal ones; empty ones are left out.</summary>
    public static List<string> Distinct(IEnumerable<string>? texts, bool exact = false)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var distinct = new List<string>();
        foreach (var text in texts ?? [])
            if (!string.IsNullOrWhiteSpace(text) && seen.Add(exact ? text.Trim() : Fold(text)))
                distinct.Add(text.Trim());
        return distinct;
    }

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string List(IReadOnlyList<string> items) => items.Count switch
    {
        0 => "",
        1 => items[0],
        _ => $"{string.Join(", ", items.Take(items.Count - 1))} and {items[^1]}",
    };

    public static string Shorten(string text, int longest = 80) => text.Length <= longest ? text : $"{text.AsSpan(0, longest - 3).TrimEnd()}...";
}
