namespace Alignment.GraphQL.Validation;

/// <summary>Finds the names nearest to a wrong one, by the reference implementation's distance, and words the suggestion.</summary>
internal static class Suggestions
{
    private const int Most = 5;

    /// <summary>The options within reach, nearest first.</summary>
    internal static List<string> Nearest(string input, IEnumerable<string> options)
    {
        var threshold = (int)(input.Length * 0.4) + 1;
        var inputLower = input.ToLowerInvariant();
        return options
            .Select(option => (Name: option, Distance: Distance(input, inputLower, option, threshold)))
            .Where(static option => option.Distance is not null)
            .OrderBy(static option => option.Distance)
            .ThenBy(static option => option.Name, NaturalComparer.Instance)
            .Select(static option => option.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>Empty when there is nothing to suggest; five at most otherwise.</summary>
    internal static string DidYouMean(IReadOnlyList<string> suggestions, string? introduction = null)
    {
        if (suggestions.Count == 0)
            return string.Empty;
        var quoted = suggestions.Take(Most).Select(static s => $"\"{s}\"").ToList();
        var list = quoted.Count switch
        {
            1 => quoted[0],
            2 => $"{quoted[0]} or {quoted[1]}",
            _ => $"{string.Join(", ", quoted.SkipLast(1))}, or {quoted[^1]}",
        };
        return introduction is null ? $" Did you mean {list}?" : $" Did you mean {introduction} {list}?";
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbors; 1 when only the case differs; null beyond the threshold.</summary>
    private static int? Distance(string input, string inputLower, string option, int threshold)
    {
        if (input == option)
            return 0;
        var optionLower = option.ToLowerInvariant();
        if (inputLower == optionLower)
            return 1;
        var (a, b) = optionLower.Length < inputLower.Length ? (inputLower, optionLower) : (optionLower, inputLower);
        if (a.Length - b.Length > threshold)
            return null;
        var rows = new[] { new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1] };
        for (var j = 0; j <= b.Length; j++)
            rows[0][j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var (up, current) = (rows[(i - 1) % 3], rows[i % 3]);
            var smallest = current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var cell = Math.Min(Math.Min(up[j] + 1, current[j - 1] + 1), up[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cell = Math.Min(cell, rows[(i - 2) % 3][j - 2] + 1);
                smallest = Math.Min(smallest, cell);
                current[j] = cell;
            }

            if (smallest > threshold)
                return null;
        }

        var distance = rows[a.Length % 3][b.Length];
        return distance <= threshold ? distance : null;
    }
}
