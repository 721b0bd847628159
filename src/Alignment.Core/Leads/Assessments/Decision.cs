namespace Alignment.Core.Leads.Assessments;

/// <summary>What an assessment says should become of a lead.</summary>
public enum Decision
{
    /// <summary>It is what both sides agreed a lead is.</summary>
    HandOff,

    /// <summary>Not yet.</summary>
    Nurture,

    /// <summary>A criterion excludes it.</summary>
    Disqualify,
}
