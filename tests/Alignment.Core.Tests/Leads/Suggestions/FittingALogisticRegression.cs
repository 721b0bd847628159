using Alignment.Core.Leads.Suggestions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Alignment.Core.Tests.Leads.Suggestions;

public class FittingALogisticRegression
{
    [Theory]
    [InlineData(1, 0.01)]
    [InlineData(2, 1)]
    [InlineData(3, 25)]
    public void WhenFitted_ThenAGeneralMinimiserOfThePenalisedLikelihoodAgrees(int seed, double penalty)
    {
        const int Features = 6;
        var random = new Random(seed);
        var truth = Enumerable.Range(0, Features + 1).Select(_ => (random.NextDouble() * 4) - 2).ToArray();
        var rows = new SparseRows(Features);
        var dense = new List<double[]>();
        var outcomes = new List<bool>();
        for (var i = 0; i < 400; i++)
        {
            var row = Enumerable.Range(0, Features).Select(_ => random.Next(2) == 1 ? 1.0 : 0.0).Append(1).ToArray();
            for (var j = 0; j < Features; j++)
                if (row[j] == 1) rows.One(j);
            rows.EndRow();
            dense.Add(row);
            outcomes.Add(random.NextDouble() < LogisticRegression.Chance(row.Zip(truth, (a, b) => a * b).Sum()));
        }

        var design = Matrix<double>.Build.DenseOfRowArrays(dense);
        var wins = Vector<double>.Build.DenseOfEnumerable(outcomes.Select(o => o ? 1.0 : 0.0));
        var penalties = Vector<double>.Build.Dense(Features + 1, j => j < Features ? penalty : 0);
        var objective = ObjectiveFunction.Gradient(
            b => (design * b).Map2((z, y) => Math.Log(1 + Math.Exp(z)) - (y * z), wins).Sum() + (penalties.PointwiseMultiply(b).DotProduct(b) / 2),
            b => (design.TransposeThisAndMultiply((design * b).Map(LogisticRegression.Chance) - wins)) + penalties.PointwiseMultiply(b));
        var expected = new BfgsMinimizer(1e-9, 1e-12, 1e-12, 2000).FindMinimum(objective, Vector<double>.Build.Dense(Features + 1)).MinimizingPoint;

        var fitted = LogisticRegression.Fit(rows, outcomes, penalty);

        for (var j = 0; j <= Features; j++) Assert.Equal(expected[j], fitted.Coefficients[j], 1e-5);
    }

    [Fact]
    public void WhenAFeatureSeparatesPerfectly_ThenTheFitStaysFinite()
    {
        var rows = new SparseRows(1);
        for (var i = 0; i < 100; i++)
        {
            if (i % 2 == 0) rows.One(0);
            rows.EndRow();
        }

        var fitted = LogisticRegression.Fit(rows, [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0)], 1);
        Assert.All(fitted.Coefficients, c => Assert.True(double.IsFinite(c)));
        Assert.True(fitted.Coefficients[0] > 3);
    }
}
