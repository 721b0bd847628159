namespace Alignment.Core.Leads.Assessments;

/// <summary>What happened on the way to a criterion's points, besides counting.</summary>
[Flags]
public enum CriterionRemarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The sum was bounded by the cap.</summary>
    Capped = 1,

    /// <summary>Some engagements came too soon after one that counted.</summary>
    Limited = 2,

    /// <summary>Something matched, but too long ago for the window.</summary>
    OutOfWindow = 4,

    /// <summary>A reset hides some engagements.</summary>
    HiddenByReset = 8,

    /// <summary>Some counted, but fewer than must.</summary>
    TooFew = 16,

    /// <summary>The value has a type that the condition cannot compare.</summary>
    NotComparable = 32,
}
