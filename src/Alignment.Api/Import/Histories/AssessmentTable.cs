using System.Globalization;
using System.Text;
using Alignment.Core.Leads.Assessments;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Api.Import.Histories;

/// <summary>Assessments as CSV: a row a lead, and a column of points a criterion.</summary>
internal sealed class AssessmentTable(LeadAssessor assessor)
{
    private readonly StringBuilder line = new();

    public string Header()
    {
        line.Clear().Append("externalId,decision,total,fit,interest,stage,nextChangeAt");
        foreach (var criterion in assessor.Definition.Criteria) Text($"points.{criterion.Key}");
        return line.ToString();
    }

    public string Row(LeadHistory lead, Instant asOf)
    {
        var assessment = assessor.Assess(lead.Facts, asOf);
        line.Clear();
        Quote(lead.ExternalId);
        Text(Decision(assessment.Decision));
        Number(assessment.Total);
        Number(assessment.Fit);
        Number(assessment.Interest);
        Text(assessor.StagesFor(lead.Facts.PersonaKey).Read(lead.Facts, asOf).Stage.Key);
        Text(assessment.NextChange() is { } next ? InstantPattern.ExtendedIso.Format(next) : "");
        foreach (var criterion in assessment.Criteria) Number(criterion.Points);
        return line.ToString();
    }

    private static string Decision(Decision decision) => decision switch
    {
        Core.Leads.Assessments.Decision.HandOff => "handOff",
        Core.Leads.Assessments.Decision.Nurture => "nurture",
        _ => "disqualify",
    };

    private void Number(double number) => line.Append(CultureInfo.InvariantCulture, $",{number:R}");

    private void Text(string text)
    {
        line.Append(',');
        Quote(text);
    }

    private void Quote(string text)
    {
        if (text.AsSpan().ContainsAny(",\"\r\n")) line.Append('"').Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else line.Append(text);
    }
}
