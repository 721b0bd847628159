using System.Globalization;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>Tells an assessment to people.</summary>
internal static class Explainer
{
    private const CriterionRemarks HoldingBack = CriterionRemarks.Capped | CriterionRemarks.Limited | CriterionRemarks.OutOfWindow
        | CriterionRemarks.HiddenByReset | CriterionRemarks.TooFew | CriterionRemarks.NotComparable;

    public static AssessmentExplanation Explain(Assessment assessment)
    {
        var results = assessment.Criteria.ToList();
        var next = assessment.NextChange();
        return new(
            $"{Say(assessment.Decision)}: {CriterionNotes.Number(assessment.Total)} points, {CriterionNotes.Number(assessment.Fit)} of fit and {CriterionNotes.Number(assessment.Interest)} of interest.",
            [.. results.Where(r => r.Points != 0).Select(r => $"{DefinitionWords.Points(Math.Round(r.Points, 2))} {Name(r)}: {r.Note}")],
            [.. results.Where(r => (r.Remarks & HoldingBack) != 0).Select(r => $"{Name(r)}: {r.Note}")],
            [.. Missing(assessment, results)],
            assessment.Decision == Decision.HandOff ? null : new ChangeSearch(assessment).Find(),
            next,
            Outlook(assessment, next));
    }

    private static IEnumerable<string> Missing(Assessment assessment, List<CriterionResult> results)
    {
        foreach (var result in results)
        {
            if (result.Criterion.Role == CriterionRole.Exclude && result.Met) yield return $"Excluded by {Name(result)}: {result.Note}";
            if (result.Criterion.Role == CriterionRole.Require && !result.Met) yield return $"Required but not met, {Name(result)}: {result.Note}";
        }

        var thresholds = assessment.Definition.HandOff;
        foreach (var (name, has, needs) in ((string, double, double?)[])
            [("total", assessment.Total, thresholds.Total), ("fit", assessment.Fit, thresholds.Fit), ("interest", assessment.Interest, thresholds.Interest)])
        {
            if (!LeadAssessor.Reaches(has, needs)) yield return Lacking(name, has, needs!.Value);
        }
    }

    private static string Lacking(string name, double has, double needs) =>
        $"{CriterionNotes.Number(Math.Max(needs - has, 0.01))} more points of {name} are needed: {CriterionNotes.Number(has)} of {CriterionNotes.Number(needs)}.";

    private static string Outlook(Assessment assessment, Instant? next)
    {
        if (next is not { } at) return "With nothing new, the decision stays as it is.";
        var then = assessment.Assessor.Expect(assessment.Facts, assessment.AsOfMoment, at);
        return string.Create(CultureInfo.InvariantCulture, $"With nothing new, it becomes \"{Say(then)}\" at {at}.");
    }

    private static string Name(CriterionResult result) => result.Label ?? result.Key;

    private static string Say(Decision decision) => decision switch
    {
        Decision.HandOff => "Hand off",
        Decision.Disqualify => "Disqualify",
        _ => "Nurture",
    };
}
