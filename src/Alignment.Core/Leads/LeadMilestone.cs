using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>What can have happened to a lead between marketing and sales, as criteria count it.</summary>
public enum LeadMilestoneKind
{
    /// <summary>Offered to sales.</summary>
    HandedOff,

    /// <summary>Given back by a rep, with a reason.</summary>
    Returned,

    /// <summary>Taken back to nurturing in any way, returns and lapses included.</summary>
    Recycled,
}

/// <summary>That something happened to a lead between marketing and sales.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
public readonly record struct LeadMilestone(LeadMilestoneKind Kind, Instant At);
