using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Leads.Assessments;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Tests.Leads.Assessments;

/// <summary>
/// The meaning of a definition written down as plainly as possible, without regard to speed: the oracle of the property tests.
/// It shares no code with the assessor.
/// </summary>
internal sealed class SlowAssessment
{
    private readonly LeadDefinition definition;
    private readonly LeadFacts facts;
    private readonly Instant asOf;
    private readonly List<Engagement> known;

    /// <param name="knownUntil">What happened later is not known, even if the assessment is later still.</param>
    public SlowAssessment(LeadDefinition definition, LeadFacts facts, Instant asOf, Instant? knownUntil = null)
    {
        (this.definition, this.facts, this.asOf) = (definition, facts, asOf);
        var until = knownUntil ?? asOf;
        known = [.. facts.Engagements.Where(e => e.At <= until).OrderBy(e => e.At).ThenBy(e => e.Position)];
        Results = [.. definition.Criteria.Select(c => (c, Judge(c, until)))];
    }

    public IReadOnlyList<(Criterion Criterion, (bool Met, double Points) Result)> Results { get; }

    public double Fit => Results.Where(r => r.Criterion.Dimension == Dimension.Fit).Sum(r => r.Result.Points);

    public double Interest => Results.Where(r => r.Criterion.Dimension == Dimension.Interest).Sum(r => r.Result.Points);

    public double Total => Fit + Interest;

    public Decision Decision
    {
        get
        {
            if (Results.Any(r => r.Criterion.Role == CriterionRole.Exclude && r.Result.Met)) return Decision.Disqualify;
            var required = Results.Where(r => r.Criterion.Role == CriterionRole.Require).All(r => r.Result.Met);
            return required && Reaches(Total, definition.HandOff.Total) && Reaches(Fit, definition.HandOff.Fit) && Reaches(Interest, definition.HandOff.Interest)
                ? Decision.HandOff
                : Decision.Nurture;
        }
    }

    public int StagePosition
    {
        get
        {
            var furthest = 0;
            for (var stage = 1; stage < Journey.Default.Stages.Count; stage++)
            {
                var evidence = known
                    .Where(e => e.Stage is not null ? Journey.Default.IndexOf(e.Stage) >= stage : e.ContentStages.Any(s => Journey.Default.IndexOf(s) >= stage))
                    .Sum(e => Half(asOf - e.At, Duration.FromDays(60)));
                if (evidence >= 0.5 - 1e-9) furthest = stage;
            }

            return furthest;
        }
    }

    private static bool Reaches(double sum, double? threshold) => threshold is null || sum >= threshold.Value - 1e-9;

    private static double Half(Duration age, Duration halfLife) => Math.Pow(2, -(age.TotalSeconds / halfLife.TotalSeconds));

    private (bool, double) Judge(Criterion criterion, Instant until)
    {
        switch (criterion)
        {
            case AttributeCriterion c:
                return Once(c, Meets(c.Condition, facts.Attributes));
            case PersonaCriterion c:
                return Once(c, facts.PersonaKey is { } persona && c.Personas.Contains(persona));
            case HistoryCriterion c:
                return Once(c, facts.Milestones.Count(m => m.At <= until && m.Kind == c.Event) >= c.AtLeast);
            case StageCriterion c:
                return Once(c, Journey.Default.IndexOf(c.AtLeast) >= 0 && StagePosition >= Journey.Default.IndexOf(c.AtLeast));
            case InactivityCriterion c:
                return Once(c, facts.CreatedAt <= asOf - c.For && !known.Any(e => Matches(c.Filter, e) && e.At > asOf - c.For));
            case EngagementCriterion c:
                return JudgeEngagements(c);
            case BurstCriterion c:
                var matching = Visible().Where(e => Matches(c.Filter, e)).ToList();
                var ends = Enumerable.Range(0, matching.Count)
                    .Where(i => i + 1 >= c.Count && matching[i].At - matching[i + 1 - c.Count].At <= c.Span)
                    .Select(i => matching[i].At).ToList();
                return AtInstant(c, ends, c.Within, c.HalfLife);
            case SequenceCriterion c:
                var followers = Visible()
                    .Where(then => c.Then.Contains(then.Type)
                        && Visible().Any(first => c.First.Contains(first.Type) && first.At < then.At && then.At - first.At <= c.Span))
                    .Select(then => then.At).ToList();
                return AtInstant(c, followers, c.Within, c.HalfLife);
            default:
                return (false, 0);
        }
    }

    private (bool, double) JudgeEngagements(EngagementCriterion c)
    {
        var counted = new List<Engagement>();
        foreach (var e in Visible().Where(e => Matches(c.Filter, e)))
        {
            if (counted.Count > 0 && c.Limit is { } limit && (limit.Every is null || e.At - counted[^1].At < limit.Every)) continue;
            counted.Add(e);
        }

        var left = counted.Where(e => c.Within is null || e.At > asOf - c.Within.Value).ToList();
        if (left.Count < c.MinCount) return (false, 0);
        var sum = left.Sum(e => c.Points * (c.HalfLife is { } h ? Half(asOf - e.At, h) : 1));
        return (true, c.Cap is { } cap ? Math.Clamp(sum, -cap, cap) : sum);
    }

    private (bool, double) AtInstant(Criterion c, List<Instant> instants, Duration? within, Duration? halfLife)
    {
        if (instants.Count == 0) return (false, 0);
        var latest = instants.Max();
        if (within is { } w && asOf >= latest + w) return (false, 0);
        return (true, c.Points * (halfLife is { } h ? Half(asOf - latest, h) : 1));
    }

    private static (bool, double) Once(Criterion criterion, bool met) => (met, met ? criterion.Points : 0);

    private List<Engagement> Visible()
    {
        var resets = definition.Criteria.OfType<ResetCriterion>().SelectMany(r => known.Where(e => Matches(r.Filter, e))).ToList();
        return resets.Count == 0 ? known : [.. known.Where(e => e.At > resets.Max(r => r.At))];
    }

    private static bool Matches(EngagementFilter filter, Engagement e) =>
        (filter.Types is null || filter.Types.Contains(e.Type))
        && (filter.Contents is null || (e.Content is not null && filter.Contents.Contains(e.Content)))
        && (filter.Stages is null || (e.Stage is not null ? filter.Stages.Contains(e.Stage) : e.ContentStages.Any(filter.Stages.Contains)))
        && (filter.Where is null || filter.Where.All(w => Meets(w, e.Properties)));

    private static bool Meets(AttributeCondition condition, AttributeSet set)
    {
        var value = set[condition.Attribute];
        var same = condition.Operands.Any(o => Same(o, value));
        return condition.Operator switch
        {
            ComparisonOperator.EqualTo or ComparisonOperator.OneOf => same,
            ComparisonOperator.NotEqualTo or ComparisonOperator.NoneOf => !same,
            ComparisonOperator.Present => !value.IsAbsent,
            ComparisonOperator.Missing => value.IsAbsent,
            ComparisonOperator.Contains => value.Kind == AttributeKind.Text && Fold(value).Contains(Fold(condition.Operands[0]), StringComparison.Ordinal),
            _ => value.Kind == AttributeKind.Number && condition.Operands[0].Kind == AttributeKind.Number && condition.Operator switch
            {
                ComparisonOperator.AtLeast => value.AsNumber() >= condition.Operands[0].AsNumber(),
                ComparisonOperator.AtMost => value.AsNumber() <= condition.Operands[0].AsNumber(),
                _ => value.AsNumber() >= condition.Operands[0].AsNumber() && value.AsNumber() <= condition.Operands[1].AsNumber(),
            },
        };
    }

    private static bool Same(AttributeValue a, AttributeValue b) => a.Kind == b.Kind && a.Kind switch
    {
        AttributeKind.Text => Fold(a) == Fold(b),
        AttributeKind.Number => a.AsNumber() == b.AsNumber(),
        AttributeKind.Boolean => a.AsBoolean() == b.AsBoolean(),
        _ => false,
    };

    private static string Fold(AttributeValue text) => text.AsText().Trim().ToUpperInvariant();
}
