using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using Alignment.GraphQL;
using NodaTime;

namespace Alignment.Api.Leads.Assessments;

/// <summary>What a definition says of a lead at an instant, down to the last point.</summary>
/// <param name="Version">The version that was applied.</param>
/// <param name="Judged">What it says.</param>
[GraphQLName("Assessment")]
public sealed record AssessmentView([property: GraphQLIgnore] LeadDefinitionVersion Version, [property: GraphQLIgnore] Assessment Judged);

[ObjectType<AssessmentView>]
public static partial class AssessmentNode
{
    /// <summary>The instant of assessment: what happened later does not exist.</summary>
    public static Instant GetAsOf([Parent] AssessmentView row) => row.Judged.AsOf;

    /// <summary>The version that was applied.</summary>
    public static LeadDefinitionVersion GetDefinition([Parent] AssessmentView row) => row.Version;

    /// <summary>What should happen with the lead.</summary>
    public static Decision GetDecision([Parent] AssessmentView row) => row.Judged.Decision;

    /// <summary>The sum of all points.</summary>
    public static double GetTotal([Parent] AssessmentView row) => row.Judged.Total;

    /// <summary>The sum of the points that speak for fit.</summary>
    public static double GetFit([Parent] AssessmentView row) => row.Judged.Fit;

    /// <summary>The sum of the points that speak for interest.</summary>
    public static double GetInterest([Parent] AssessmentView row) => row.Judged.Interest;

    /// <summary>The result of each criterion, in the definition's order. Their points add up to the totals.</summary>
    public static IReadOnlyList<CriterionResult> GetCriteria([Parent] AssessmentView row) => row.Judged.Criteria;

    /// <summary>The requirements not met, in the definition's order, then of `total`, `fit`, `interest` those below their threshold.</summary>
    public static IReadOnlyList<string> GetUnmet([Parent] AssessmentView row) => row.Judged.Unmet;

    /// <summary>The first whole second after `asOf` at which the decision is another with nothing new recorded; null if never within ten years.</summary>
    public static Instant? GetNextChangeAt([Parent] AssessmentView row) => row.Judged.NextChange();

    /// <summary>
    /// The assessment told to people: what counted, what was held back and why, what is missing, the smallest change that would qualify the
    /// lead, and when the decision changes by itself.
    /// </summary>
    [Cost(20)]
    public static Task<AssessmentExplanation> GetExplanationAsync([Parent] AssessmentView row, CancellationToken cancellationToken) =>
        Task.Run(row.Judged.Explain, cancellationToken);
}

[ObjectType<CriterionResult>]
public static partial class CriterionResultNode
{
    /// <summary>What happened on the way to the points: what counted, was capped, limited, out of window or not comparable.</summary>
    public static string GetNote([Parent] CriterionResult result) => result.Note;
}
