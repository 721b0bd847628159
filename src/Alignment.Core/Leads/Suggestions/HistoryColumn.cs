using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>
/// One thing known of leads, in at most 62 bins: numbers in bins of about equal size, each frequent value of anything else in its
/// own, rare values together, and what is missing. A set of bins is a mask, and some masks can be written as a criterion.
/// </summary>
internal abstract class HistoryColumn(string name, byte[] bins, int binCount)
{
    public const int MostBins = 62;

    public string Name => name;

    /// <summary>The bin of each lead.</summary>
    public byte[] Bins => bins;

    public int BinCount => binCount;

    /// <summary>Masks that can be written as a criterion and might separate well, given what each bin still lacks.</summary>
    /// <param name="excess">Per bin, by how much its leads were won more often than is explained so far.</param>
    /// <param name="weight">Per bin, how much that can be trusted.</param>
    public abstract IEnumerable<ulong> Candidates(double[] excess, double[] weight);

    /// <summary>The mask of all other leads, if it can be written as a criterion too.</summary>
    public abstract ulong? OppositeOf(ulong mask);

    /// <summary>A mask as a criterion.</summary>
    public abstract Criterion ToCriterion(string key, ulong mask, double points);

    /// <summary>A mask in words.</summary>
    public abstract string Words(ulong mask);

    protected static ulong Bit(int bin) => 1UL << bin;
}

/// <summary>Values that are equal or not: text, true and false, personas.</summary>
internal sealed class CategoryColumn(string name, byte[] bins, IReadOnlyList<AttributeValue> values, bool hasRare, bool hasMissing, bool isPersona)
    : HistoryColumn(name, bins, values.Count + 2)
{
    private int Rare => values.Count;

    private int Missing => values.Count + 1;

    public override IEnumerable<ulong> Candidates(double[] excess, double[] weight)
    {
        var order = Enumerable.Range(0, BinCount).Where(b => weight[b] > 0).OrderBy(b => excess[b] / weight[b]).ToArray();
        var all = order.Aggregate(0UL, (mask, b) => mask | Bit(b));
        var prefix = 0UL;
        foreach (var bin in order)
        {
            prefix |= Bit(bin);
            foreach (var mask in (ulong[])[prefix, all & ~prefix, Bit(bin)])
                foreach (var writable in Writable(mask))
                    if (writable != 0 && writable != all) yield return writable;
        }
    }

    public override ulong? OppositeOf(ulong mask)
    {
        var all = (Bit(values.Count) - 1) | (hasRare ? Bit(Rare) : 0) | (hasMissing ? Bit(Missing) : 0);
        var opposite = all & ~mask;
        return opposite != 0 && Writable(opposite).Contains(opposite) ? opposite : null;
    }

    public override Criterion ToCriterion(string key, ulong mask, double points)
    {
        if (isPersona) return new PersonaCriterion(key, ValueList.From(Within(mask).Select(v => v.AsText()))) { Points = points };
        return new AttributeCriterion(key, Condition(mask)) { Points = points };
    }

    public override string Words(ulong mask) =>
        isPersona ? $"persona is {string.Join(" or ", Within(mask))}" : DefinitionWords.Condition(Condition(mask));

    private AttributeCondition Condition(ulong mask)
    {
        var (within, without) = (Within(mask), Within(~mask));
        if (mask == Bit(Missing)) return new(Name, ComparisonOperator.Missing, []);
        if ((mask & Bit(Missing)) == 0 && without.Count == 0 && (mask & Bit(Rare)) != 0) return new(Name, ComparisonOperator.Present, []);
        if ((mask & (Bit(Missing) | Bit(Rare))) == 0)
            return new(Name, within.Count == 1 ? ComparisonOperator.EqualTo : ComparisonOperator.OneOf, ValueList.From(within));
        return new(Name, without.Count == 1 ? ComparisonOperator.NotEqualTo : ComparisonOperator.NoneOf, ValueList.From(without));
    }

    private List<AttributeValue> Within(ulong mask) => [.. values.Where((_, i) => (mask & Bit(i)) != 0)];

    // "None of" takes rare and missing values alike, "one of" neither.
    private IEnumerable<ulong> Writable(ulong mask)
    {
        var named = mask & ~Bit(Rare) & ~Bit(Missing);
        if (named != 0) yield return named;
        if (isPersona) yield break;
        if (hasMissing) yield return Bit(Missing);
        var open = (hasRare ? Bit(Rare) : 0) | (hasMissing ? Bit(Missing) : 0);
        if ((mask & open) != 0 && Within(~mask).Count > 0) yield return named | open;
        if (hasMissing && Within(~mask).Count == 0 && (mask & Bit(Missing)) == 0) yield return named | Bit(Rare);
    }
}

/// <summary>Numbers, in bins of about equal size, in order.</summary>
internal sealed class NumberColumn(string name, byte[] bins, IReadOnlyList<double> lows, IReadOnlyList<double> highs, bool hasMissing)
    : HistoryColumn(name, bins, lows.Count + 2)
{
    private int Other => lows.Count;

    private int Missing => lows.Count + 1;

    public override IEnumerable<ulong> Candidates(double[] excess, double[] weight)
    {
        for (var from = 0; from < lows.Count; from++)
            for (var to = from; to < lows.Count; to++)
                if (from > 0 || to < lows.Count - 1) yield return Range(from, to);
        if (!hasMissing) yield break;
        yield return Bit(Missing);
        yield return Range(0, lows.Count - 1) | Bit(Other);
    }

    public override ulong? OppositeOf(ulong mask)
    {
        var numbers = Range(0, lows.Count - 1);
        if (hasMissing) return mask == Bit(Missing) ? numbers | Bit(Other) : mask == (numbers | Bit(Other)) ? Bit(Missing) : null;
        var opposite = numbers & ~mask;
        return !Bins.Contains((byte)Other) && (opposite & (opposite + Bit(System.Numerics.BitOperations.TrailingZeroCount(opposite)))) == 0 ? opposite : null;
    }

    public override Criterion ToCriterion(string key, ulong mask, double points) => new AttributeCriterion(key, Condition(mask)) { Points = points };

    public override string Words(ulong mask) => DefinitionWords.Condition(Condition(mask));

    private AttributeCondition Condition(ulong mask)
    {
        if (mask == Bit(Missing)) return new(Name, ComparisonOperator.Missing, []);
        if (mask == (Range(0, lows.Count - 1) | Bit(Other))) return new(Name, ComparisonOperator.Present, []);
        var from = System.Numerics.BitOperations.TrailingZeroCount(mask);
        var to = 63 - System.Numerics.BitOperations.LeadingZeroCount(mask);
        if (to == lows.Count - 1) return new(Name, ComparisonOperator.AtLeast, [Low(from)]);
        return from == 0
            ? new(Name, ComparisonOperator.AtMost, [High(to)])
            : new(Name, ComparisonOperator.Between, [Low(from), High(to)]);
    }

    private AttributeValue Low(int bin) => AttributeValue.Number(bin == 0 ? lows[0] : RoundNumber.Between(highs[bin - 1], lows[bin], lows[bin]));

    private AttributeValue High(int bin) =>
        AttributeValue.Number(bin == highs.Count - 1 ? highs[bin] : RoundNumber.Between(highs[bin], lows[bin + 1], highs[bin]));

    private static ulong Range(int from, int to)
    {
        var mask = 0UL;
        for (var bin = from; bin <= to; bin++) mask |= Bit(bin);
        return mask;
    }
}

/// <summary>How many engagements of one type a lead has: none, one, two, three to four, five or more.</summary>
internal sealed class EngagementColumn(string type, byte[] bins) : HistoryColumn($"engagement: {type}", bins, Least.Length)
{
    private static readonly int[] Least = [0, 1, 2, 3, 5];

    public static byte BinOf(int count) => (byte)Array.FindLastIndex(Least, least => count >= least);

    public override IEnumerable<ulong> Candidates(double[] excess, double[] weight) =>
        Enumerable.Range(1, BinCount - 1).Select(from => ~(Bit(from) - 1) & (Bit(BinCount) - 1));

    public override ulong? OppositeOf(ulong mask) => null;

    public override Criterion ToCriterion(string key, ulong mask, double points) => new EngagementCriterion(key, new([type]))
    {
        Points = points, Cap = Math.Abs(points), MinCount = Count(mask),
    };

    public override string Words(ulong mask) => Count(mask) == 1 ? $"any {type}" : $"{Count(mask)} or more {type}";

    private static int Count(ulong mask) => Least[System.Numerics.BitOperations.TrailingZeroCount(mask)];
}

/// <summary>Finds numbers that are easy to read.</summary>
internal static class RoundNumber
{
    /// <summary>The number with the fewest digits that is greater than one and not greater than another, or the other way round at the ends.</summary>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <param name="keep">Which of the bounds may be returned itself, and on which side the result must stay.</param>
    public static double Between(double low, double high, double keep)
    {
        if (!(high > low)) return keep;
        for (var unit = Math.Pow(10, Math.Ceiling(Math.Log10(Math.Max(Math.Abs(low), Math.Abs(high)) + 1))); unit > 1e-9; unit /= 10)
        {
            foreach (var step in (double[])[unit, unit / 2])
            {
                var round = Math.Round(Math.Ceiling(low / step) * step, 9);
                if (round == low && keep != low) round = Math.Round(round + step, 9);
                if (keep == high ? round > low && round <= high : round >= low && round < high) return round;
            }
        }

        return keep;
    }
}
