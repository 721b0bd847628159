using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>
/// What a definition says of a lead at an instant. The points of the criteria add up to the sums. Texts are made when
/// they are asked for.
/// </summary>
public sealed class Assessment
{
    private readonly LeadAssessor assessor;
    private readonly CriterionOutcome[] outcomes;
    private readonly long asOf;

    internal Assessment(LeadAssessor assessor, LeadFacts facts, long asOf, LeadAssessor.Verdict verdict, CriterionOutcome[] outcomes)
    {
        (this.assessor, Facts, this.asOf, this.outcomes) = (assessor, facts, asOf, outcomes);
        (Decision, Fit, Interest) = verdict;
    }

    /// <summary>The instant of assessment, in microseconds.</summary>
    public Instant AsOf => Moment.ToInstant(asOf);

    /// <summary>What should happen with the lead.</summary>
    public Decision Decision { get; }

    /// <summary>The sum of all points.</summary>
    public double Total => Fit + Interest;

    /// <summary>The sum of the points that speak for fit.</summary>
    public double Fit { get; }

    /// <summary>The sum of the points that speak for interest.</summary>
    public double Interest { get; }

    /// <summary>The definition that was applied.</summary>
    public LeadDefinition Definition => assessor.Definition;

    /// <summary>The lead that was judged.</summary>
    public LeadFacts Facts { get; }

    /// <summary>The result of each criterion, in the definition's order.</summary>
    public CriterionResults Criteria => new(this);

    /// <summary>
    /// The requirements not met, in the definition's order, then of <c>total</c>, <c>fit</c>, <c>interest</c> those below their
    /// threshold; whatever the decision.
    /// </summary>
    public IReadOnlyList<string> Unmet
    {
        get
        {
            var unmet = new List<string>();
            foreach (var criterion in Criteria)
                if (criterion.Criterion.Role == CriterionRole.Require && !criterion.Met) unmet.Add(criterion.Key);
            if (!LeadAssessor.Reaches(Total, Definition.HandOff.Total)) unmet.Add("total");
            if (!LeadAssessor.Reaches(Fit, Definition.HandOff.Fit)) unmet.Add("fit");
            if (!LeadAssessor.Reaches(Interest, Definition.HandOff.Interest)) unmet.Add("interest");
            return unmet;
        }
    }

    /// <summary>
    /// The first whole second after <see cref="AsOf"/> at which the decision differs with nothing new recorded; null if there is
    /// none within 3,650 days.
    /// </summary>
    public Instant? NextChange() => assessor.NextChange(Facts, asOf, Decision, outcomes);

    /// <summary>
    /// The assessment told to people: what counted, what was held back and why, what is missing, the smallest change that would
    /// qualify the lead, and when the decision changes by itself. Tries many changes; meant for one lead at a time.
    /// </summary>
    public AssessmentExplanation Explain() => Explainer.Explain(this);

    internal LeadAssessor Assessor => assessor;

    internal long AsOfMoment => asOf;

    internal ref readonly CriterionOutcome Outcome(int index) => ref outcomes[index];

    internal int Count => outcomes.Length;
}
