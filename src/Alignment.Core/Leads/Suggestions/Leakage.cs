using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Backtests;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>Finds columns that look as if they were written after the outcome.</summary>
internal static class Leakage
{
    private const double MostAuc = 0.9;
    private const double AlmostOnly = 0.95;
    private const int EnoughFilled = 20;

    // A lead's own outcome is taken out of its bin's rate, so that small bins do not separate by themselves.
    private const double PriorWeight = 2;

    public static SuspectedLeak? Suspect(HistoryColumn column, bool[] won, bool isKept)
    {
        var baseRate = won.Count(w => w) / (double)won.Length;
        var (counts, wins) = (new int[column.BinCount], new int[column.BinCount]);
        for (var i = 0; i < won.Length; i++)
        {
            counts[column.Bins[i]]++;
            if (won[i]) wins[column.Bins[i]]++;
        }

        var scores = new double[won.Length];
        for (var i = 0; i < won.Length; i++)
        {
            var bin = column.Bins[i];
            scores[i] = (wins[bin] + (PriorWeight * baseRate)) / (counts[bin] + PriorWeight);
        }

        var auc = RocCurve.Area(scores, (bool[])won.Clone()) ?? 0.5;
        if (auc > MostAuc)
            return new(column.Name, auc, $"Alone it separates won from lost with an AUC of {CriterionNotes.Number(auc)}: more than what is known before the outcome does.", isKept);
        var missing = column is EngagementColumn ? 0 : column.BinCount - 1;
        var (filled, filledWon) = (won.Length - counts[missing], wins.Sum() - wins[missing]);
        if (filled < EnoughFilled || counts[missing] < EnoughFilled || baseRate > AlmostOnly / 1.5 || filledWon < AlmostOnly * filled) return null;
        return new(column.Name, auc, $"It is filled in for {filled} leads, of which {filledWon} were won: it seems to be filled in once a lead is won.", isKept);
    }
}
