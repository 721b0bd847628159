using System.Globalization;
using Alignment.Core.Leads.Assessments;
using NodaTime;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Says parts of a definition in words.</summary>
internal static class DefinitionWords
{
    public static string Condition(AttributeCondition condition)
    {
        var name = condition.Attribute;
        var operands = condition.Operands;
        return condition.Operator switch
        {
            ComparisonOperator.EqualTo => $"{name} is {Value(operands[0])}",
            ComparisonOperator.NotEqualTo => $"{name} is not {Value(operands[0])}",
            ComparisonOperator.OneOf => $"{name} is one of {Values(operands)}",
            ComparisonOperator.NoneOf => $"{name} is none of {Values(operands)}",
            ComparisonOperator.AtLeast => $"{name} is at least {Value(operands[0])}",
            ComparisonOperator.AtMost => $"{name} is at most {Value(operands[0])}",
            ComparisonOperator.Between => $"{name} is between {Value(operands[0])} and {Value(operands[1])}",
            ComparisonOperator.Contains => $"{name} contains {Value(operands[0])}",
            ComparisonOperator.Present => $"{name} is known",
            _ => $"{name} is missing",
        };
    }

    /// <summary>A criterion in words, without its key: what it gives and for what.</summary>
    public static string Criterion(Criterion criterion)
    {
        var what = criterion switch
        {
            AttributeCriterion c => Condition(c.Condition),
            EngagementCriterion c => $"each {Filter(c.Filter)}{(c.MinCount > 1 ? $" from {c.MinCount} on" : "")}"
                + (c.Limit is not { } limit ? "" : limit.Every is { } every ? $", one every {CriterionNotes.Say(every)} at most" : ", the first only")
                + Fading(c.HalfLife, c.Within) + (c.Cap is { } cap ? $", {CriterionNotes.Number(cap)} at most" : ""),
            BurstCriterion c => $"{c.Count} {Filter(c.Filter)} within {CriterionNotes.Say(c.Span)}{Fading(c.HalfLife, c.Within)}",
            SequenceCriterion c => $"{CriterionNotes.List(c.First)}, then {CriterionNotes.List(c.Then)} within {CriterionNotes.Say(c.Span)}{Fading(c.HalfLife, c.Within)}",
            InactivityCriterion c => $"no {Filter(c.Filter)} for {CriterionNotes.Say(c.For)}",
            ResetCriterion c => $"{Filter(c.Filter)} hides what came before",
            PersonaCriterion c => $"persona is {CriterionNotes.List(c.Personas)}",
            StageCriterion c => $"stage is {c.AtLeast} or later",
            HistoryCriterion c => $"{HistoryCriterion.Events.First(e => e.Value == c.Event).Key} {(c.AtLeast == 1 ? "at least once" : $"at least {c.AtLeast} times")}",
            _ => criterion.Kind,
        };
        var role = criterion.Role switch { CriterionRole.Require => "required: ", CriterionRole.Exclude => "excluded: ", _ => "" };
        return criterion.Points == 0 ? role + what : $"{role}{Points(criterion.Points)} for {what}";
    }

    /// <summary>Which engagements a filter lets through, in words.</summary>
    public static string Filter(EngagementFilter filter)
    {
        var words = filter.Types is null ? "engagement" : CriterionNotes.List(filter.Types);
        if (filter.Contents is not null) words += $" with {CriterionNotes.List(filter.Contents)}";
        if (filter.Stages is not null) words += $" at stage {CriterionNotes.List(filter.Stages)}";
        return filter.Where is null ? words : $"{words} where {string.Join(" and ", filter.Where.Select(Condition))}";
    }

    private static string Fading(Duration? halfLife, Duration? within) =>
        (halfLife is { } h ? $", halving every {CriterionNotes.Say(h)}" : "") + (within is { } w ? $", within {CriterionNotes.Say(w)}" : "");

    public static string Points(double points) => points.ToString("+0.####;-0.####;0", CultureInfo.InvariantCulture);

    private static string Values(ValueList<AttributeValue> values) => string.Join(", ", values.Select(Value));

    private static string Value(AttributeValue value) => value.Kind == AttributeKind.Text ? $"\"{value}\"" : value.ToString();
}
