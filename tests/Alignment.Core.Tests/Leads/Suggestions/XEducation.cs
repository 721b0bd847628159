using System.Globalization;
using System.Text;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Backtests;
using Alignment.Testing;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Suggestions;

/// <summary>The leads of an education company: 9,240 with attributes, web behaviour and outcome, without dates.</summary>
internal static class XEducation
{
    public static readonly string[] WrittenLate =
    [
        "Tags", "Lead Quality", "Lead Profile", "Asymmetrique Activity Index", "Asymmetrique Profile Index", "Asymmetrique Activity Score",
        "Asymmetrique Profile Score",
    ];

    public static readonly string[] LastSeen = ["Last Activity", "Last Notable Activity"];
    private static readonly HashSet<string> Numbers =
        ["TotalVisits", "Total Time Spent on Website", "Page Views Per Visit", "Asymmetrique Activity Score", "Asymmetrique Profile Score"];

    public static List<HistoricLead> Leads()
    {
        var rows = Csv(File.ReadAllText(Repository.PathToShared("data", "x_education", "Leads.csv")));
        var header = rows[0];
        var now = Instant.FromUtc(2020, 1, 1, 0, 0);
        return
        [
            .. rows.Skip(1).Select(row => new HistoricLead(
                new LeadFacts(now, attributes: AttributeSet.Of(header.Select((name, i) => KeyValuePair.Create(name, Value(name, row[i])))
                    .Where(v => v.Key is not ("Prospect ID" or "Lead Number" or "Converted")))),
                new HistoricOutcome(row[Array.IndexOf(header, "Converted")] == "1"))),
        ];
    }

    private static AttributeValue Value(string name, string text) =>
        text is "" or "Select" ? default
        : Numbers.Contains(name) ? AttributeValue.Number(double.Parse(text, CultureInfo.InvariantCulture))
        : AttributeValue.Text(text);

    private static List<string[]> Csv(string text)
    {
        var (rows, row, field, quoted) = (new List<string[]>(), new List<string>(), new StringBuilder(), false);
        foreach (var c in text.TrimStart('\uFEFF').ReplaceLineEndings("\n"))
        {
            if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\n')) field.Append(c);
            else
            {
                row.Add(field.ToString());
                field.Clear();
                if (c != '\n') continue;
                rows.Add([.. row]);
                row.Clear();
            }
        }

        return rows;
    }
}
