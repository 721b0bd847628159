using NodaTime;

namespace Alignment.Core.Leads.Assessments;

/// <summary>An assessment told to people.</summary>
/// <param name="Headline">The decision and the sums in a sentence.</param>
/// <param name="Counted">What gave or took points, one sentence a criterion, in the definition's order.</param>
/// <param name="HeldBack">What was capped, limited, too old, hidden, too few or not comparable, and why.</param>
/// <param name="Missing">What keeps the lead from being handed off.</param>
/// <param name="SmallestChange">The least that would have it handed off; null if it is, or if nothing small would do.</param>
/// <param name="NextChangeAt">When the decision changes by itself; null if it does not.</param>
/// <param name="Outlook">When and into what it changes by itself, in a sentence.</param>
public sealed record AssessmentExplanation(
    string Headline, IReadOnlyList<string> Counted, IReadOnlyList<string> HeldBack, IReadOnlyList<string> Missing,
    SmallestChange? SmallestChange, Instant? NextChangeAt, string Outlook);

/// <summary>The least that would have a lead handed off; it was tried, not guessed.</summary>
/// <param name="Steps">What would have to be so, all of it.</param>
/// <param name="Total">The sum of all points the lead would then have.</param>
public sealed record SmallestChange(IReadOnlyList<ChangeStep> Steps, double Total)
{
    /// <summary>The change in a sentence.</summary>
    public string Words => $"It would be handed off given: {string.Join("; ", Steps.Select(s => s.Words))}.";
}

/// <summary>One part of a change.</summary>
/// <param name="CriterionKey">The criterion it serves.</param>
/// <param name="Count">How many more engagements; 0 for a change of another kind.</param>
/// <param name="Words">The part in words, such as <c>2 more webinar_attended</c>.</param>
public sealed record ChangeStep(string CriterionKey, int Count, string Words);
