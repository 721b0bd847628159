using System.Runtime.InteropServices;
using Alignment.Core.Leads.Backtests;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>
/// A few conditions with integer points. They are chosen one by one: of all conditions that can be written down, the one that
/// explains most of what is left (Rao's score test), then the regression is fitted anew; in the end each is given a chance to
/// be replaced by a better one.
/// </summary>
internal sealed class Scorecard
{
    private const double Penalty = 1;
    private const int TriedForReal = 4;
    private const int Replacements = 2;
    private const double MostPoints = 40;

    // The improvement in log-likelihood that one more condition must bring (a chi-square of 6.6: one in a hundred by chance).
    private const double LeastGain = 3.3;

    private Scorecard(List<Part> parts) => Parts = parts;

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>A condition and what meeting it gives.</summary>
    public readonly record struct Part(HistoryColumn Column, ulong Mask, int Points)
    {
        public bool IsMetBy(int row) => ((Mask >> Column.Bins[row]) & 1) != 0;
    }

    public static Scorecard Fit(IReadOnlyList<HistoryColumn> columns, bool[] won, int[] rows, int most, Action? onStep = null)
    {
        var outcomes = Array.ConvertAll(rows, r => won[r]);
        var chosen = new List<(HistoryColumn Column, ulong Mask)>();
        var model = Refit(chosen, rows, outcomes);
        while (chosen.Count < most && BestAddition(columns, chosen, rows, outcomes, model) is { } found && found.Model.LogLikelihood - model.LogLikelihood >= LeastGain)
        {
            chosen.Add(found.Choice);
            model = found.Model;
            onStep?.Invoke();
        }

        for (var round = 0; round < Replacements; round++)
        {
            var before = model.LogLikelihood;
            for (var i = 0; i < chosen.Count; i++)
            {
                List<(HistoryColumn, ulong)> rest = [.. chosen.Where((_, j) => j != i)];
                if (BestAddition(columns, rest, rows, outcomes, Refit(rest, rows, outcomes)) is not { } found) continue;
                if (found.Model.LogLikelihood <= model.LogLikelihood + 1e-6) continue;
                chosen = [.. rest, found.Choice];
                model = found.Model;
            }

            onStep?.Invoke();
            if (model.LogLikelihood - before < LeastGain) break;
        }

        var greatest = chosen.Count == 0 ? 1 : model.Coefficients.SkipLast(1).Max(Math.Abs);
        return new([
            .. chosen.Select((c, i) => Rewarding(new(c.Column, c.Mask, (int)Math.Round(model.Coefficients[i] / greatest * MostPoints))))
                .Where(p => p.Points != 0).OrderByDescending(p => Math.Abs(p.Points)),
        ]);
    }

    // Taking points for one thing is the same as giving them for its opposite, and easier to read.
    private static Part Rewarding(Part part) =>
        part.Points < 0 && part.Column.OppositeOf(part.Mask) is { } opposite ? new(part.Column, opposite, -part.Points) : part;

    public int Total(int row)
    {
        var total = 0;
        foreach (var part in Parts)
            if (part.IsMetBy(row)) total += part.Points;
        return total;
    }

    public double? Auc(int[] rows, bool[] won) => RocCurve.Area(Array.ConvertAll(rows, r => (double)Total(r)), Array.ConvertAll(rows, r => won[r]));

    private static ((HistoryColumn, ulong) Choice, LogisticRegression Model)? BestAddition(
        IReadOnlyList<HistoryColumn> columns, List<(HistoryColumn Column, ulong Mask)> chosen, int[] rows, bool[] outcomes, LogisticRegression model)
    {
        var (residuals, weights) = Unexplained(chosen, rows, outcomes, model);
        var promising = new PriorityQueue<(HistoryColumn, ulong), double>();
        foreach (var column in columns)
        {
            var (excess, weight) = (new double[column.BinCount], new double[column.BinCount]);
            for (var i = 0; i < rows.Length; i++)
            {
                excess[column.Bins[rows[i]]] += residuals[i];
                weight[column.Bins[rows[i]]] += weights[i];
            }

            var allWeight = weight.Sum();
            foreach (var mask in column.Candidates(excess, weight).Distinct())
            {
                if (chosen.Contains((column, mask))) continue;
                var (sum, variance) = (0.0, 0.0);
                for (var bin = 0; bin < excess.Length; bin++)
                    if (((mask >> bin) & 1) != 0) (sum, variance) = (sum + excess[bin], variance + weight[bin]);
                variance -= variance * variance / allWeight;
                if (variance < 1) continue;
                promising.Enqueue((column, mask), sum * sum / variance);
                if (promising.Count > TriedForReal) promising.Dequeue();
            }
        }

        ((HistoryColumn, ulong) Choice, LogisticRegression Model)? best = null;
        while (promising.TryDequeue(out var choice, out _))
        {
            var tried = Refit([.. chosen, choice], rows, outcomes, model);
            if (best is null || tried.LogLikelihood > best.Value.Model.LogLikelihood) best = (choice, tried);
        }

        return best;
    }

    private static (double[] Residuals, double[] Weights) Unexplained(
        List<(HistoryColumn Column, ulong Mask)> chosen, int[] rows, bool[] outcomes, LogisticRegression model)
    {
        var (residuals, weights) = (new double[rows.Length], new double[rows.Length]);
        var chances = new Dictionary<ulong, double>();
        for (var i = 0; i < rows.Length; i++)
        {
            var pattern = PatternOf(chosen, rows[i]);
            if (!chances.TryGetValue(pattern, out var chance))
            {
                var score = model.Coefficients[^1];
                for (var j = 0; j < chosen.Count; j++)
                    if (((pattern >> j) & 1) != 0) score += model.Coefficients[j];
                chances[pattern] = chance = LogisticRegression.Chance(score);
            }

            residuals[i] = (outcomes[i] ? 1 : 0) - chance;
            weights[i] = chance * (1 - chance);
        }

        return (residuals, weights);
    }

    // Leads that meet the same of a few conditions are alike: the fit needs each such pattern once.
    private static LogisticRegression Refit(
        List<(HistoryColumn Column, ulong Mask)> chosen, int[] rows, bool[] outcomes, LogisticRegression? near = null)
    {
        var patterns = new Dictionary<ulong, (int Wins, int Count)>();
        for (var i = 0; i < rows.Length; i++)
        {
            ref var tally = ref CollectionsMarshal.GetValueRefOrAddDefault(patterns, PatternOf(chosen, rows[i]), out _);
            tally = (tally.Wins + (outcomes[i] ? 1 : 0), tally.Count + 1);
        }

        var (sparse, wins, counts) = (new SparseRows(chosen.Count), new int[patterns.Count], new int[patterns.Count]);
        foreach (var (pattern, tally) in patterns.OrderBy(p => p.Key))
        {
            for (var j = 0; j < chosen.Count; j++)
                if (((pattern >> j) & 1) != 0) sparse.One(j);
            (wins[sparse.Count], counts[sparse.Count]) = tally;
            sparse.EndRow();
        }

        // A model of the same conditions but the last is a good place to start from.
        double[]? start = near?.Coefficients.Length == chosen.Count ? [.. near.Coefficients[..^1], 0, near.Coefficients[^1]] : null;
        return LogisticRegression.Fit(sparse, new(wins, counts), Penalty, start);
    }

    private static ulong PatternOf(List<(HistoryColumn Column, ulong Mask)> chosen, int row)
    {
        var pattern = 0UL;
        for (var j = 0; j < chosen.Count; j++) pattern |= ((chosen[j].Mask >> chosen[j].Column.Bins[row]) & 1) << j;
        return pattern;
    }
}
