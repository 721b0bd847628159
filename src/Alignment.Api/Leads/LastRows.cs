namespace Alignment.Api.Leads;

/// <summary>Of several rows about the same thing, the one that counts: the last that is sound.</summary>
internal static class LastRows
{
    /// <returns>The place of the last sound row for each key.</returns>
    public static Dictionary<string, int> Of<T>(IReadOnlyList<T> rows, Func<T, string?> key, Func<int, bool> isSound)
    {
        var last = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
        for (var place = 0; place < rows.Count; place++)
            if (isSound(place) && key(rows[place]) is { } known) last[known] = place;
        return last;
    }
}
