using NodaTime;

namespace Alignment.Core.Leads.Suggestions;

/// <summary>The history in columns of bins. The bins do not look at outcomes.</summary>
internal sealed class HistoryTable
{
    private const int MostValues = HistoryColumn.MostBins - 2;
    private const int MostNumberBins = 24;
    private const int MostEngagementTypes = 40;
    private const int LeastLeads = 10;

    private HistoryTable(IReadOnlyList<HistoryColumn> columns, bool[] won) => (Columns, Won) = (columns, won);

    public IReadOnlyList<HistoryColumn> Columns { get; }

    public bool[] Won { get; }

    public static HistoryTable Of(IReadOnlyList<HistoricRow> rows)
    {
        var columns = new List<HistoryColumn>();
        var names = rows.SelectMany(r => r.Facts.Attributes).Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
            if (OfAttribute(name, rows.Select(r => r.Facts.Attributes[name]).ToArray()) is { } column) columns.Add(column);
        var personas = rows.Select(r => AttributeValue.Text(r.Facts.PersonaKey)).ToArray();
        if (OfCategories("persona", personas, byText: v => v.AsText(), isPersona: true) is { } persona) columns.Add(persona);
        columns.AddRange(OfEngagements(rows));
        return new(columns, [.. rows.Select(r => r.Won)]);
    }

    private static HistoryColumn? OfAttribute(string name, AttributeValue[] values)
    {
        var numbers = values.Count(v => v.IsNumber);
        return numbers * 2 > values.Count(v => !v.IsAbsent)
            ? OfNumbers(name, values)
            : OfCategories(name, values, byText: v => v.Kind == AttributeKind.Text ? v.Folded! : v.ToString(), isPersona: false);
    }

    private static NumberColumn? OfNumbers(string name, AttributeValue[] values)
    {
        var sorted = values.Where(v => v.IsNumber).Select(v => v.AsNumber()).Order().ToArray();
        if (LooksLikeAnIdentifier(sorted)) return null;
        var (lows, highs) = (new List<double>(), new List<double>());
        var size = Math.Max(LeastLeads, (double)sorted.Length / MostNumberBins);
        for (var i = 0; i < sorted.Length;)
        {
            var end = Math.Min(sorted.Length, i + (int)Math.Ceiling(size));
            while (end < sorted.Length && sorted[end] == sorted[end - 1]) end++;
            if (sorted.Length - end < LeastLeads) end = sorted.Length;
            lows.Add(sorted[i]);
            highs.Add(sorted[end - 1]);
            i = end;
        }

        if (lows.Count == 0) return null;
        var bins = Array.ConvertAll(values, v => (byte)(v.IsAbsent ? lows.Count + 1 : !v.IsNumber ? lows.Count : BinOf(v.AsNumber())));
        var missing = values.Any(v => v.IsAbsent);
        return lows.Count == 1 && !missing ? null : new(name, bins, lows, highs, missing);

        int BinOf(double number) => Math.Max(0, lows.FindLastIndex(low => number >= low));
    }

    // Whole numbers, all different, one for each lead.
    private static bool LooksLikeAnIdentifier(double[] sorted) =>
        sorted.Length > 500 && Array.TrueForAll(sorted, n => n == Math.Floor(n)) && sorted.Zip(sorted.Skip(1)).All(p => p.First != p.Second);

    private static CategoryColumn? OfCategories(string name, AttributeValue[] values, Func<AttributeValue, string> byText, bool isPersona)
    {
        var least = Math.Max(LeastLeads, values.Length / 500);
        var counted = values.Where(v => !v.IsAbsent).GroupBy(byText, StringComparer.Ordinal)
            .Select(g => (Text: g.Key, Value: g.First(), Count: g.Count()))
            .OrderByDescending(g => g.Count).ThenBy(g => g.Text, StringComparer.Ordinal).ToList();
        var frequent = counted.Where(g => g.Count >= least).Take(MostValues).ToList();
        var bin = frequent.Select((g, i) => (g.Text, i)).ToDictionary(g => g.Text, g => (byte)g.i, StringComparer.Ordinal);
        var (rare, missing) = ((byte)frequent.Count, (byte)(frequent.Count + 1));
        var bins = Array.ConvertAll(values, v => v.IsAbsent ? missing : bin.GetValueOrDefault(byText(v), rare));
        if (frequent.Count == 0 || bins.Distinct().Count() < 2) return null;
        return new(name, bins, [.. frequent.Select(f => f.Value)], bins.Contains(rare), bins.Contains(missing), isPersona);
    }

    private static IEnumerable<EngagementColumn> OfEngagements(IReadOnlyList<HistoricRow> rows)
    {
        var leadsByType = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
            foreach (var type in row.Engagements().Select(e => e.Type).Distinct(StringComparer.Ordinal))
                leadsByType[type] = leadsByType.GetValueOrDefault(type) + 1;
        return leadsByType.Where(t => t.Value >= LeastLeads).OrderByDescending(t => t.Value).ThenBy(t => t.Key, StringComparer.Ordinal).Take(MostEngagementTypes)
            .Select(t => new EngagementColumn(t.Key, [.. rows.Select(r => EngagementColumn.BinOf(r.Engagements().Count(e => e.Type == t.Key)))]));
    }
}

/// <summary>A lead to learn from: what was known of it by its outcome, and whether it was won.</summary>
internal sealed record HistoricRow(LeadFacts Facts, bool Won, Instant? Until)
{
    public IEnumerable<Engagement> Engagements() => Until is { } until ? Facts.Engagements.Where(e => e.At < until) : Facts.Engagements;
}
