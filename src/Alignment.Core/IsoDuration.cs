using System.Buffers;
using System.Globalization;
using System.Text;
using NodaTime;

namespace Alignment.Core;

/// <summary>
/// ISO 8601 durations with day and time parts only (<c>P30D</c>, <c>PT36H</c>, <c>P1DT2H30M</c>); a day is exactly 24 hours.
/// Fractions are of seconds, to the microsecond.
/// </summary>
internal static class IsoDuration
{
    /// <summary>The longest duration understood.</summary>
    public const int MostDays = 1_000_000;

    private const string Designators = "DHMS";
    private static readonly SearchValues<char> AmountCharacters = SearchValues.Create("0123456789.");
    private static readonly long[] Microseconds = [86_400_000_000, 3_600_000_000, 60_000_000, 1_000_000];

    /// <summary>Reads a duration.</summary>
    /// <param name="text">Such as <c>P1DT12H</c>.</param>
    /// <param name="duration">What it says; zero when it cannot be read.</param>
    /// <returns>Whether the text is such a duration, of <see cref="MostDays"/> at most; it may be zero, not negative.</returns>
    public static bool TryParse(string text, out Duration duration)
    {
        duration = Duration.Zero;
        if (text.Length is < 3 or > 64 || text[0] != 'P') return false;
        UInt128 total = 0;
        var (at, next, inTime) = (1, 0, false);
        while (at < text.Length)
        {
            if (text[at] == 'T')
            {
                if (inTime || ++at == text.Length) return false;
                inTime = true;
                next = Math.Max(next, 1);
            }

            var end = text.AsSpan(at).IndexOfAnyExcept(AmountCharacters);
            if (end <= 0) return false;
            var part = Designators.IndexOf(text[at + end], StringComparison.Ordinal);
            if (part < next || (part > 0) != inTime || !TryAmount(text.AsSpan(at, end), part == 3, out var amount)) return false;
            total += amount * (UInt128)Microseconds[part] / 1_000_000;
            next = part + 1;
            at += end + 1;
        }

        if (total > (UInt128)MostDays * 86_400_000_000) return false;
        duration = Duration.FromTicks((long)total * 10);
        return true;
    }

    /// <summary>The shortest form that reads back the same.</summary>
    public static string Format(Duration duration)
    {
        var text = new StringBuilder("P");
        var (days, rest) = (duration.Days, duration.NanosecondOfDay / 1000);
        if (days != 0 || rest == 0) text.Append(CultureInfo.InvariantCulture, $"{days}D");
        if (rest == 0) return text.ToString();
        text.Append('T');
        for (var part = 1; part < 4; part++)
        {
            var (amount, left) = (rest / Microseconds[part], rest % Microseconds[part]);
            if (part == 3 && left != 0) text.Append(CultureInfo.InvariantCulture, $"{amount + (left / 1e6m):0.######}S");
            else if (amount != 0) text.Append(amount).Append(Designators[part]);
            rest = left;
        }

        return text.ToString();
    }

    // In millionths, so that fractions of seconds are whole.
    private static bool TryAmount(ReadOnlySpan<char> digits, bool mayHaveFraction, out UInt128 millionths)
    {
        millionths = 0;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var fraction = point < 0 ? default : digits[(point + 1)..];
        if (whole.Length is 0 or > 18 || (point >= 0 && (!mayHaveFraction || fraction.Length is 0 or > 6))) return false;
        if (fraction.Contains('.')) return false;
        millionths = ulong.Parse(whole, CultureInfo.InvariantCulture) * (UInt128)1_000_000;
        if (fraction.Length > 0)
            millionths += ulong.Parse(fraction, CultureInfo.InvariantCulture) * (ulong)Math.Pow(10, 6 - fraction.Length);
        return true;
    }
}
