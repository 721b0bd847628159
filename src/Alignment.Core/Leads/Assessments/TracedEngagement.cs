namespace Alignment.Core.Leads.Assessments;

/// <summary>What became of an engagement that a criterion looks at.</summary>
public enum TraceVerdict
{
    /// <summary>It counts.</summary>
    Counted,

    /// <summary>It came too soon after one that counted.</summary>
    Limited,

    /// <summary>It is too long ago.</summary>
    OutOfWindow,

    /// <summary>A reset hides it.</summary>
    HiddenByReset,
}

/// <summary>An engagement that a criterion looks at, and what became of it.</summary>
/// <param name="Engagement">What the buyer did.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Points">What it gives, faded, before the cap; 0 unless it counts.</param>
public readonly record struct TracedEngagement(Engagement Engagement, TraceVerdict Verdict, double Points);
