using System.Text;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>Proposes a definition from history: an integer scorecard that people can read and sign.</summary>
public static class DefinitionSuggester
{
    private const int Folds = 5;
    private const int LeastOfEach = 25;
    private const int MostLeads = 100_000;

    /// <summary>Learns a definition from leads whose outcome is known.</summary>
    /// <param name="history">The leads, of which an even sample of 100,000 is learnt from where there are more. Those without an outcome are used only where no lead is lost: then they stand for those not won.</param>
    /// <param name="options">What may be used; the defaults if left out.</param>
    /// <param name="progress">Told the share of the work done, from 0 to 1.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The suggestion, or why the history does not suffice.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Result<LeadDefinitionSuggestion> Suggest(
        IEnumerable<HistoricLead> history, SuggestionOptions? options = null, IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        options ??= new();
        if (options.MaxCriteria is < 1 or > 50) return new Refusal(RefusalCode.Validation, "A suggestion has 1 to 50 criteria.", "maxCriteria");
        var (rows, openAsLost, known) = RowsOf(history);
        var wins = rows.Count(r => r.Won);
        if (wins < LeastOfEach || rows.Count - wins < LeastOfEach)
        {
            return new Refusal(RefusalCode.Validation,
                $"The history has {wins} won and {rows.Count - wins} other leads with an outcome; at least {LeastOfEach} of each are needed to learn from.", "history");
        }

        var table = HistoryTable.Of(rows);
        var columns = table.Columns.Where(c => IsAskedFor(c.Name, options)).ToList();
        var suspects = columns.Select(c => Leakage.Suspect(c, table.Won, options.KeepSuspects.Contains(c.Name))).OfType<SuspectedLeak>().ToList();
        columns.RemoveAll(c => suspects.Exists(s => s.Column == c.Name && !s.Used));
        if (columns.Count == 0)
            return new Refusal(RefusalCode.Validation, "No column is left to learn from: keep a suspected one by name, or leave out fewer.", "leaveOut");
        return Learn(table, columns, suspects, options, openAsLost, progress, cancellation).Then(suggestion => suggestion with { Known = known });
    }

    private static Result<LeadDefinitionSuggestion> Learn(
        HistoryTable table, List<HistoryColumn> columns, List<SuspectedLeak> suspects, SuggestionOptions options, bool openAsLost,
        IProgress<double>? progress, CancellationToken cancellation)
    {
        var fold = FoldsOf(table.Won, options.Seed);
        var all = Enumerable.Range(0, table.Won.Length).ToArray();
        var (auc, fullAuc) = (new List<double>(), new List<double>());
        for (var held = 0; held < Folds; held++)
        {
            var learn = Array.FindAll(all, r => fold[r] != held);
            var judge = Array.FindAll(all, r => fold[r] == held);
            auc.Add(Scorecard.Fit(columns, table.Won, learn, options.MaxCriteria, cancellation.ThrowIfCancellationRequested).Auc(judge, table.Won) ?? 0.5);
            cancellation.ThrowIfCancellationRequested();
            fullAuc.Add(FullModel.Auc(columns, table.Won, learn, judge) ?? 0.5);
            progress?.Report((held + 1.0) / (Folds + 1));
        }

        var card = Scorecard.Fit(columns, table.Won, all, options.MaxCriteria, cancellation.ThrowIfCancellationRequested);
        progress?.Report(1);
        if (card.Parts.Count == 0)
            return new Refusal(RefusalCode.Validation, "Nothing in this history tells won leads from others.", "history");
        var threshold = BestThreshold(card, all, table.Won);
        return Definition(options.Name, threshold, card).Then(definition => new LeadDefinitionSuggestion(
            definition, auc.Average(), fullAuc.Average(), table.Won.Count(w => w) / (double)table.Won.Length, suspects, table.Won.Length, openAsLost, table.Won.Length));
    }

    private static (List<HistoricRow> Rows, bool OpenAsLost, int Known) RowsOf(IEnumerable<HistoricLead> history)
    {
        var leads = history.ToList();
        var openAsLost = leads.TrueForAll(l => l.Outcome is null or { Won: true });
        var known = openAsLost ? leads : leads.FindAll(l => l.Outcome is not null);
        var all = known.Count;
        if (known.Count > MostLeads) known = [.. known.Where((_, i) => (long)i * MostLeads / known.Count != (i - 1L) * MostLeads / known.Count || i == 0)];
        return ([.. known.Select(l => new HistoricRow(l.Facts, l.Outcome is { Won: true }, l.Outcome?.At))], openAsLost, all);
    }

    private static bool IsAskedFor(string column, SuggestionOptions options) =>
        (options.Only is null || options.Only.Contains(column)) && !options.LeaveOut.Contains(column);

    // Won and other leads are dealt out separately, each in an order that the seed decides.
    private static int[] FoldsOf(bool[] won, int seed)
    {
        var fold = new int[won.Length];
        foreach (var group in Enumerable.Range(0, won.Length).GroupBy(r => won[r]))
        {
            var dealt = 0;
            foreach (var row in group.OrderBy(r => Shuffle(seed, r)).ThenBy(r => r)) fold[row] = dealt++ % Folds;
        }

        return fold;
    }

    // SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Shuffle(int seed, int row)
    {
        unchecked
        {
            var x = (((ulong)(uint)seed << 32) | (uint)row) + 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }

    // Where precision and recall are best together: the greatest F1.
    private static int BestThreshold(Scorecard card, int[] rows, bool[] won)
    {
        var byTotal = rows.GroupBy(card.Total).Select(g => (Total: g.Key, Count: g.Count(), Won: g.Count(r => won[r]))).OrderByDescending(g => g.Total);
        var (handedOff, right, allWon, best, threshold) = (0, 0, won.Count(w => w), -1.0, 0);
        foreach (var (total, count, wins) in byTotal)
        {
            (handedOff, right) = (handedOff + count, right + wins);
            var f1 = 2.0 * right / (handedOff + allWon);
            if (f1 > best) (best, threshold) = (f1, total);
        }

        return threshold;
    }

    private static Result<LeadDefinition> Definition(string name, int threshold, Scorecard card)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal) { "total", "fit", "interest" };
        var criteria = card.Parts.Select(p =>
        {
            var words = p.Column.Words(p.Mask);
            return p.Column.ToCriterion(KeyFor(p.Column.Name, keys), p.Mask, p.Points) with { Label = words.Length <= Criterion.LongestLabel ? words : null };
        });
        return LeadDefinition.Create(name, new(threshold), [.. criteria]);
    }

    private static string KeyFor(string column, HashSet<string> taken)
    {
        var slug = new StringBuilder();
        foreach (var c in column.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c)) slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }

        var stem = slug.ToString().Trim('-') is { Length: > 0 } text ? text[..Math.Min(text.Length, 60)] : "criterion";
        var key = stem;
        for (var n = 2; !taken.Add(key); n++) key = $"{stem}-{n}";
        return key;
    }
}
