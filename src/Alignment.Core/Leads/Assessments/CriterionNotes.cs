using System.Globalization;
using Alignment.Core.Leads.Definitions;
using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>Says why a criterion gave what it gave, in a sentence for people.</summary>
internal static class CriterionNotes
{
    public static string Render(Assessment assessment, int index)
    {
        var outcome = assessment.Outcome(index);
        return assessment.Assessor.CriterionAt(index) switch
        {
            AttributeCriterion c => OfAttribute(c.Condition, assessment.Facts.Attributes[c.Condition.Attribute], outcome),
            PersonaCriterion => assessment.Facts.PersonaKey is { } persona ? $"The persona is {persona}." : "The lead has no persona.",
            StageCriterion c => OfStage(c, assessment),
            HistoryCriterion c => $"{Times(outcome.Counted ?? 0)} {HistoryCriterion.Events.First(e => e.Value == c.Event).Key}; {c.AtLeast} needed.",
            InactivityCriterion c => OfInactivity(c, assessment, index),
            BurstCriterion c => OfInstant(assessment, index, outcome, $"{c.Count} within {Say(c.Span)}", c.Within),
            SequenceCriterion c => OfInstant(assessment, index, outcome, $"{List(c.First)}, then {List(c.Then)} within {Say(c.Span)}", c.Within),
            ResetCriterion => OfReset(assessment, index),
            EngagementCriterion c => OfEngagements(c, assessment, index, outcome),
            _ => "",
        };
    }

    public static string Say(Duration duration)
    {
        var (days, rest) = (duration.Days, duration - Duration.FromDays(duration.Days));
        if (rest == Duration.Zero) return days == 1 ? "1 day" : $"{days} days";
        if (duration.TotalHours == Math.Floor(duration.TotalHours)) return duration.TotalHours == 1 ? "1 hour" : $"{(long)duration.TotalHours} hours";
        return IsoDuration.Format(duration);
    }

    public static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    public static string List(IEnumerable<string> words) => string.Join(" or ", words);

    private static string OfAttribute(AttributeCondition condition, AttributeValue value, CriterionOutcome outcome)
    {
        if (value.IsAbsent) return $"{condition.Attribute} is absent.";
        var said = value.Kind == AttributeKind.Text ? $"\"{value}\"" : value.ToString();
        return (outcome.Remarks & (short)CriterionRemarks.NotComparable) == 0
            ? $"{condition.Attribute} is {said}."
            : $"{condition.Attribute} is {said}, {Article(value.Kind)}, and cannot be compared: {DefinitionWords.Condition(condition)} takes {Wanted(condition)}.";
    }

    private static string OfStage(StageCriterion criterion, Assessment assessment)
    {
        var reader = assessment.Assessor.StagesFor(assessment.Facts.PersonaKey);
        if (reader.Journey.IndexOf(criterion.AtLeast) < 0) return $"The journey {reader.Journey.Key} does not know the stage {criterion.AtLeast}.";
        var reading = reader.Read(assessment.Facts, assessment.AsOf);
        return $"The lead reads as {reading.Stage.Key}, evidence {Number(reading.Evidence)}.";
    }

    private static string OfInactivity(InactivityCriterion criterion, Assessment assessment, int index)
    {
        var latest = assessment.Assessor.LatestMatch(index, assessment.Facts, assessment.AsOfMoment);
        if (latest is not null) return $"The last activity was {Say(assessment.AsOf, latest.At)} ({latest.Type}); {Say(criterion.For)} without any are needed.";
        return assessment.Facts.CreatedAt <= assessment.AsOf - criterion.For
            ? "No activity at all."
            : $"No activity, but the lead is not {Say(criterion.For)} old.";
    }

    private static string OfReset(Assessment assessment, int index) =>
        assessment.Assessor.LatestMatch(index, assessment.Facts, assessment.AsOfMoment) is { } latest
            ? $"What happened up to {latest.At} ({latest.Type}) is hidden."
            : "Nothing is hidden.";

    private static string OfInstant(Assessment assessment, int index, CriterionOutcome outcome, string what, Duration? within)
    {
        var remarks = (CriterionRemarks)outcome.Remarks;
        if (outcome.Met) return $"Last met {Say(assessment.AsOf, assessment.Assessor.InstantOf(index, assessment.Facts, assessment.AsOfMoment))}: {what}.";
        if (remarks.HasFlag(CriterionRemarks.OutOfWindow))
            return $"Last met {Say(assessment.AsOf, assessment.Assessor.InstantOf(index, assessment.Facts, assessment.AsOfMoment))}, longer ago than {Say(within!.Value)}.";
        return remarks.HasFlag(CriterionRemarks.HiddenByReset) ? $"Not met since the reset: {what}." : $"Not met: {what}.";
    }

    private static string OfEngagements(EngagementCriterion criterion, Assessment assessment, int index, CriterionOutcome outcome)
    {
        var trace = assessment.Assessor.Trace(index, assessment.Facts, assessment.AsOfMoment);
        var parts = new List<string> { outcome.Counted == 0 ? "None counted" : $"{outcome.Counted} counted" };
        if (outcome.Counted > 0 && criterion.HalfLife is { } halfLife) parts[0] += $", halving every {Say(halfLife)}";
        if (outcome.Counted < criterion.MinCount && criterion.MinCount > 1) parts.Add($"{criterion.MinCount} are needed");
        if (Count(TraceVerdict.Limited) is > 0 and var limited)
            parts.Add(criterion.Limit?.Every is { } every ? $"{limited} left out: one every {Say(every)}" : $"{limited} left out: only the first counts");
        if (Count(TraceVerdict.OutOfWindow) is > 0 and var old) parts.Add($"{old} longer ago than {Say(criterion.Within!.Value)}");
        if (Count(TraceVerdict.HiddenByReset) is > 0 and var hidden) parts.Add($"{hidden} hidden by a reset");
        if (((CriterionRemarks)outcome.Remarks).HasFlag(CriterionRemarks.Capped))
            parts.Add($"capped at {Number(criterion.Cap!.Value)} (would be {Number(trace.Sum(t => t.Points))})");
        return $"{string.Join("; ", parts)}.";

        int Count(TraceVerdict verdict) => trace.Count(t => t.Verdict == verdict);
    }

    private static string Say(Instant now, Instant then) => Duration.FromDays((int)(now - then).TotalDays) is var whole && whole == Duration.Zero
        ? "within the last day"
        : $"{Say(whole)} ago";

    private static string Times(int count) => count == 1 ? "Once" : $"{count} times";

    private static string Article(AttributeKind kind) => kind switch
    {
        AttributeKind.Number => "a number",
        AttributeKind.Boolean => "true or false",
        AttributeKind.Date => "a date",
        _ => "text",
    };

    private static string Wanted(AttributeCondition condition) => condition.Operator == ComparisonOperator.Contains
        ? "text"
        : condition.Operands[0].IsNumber ? "a number" : "a date";
}
