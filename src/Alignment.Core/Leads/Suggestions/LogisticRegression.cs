namespace Alignment.Core.Leads.Suggestions;

/// <summary>Rows of zeros and ones, kept as the places of the ones.</summary>
internal sealed class SparseRows(int features)
{
    private readonly List<int> starts = [0];
    private readonly List<int> ones = [];

    public int Features => features;

    public int Count => starts.Count - 1;

    public ReadOnlySpan<int> this[int row] =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(ones)[starts[row]..starts[row + 1]];

    public void One(int feature) => ones.Add(feature);

    public void EndRow() => starts.Add(ones.Count);
}

/// <summary>
/// Logistic regression with a quadratic penalty on every coefficient but the intercept, fitted by iteratively reweighted least
/// squares, that is Newton's method (Hastie, Tibshirani, Friedman: The Elements of Statistical Learning, 2nd ed., 4.4.1 and
/// 4.4.4), each step solved by Cholesky and halved while it does not improve the penalised likelihood.
/// </summary>
internal sealed class LogisticRegression
{
    private const int MostIterations = 60;
    private const double Enough = 1e-9;

    /// <summary>For each row how many leads it stands for, and how many of them were won.</summary>
    public readonly record struct Tally(int[] Wins, int[] Counts);

    private LogisticRegression(double[] coefficients, double logLikelihood) => (Coefficients, LogLikelihood) = (coefficients, logLikelihood);

    /// <summary>One per feature, then the intercept.</summary>
    public double[] Coefficients { get; }

    /// <summary>The penalised log-likelihood reached.</summary>
    public double LogLikelihood { get; }

    /// <summary>Fits to rows with one outcome each.</summary>
    public static LogisticRegression Fit(SparseRows rows, IReadOnlyList<bool> outcomes, double penalty)
    {
        var counts = new int[outcomes.Count];
        Array.Fill(counts, 1);
        return Fit(rows, new Tally([.. outcomes.Select(o => o ? 1 : 0)], counts), penalty);
    }

    /// <summary>Fits to rows that stand for several equal ones.</summary>
    public static LogisticRegression Fit(SparseRows rows, Tally tally, double penalty, double[]? start = null)
    {
        var size = rows.Features + 1;
        var current = start ?? new double[size];
        var (best, gradient, hessian) = (double.NegativeInfinity, new double[size], new double[size][]);
        for (var i = 0; i < size; i++) hessian[i] = new double[size];
        best = Evaluate(rows, tally, penalty, current, gradient, hessian);
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var step = SolveInPlace(hessian, gradient);
            var (scale, likelihood, next) = (1.0, double.NegativeInfinity, current);
            for (var halving = 0; halving < 30 && !(likelihood >= best); halving++, scale /= 2)
            {
                next = [.. current.Zip(step, (c, s) => c + (scale * s))];
                likelihood = Evaluate(rows, tally, penalty, next, gradient, hessian);
            }

            if (!(likelihood >= best)) break;
            var gained = likelihood - best;
            (current, best) = (next, likelihood);
            if (gained < Enough) break;
        }

        return new(current, best);
    }

    /// <summary>The linear predictor of a row: the logarithm of the odds.</summary>
    public double Score(ReadOnlySpan<int> row)
    {
        var score = Coefficients[^1];
        foreach (var feature in row) score += Coefficients[feature];
        return score;
    }

    public static double Chance(double score) => 1 / (1 + Math.Exp(-score));

    private static double Evaluate(
        SparseRows rows, Tally tally, double penalty, double[] coefficients, double[] gradient, double[][] hessian)
    {
        var intercept = coefficients.Length - 1;
        Array.Clear(gradient);
        foreach (var line in hessian) Array.Clear(line);
        var likelihood = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var score = coefficients[intercept];
            foreach (var feature in row) score += coefficients[feature];
            var chance = Chance(score);
            var (wins, count) = (tally.Wins[i], tally.Counts[i]);
            likelihood -= (wins * Softplus(-score)) + ((count - wins) * Softplus(score));
            var (residual, weight) = (wins - (count * chance), count * chance * (1 - chance));
            gradient[intercept] += residual;
            hessian[intercept][intercept] += weight;
            for (var a = 0; a < row.Length; a++)
            {
                gradient[row[a]] += residual;
                hessian[intercept][row[a]] += weight;
                for (var b = 0; b <= a; b++) hessian[Math.Max(row[a], row[b])][Math.Min(row[a], row[b])] += weight;
            }
        }

        for (var j = 0; j < intercept; j++)
        {
            likelihood -= penalty / 2 * coefficients[j] * coefficients[j];
            gradient[j] -= penalty * coefficients[j];
            hessian[j][j] += penalty;
        }

        return likelihood;
    }

    private static double Softplus(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));

    // Cholesky of the lower triangle, then two substitutions.
    private static double[] SolveInPlace(double[][] matrix, double[] right)
    {
        var size = right.Length;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i][j];
                for (var k = 0; k < j; k++) sum -= matrix[i][k] * matrix[j][k];
                matrix[i][j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / matrix[j][j];
            }
        }

        var solution = (double[])right.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++) solution[i] -= matrix[i][k] * solution[k];
            solution[i] /= matrix[i][i];
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < size; k++) solution[i] -= matrix[k][i] * solution[k];
            solution[i] /= matrix[i][i];
        }

        return solution;
    }
}
