namespace Alignment.Core.Leads.Assessments;

/// <summary>
/// Sums of fading terms, c0 e^(-k0 t) + c1 e^(-k1 t) + ..., with distinct rates that are not negative. Such a sum of n terms
/// has at most n - 1 zeros: divided by one of its terms' exponentials it is monotone between the zeros of its derivative,
/// which is again such a sum, of n - 1 terms (Rolle; Polya and Szego, Part V, problem 75). So all zeros are found, none guessed.
/// </summary>
internal static class ExponentialSum
{
    /// <summary>How close to a zero the search comes, in the unit of time.</summary>
    private const double Precision = 1e-4;

    public static double At(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> rates, double t)
    {
        var sum = 0.0;
        for (var i = 0; i < coefficients.Length; i++)
            if (coefficients[i] != 0) sum += rates[i] == 0 ? coefficients[i] : coefficients[i] * Math.Exp(-rates[i] * t);
        return sum;
    }

    /// <summary>The least and greatest value the sum can have in an interval, not necessarily reached.</summary>
    public static (double Low, double High) Bounds(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> rates, double from, double to)
    {
        var (low, high) = (0.0, 0.0);
        for (var i = 0; i < coefficients.Length; i++)
        {
            var c = coefficients[i];
            if (c == 0) continue;
            var (early, late) = rates[i] == 0 ? (c, c) : (c * Math.Exp(-rates[i] * from), c * Math.Exp(-rates[i] * to));
            low += Math.Min(early, late);
            high += Math.Max(early, late);
        }

        return (low, high);
    }

    /// <summary>Where the derivative changes sign in an interval: between these points the sum is monotone.</summary>
    public static List<double> TurningPoints(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> rates, double from, double to)
    {
        var terms = Present(coefficients, rates, static (c, k) => c * k);
        return SignChanges(terms, from, to);
    }

    private static List<double> SignChanges(List<(double C, double K)> terms, double from, double to)
    {
        if (terms.Count < 2) return [];
        if (terms.Count == 2)
        {
            if (terms[0].C > 0 == terms[1].C > 0) return [];
            var t = Math.Log(-terms[1].C / terms[0].C) / (terms[1].K - terms[0].K);
            return t > from && t < to ? [t] : [];
        }

        var pivot = terms[0].K;
        var reduced = terms.Skip(1).Select(term => (term.C * (pivot - term.K), term.K)).ToList();
        var slowest = terms.Min(term => term.K);
        double[] ends = [from, .. SignChanges(reduced, from, to), to];
        var zeros = new List<double>();
        for (var i = 1; i < ends.Length; i++)
        {
            var (low, high) = (ends[i - 1], ends[i]);
            var rising = Scaled(terms, slowest, high) > 0;
            if (Scaled(terms, slowest, low) > 0 == rising) continue;
            while (high - low > Precision)
            {
                var middle = low + ((high - low) / 2);
                if (middle <= low || middle >= high) break;
                if (Scaled(terms, slowest, middle) > 0 == rising) high = middle;
                else low = middle;
            }

            zeros.Add(high);
        }

        return zeros;
    }

    // Divided by the slowest term's exponential, so that the sign survives where the sum itself underflows.
    private static double Scaled(List<(double C, double K)> terms, double slowest, double t)
    {
        var sum = 0.0;
        foreach (var (c, k) in terms) sum += c * Math.Exp(-(k - slowest) * t);
        return sum;
    }

    private static List<(double C, double K)> Present(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> rates, Func<double, double, double> scale)
    {
        var terms = new List<(double, double)>();
        for (var i = 0; i < coefficients.Length; i++)
            if (scale(coefficients[i], rates[i]) is not 0 and var c) terms.Add((c, rates[i]));
        return terms;
    }
}
