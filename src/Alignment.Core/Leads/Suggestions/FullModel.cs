using Alignment.Core.Leads.Backtests;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>A logistic regression over every bin of every column: what a scorecard is measured by.</summary>
internal static class FullModel
{
    private const double Penalty = 1;

    public static double? Auc(IReadOnlyList<HistoryColumn> columns, bool[] won, int[] learn, int[] judge)
    {
        var model = LogisticRegression.Fit(Rows(columns, learn), Array.ConvertAll(learn, r => won[r]), Penalty);
        var rows = Rows(columns, judge);
        return RocCurve.Area([.. Enumerable.Range(0, judge.Length).Select(i => model.Score(rows[i]))], Array.ConvertAll(judge, r => won[r]));
    }

    private static SparseRows Rows(IReadOnlyList<HistoryColumn> columns, int[] which)
    {
        var rows = new SparseRows(columns.Sum(c => c.BinCount));
        foreach (var row in which)
        {
            var offset = 0;
            foreach (var column in columns)
            {
                rows.One(offset + column.Bins[row]);
                offset += column.BinCount;
            }

            rows.EndRow();
        }

        return rows;
    }
}
