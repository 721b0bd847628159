namespace Alignment.GraphQL.Validation;

/// <summary>Orders names by code unit, but runs of digits by their value: <c>a2</c> before <c>a10</c>.</summary>
internal sealed class NaturalComparer : IComparer<string>
{
    internal static NaturalComparer Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var a = x.AsSpan();
        var b = y.AsSpan();
        while (!a.IsEmpty && !b.IsEmpty)
        {
            if (char.IsAsciiDigit(a[0]) && char.IsAsciiDigit(b[0]))
            {
                var byValue = CompareNumbers(ref a, ref b);
                if (byValue != 0)
                    return byValue;
                continue;
            }

            if (a[0] != b[0])
                return a[0].CompareTo(b[0]);
            a = a[1..];
            b = b[1..];
        }

        return a.Length - b.Length;
    }

    private static int CompareNumbers(ref ReadOnlySpan<char> a, ref ReadOnlySpan<char> b)
    {
        var x = TakeDigits(ref a).TrimStart('0');
        var y = TakeDigits(ref b).TrimStart('0');
        return x.Length != y.Length ? x.Length - y.Length : x.SequenceCompareTo(y);
    }

    private static ReadOnlySpan<char> TakeDigits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }
}
