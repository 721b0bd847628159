namespace Alignment.Core.Leads.Backtests;

/// <summary>How well scores separate: the area under the receiver operating characteristic.</summary>
internal static class RocCurve
{
    // Sums that differ by rounding alone are ties.
    private const int Digits = 9;

    /// <summary>
    /// The chance that a positive has the greater score, ties counted half (Mann and Whitney's U over the number of pairs).
    /// Null if there are no positives or no negatives. The scores are sorted in place.
    /// </summary>
    public static double? Area(double[] scores, bool[] positive)
    {
        for (var i = 0; i < scores.Length; i++) scores[i] = Math.Round(scores[i], Digits);
        Array.Sort(scores, positive);
        var (rankSum, positives) = (0.0, 0L);
        for (var i = 0; i < scores.Length;)
        {
            var (j, tiedPositives) = (i, 0L);
            for (; j < scores.Length && scores[j] == scores[i]; j++)
                if (positive[j]) tiedPositives++;
            rankSum += tiedPositives * (((i + 1) + j) / 2.0);
            positives += tiedPositives;
            i = j;
        }

        var negatives = scores.Length - positives;
        if (positives == 0 || negatives == 0) return null;
        return (rankSum - (positives * (positives + 1) / 2.0)) / ((double)positives * negatives);
    }
}
