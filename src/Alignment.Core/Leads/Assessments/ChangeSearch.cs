using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>
/// Finds the least that would have a lead handed off, by trying: first what is required or excluded, then with it every single
/// change, then every two. Fewer parts come before fewer engagements.
/// </summary>
internal sealed class ChangeSearch(Assessment assessment)
{
    private const int MostEngagements = 20;
    private const int MostTries = 3000;
    private readonly LeadAssessor assessor = assessment.Assessor;
    private int tries;

    /// <summary>A change that can be tried on a lead.</summary>
    /// <param name="Step">How to tell it.</param>
    /// <param name="Attribute">An attribute to set; null for none.</param>
    /// <param name="Value">What to set it to.</param>
    /// <param name="Persona">The persona to give; null for none.</param>
    /// <param name="Engagements">What to happen, and when.</param>
    private sealed record Change(
        ChangeStep Step, string? Attribute = null, AttributeValue Value = default, string? Persona = null, IReadOnlyList<Engagement>? Engagements = null)
    {
        public IReadOnlyList<Engagement> Happenings => Engagements ?? [];
    }

    public SmallestChange? Find()
    {
        var mandatory = new List<Change>();
        var optional = new List<List<Change>>();
        foreach (var result in assessment.Criteria)
        {
            var criterion = result.Criterion;
            if (criterion.Role == CriterionRole.Exclude && result.Met)
            {
                if (Undo(criterion) is not { } undo) return null;
                mandatory.Add(undo);
            }
            else if (criterion.Role == CriterionRole.Require && !result.Met)
            {
                if (Ways(criterion).Find(w => Sets(criterion, w)) is not { } way) return null;
                mandatory.Add(way);
            }
            else if (criterion.Points > 0 && criterion.Role != CriterionRole.Exclude) optional.Add(Ways(criterion));
            else if (criterion.Points < 0 && result.Met && Undo(criterion) is { } undo) optional.Add([undo]);
        }

        if (mandatory.Count > 0 && Try(mandatory) is { } enough) return enough;
        return FirstOf(optional.SelectMany(ways => ways.Select(w => (List<Change>)[.. mandatory, w])))
            ?? FirstOf(optional.SelectMany((ways, i) => optional.Skip(i + 1).SelectMany(others =>
                ways.Take(3).SelectMany(one => others.Take(3).Select(other => (List<Change>)[.. mandatory, one, other])))));
    }

    private SmallestChange? FirstOf(IEnumerable<List<Change>> candidates)
    {
        foreach (var candidate in candidates.OrderBy(c => c.Sum(s => s.Step.Count)))
        {
            if (++tries > MostTries) return null;
            if (Try(candidate) is { } found) return found;
        }

        return null;
    }

    private SmallestChange? Try(List<Change> changes)
    {
        var (then, at) = Apply(changes);
        var result = assessor.Assess(then, at);
        return result.Decision == Decision.HandOff ? new([.. changes.Select(c => c.Step)], result.Total) : null;
    }

    private (LeadFacts Facts, Instant At) Apply(List<Change> changes)
    {
        var facts = assessment.Facts;
        var attributes = facts.Attributes;
        foreach (var change in changes)
            if (change.Attribute is { } name) attributes = attributes.With(name, change.Value);
        var happenings = changes.SelectMany(c => c.Happenings).ToList();
        var at = happenings.Select(h => h.At).Append(assessment.AsOf).Max();

        // What is recorded for later than now is no part of the question.
        var log = facts.Engagements.Where(e => e.At <= assessment.AsOf).Concat(happenings);
        return (new(facts.CreatedAt, changes.Find(c => c.Persona is not null)?.Persona ?? facts.PersonaKey, attributes, log, facts.Milestones.Where(m => m.At <= assessment.AsOf)), at);
    }

    private bool Sets(Criterion criterion, Change way)
    {
        var (facts, at) = Apply([way]);
        return assessor.Assess(facts, at).Criteria.Any(r => r.Key == criterion.Key && r.Met);
    }

    // Ways to meet a criterion, or to get more out of it, the least first.
    private List<Change> Ways(Criterion criterion) => criterion switch
    {
        AttributeCriterion c when !Result(c).Met => [new(new(c.Key, 0, DefinitionWords.Condition(c.Condition)), c.Condition.Attribute, Satisfying(c.Condition))],
        PersonaCriterion c when !Result(c).Met => [new(new(c.Key, 0, $"persona {c.Personas[0]}"), Persona: c.Personas[0])],
        StageCriterion c when !Result(c).Met =>
            [new(new(c.Key, 1, $"1 more engagement at stage {c.AtLeast}"), Engagements: [new(assessment.AsOf, "engagement", NextPosition, stage: c.AtLeast)])],
        EngagementCriterion c => [.. Enumerable.Range(1, MostEngagements).Select(n => More(c, c.Filter, n, Spacing(c)))],
        BurstCriterion c when !Result(c).Met && c.Count <= MostEngagements => [More(c, c.Filter, c.Count, Duration.Zero)],
        SequenceCriterion c when !Result(c).Met =>
        [
            new(new(c.Key, 1, $"1 more {c.Then[0]}"), Engagements: [new(assessment.AsOf, c.Then[0], NextPosition)]),
            new(new(c.Key, 2, $"1 more {c.First[0]}, then 1 more {c.Then[0]}"), Engagements:
                [new(assessment.AsOf, c.First[0], NextPosition), new(assessment.AsOf + Duration.FromMilliseconds(1), c.Then[0], NextPosition + 1)]),
        ],
        _ => [],
    };

    // A way to no longer meet a criterion, where there is one that does not undo what has happened.
    private Change? Undo(Criterion criterion) => criterion switch
    {
        AttributeCriterion c => new(
            new(c.Key, 0, $"it no longer being so that {DefinitionWords.Condition(c.Condition)}"), c.Condition.Attribute,
            c.Condition.Operator switch
            {
                ComparisonOperator.Missing => AttributeValue.Text("known"),
                ComparisonOperator.NotEqualTo or ComparisonOperator.NoneOf => c.Condition.Operands[0],
                _ => default,
            }),
        InactivityCriterion c => More(c, c.Filter, 1, Duration.Zero),
        _ => null,
    };

    private Change More(Criterion criterion, EngagementFilter filter, int count, Duration spacing)
    {
        var properties = AttributeSet.Empty;
        foreach (var condition in filter.Where ?? []) properties = properties.With(condition.Attribute, Satisfying(condition));
        var first = FirstTurn(criterion as EngagementCriterion);
        var engagements = Enumerable.Range(0, count).Select(i => new Engagement(
            first + (spacing * i), filter.Types?[0] ?? "engagement", NextPosition + i, filter.Contents?[0], filter.Stages?[0], properties: properties));
        var pace = count > 1 && spacing > Duration.Zero ? $", {CriterionNotes.Say(spacing)} apart" : "";
        return new(new(criterion.Key, count, $"{count} more {DefinitionWords.Filter(filter)}{pace}"), Engagements: [.. engagements]);
    }

    // The limit may not let one count yet.
    private Instant FirstTurn(EngagementCriterion? criterion)
    {
        if (criterion?.Limit?.Every is not { } every) return assessment.AsOf;
        var last = Result(criterion).Trace().Where(t => t.Verdict is TraceVerdict.Counted or TraceVerdict.OutOfWindow).Select(t => t.Engagement.At + every);
        return last.Append(assessment.AsOf).Max();
    }

    private static Duration Spacing(EngagementCriterion criterion) => criterion.Limit?.Every ?? Duration.Zero;

    private CriterionResult Result(Criterion criterion) => assessment.Criteria.First(r => r.Key == criterion.Key);

    private static AttributeValue Satisfying(AttributeCondition condition) => condition.Operator switch
    {
        ComparisonOperator.Present => AttributeValue.Text("known"),
        ComparisonOperator.Missing or ComparisonOperator.NotEqualTo or ComparisonOperator.NoneOf => default,
        ComparisonOperator.AtLeast or ComparisonOperator.AtMost or ComparisonOperator.Between =>
            condition.Operands[0].IsNumber ? condition.Operands[0] : AttributeCondition.DateOf(condition.Operands[0]),
        _ => condition.Operands[0],
    };

    private long NextPosition => assessment.Facts.Engagements.Select(e => e.Position).DefaultIfEmpty().Max() + 1;
}
