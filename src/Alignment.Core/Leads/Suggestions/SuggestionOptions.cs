namespace Alignment.Core.Leads.Suggestions;

/// <summary>What a suggestion may use.</summary>
public sealed record SuggestionOptions
{
    /// <summary>How many criteria at most, from 1 to 50.</summary>
    /// <value>10 by default.</value>
    public int MaxCriteria { get; init; } = 10;

    /// <summary>The only columns to use: names of attributes, <c>persona</c>, or <c>engagement: TYPE</c>; null for all.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }

    /// <summary>Columns to leave out.</summary>
    public IReadOnlyCollection<string> LeaveOut { get; init; } = [];

    /// <summary>Columns to use even where they look as if they were written after the outcome.</summary>
    public IReadOnlyCollection<string> KeepSuspects { get; init; } = [];

    /// <summary>Decides which lead is in which fold; the same seed gives the same suggestion.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>What people are to call the definition.</summary>
    public string Name { get; init; } = "Suggested from history";
}
