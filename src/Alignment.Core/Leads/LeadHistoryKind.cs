namespace Alignment.Core.Leads;

/// <summary>What a history entry says happened.</summary>
public enum LeadHistoryKind
{
    /// <summary>Recorded for the first time.</summary>
    Captured,

    /// <summary>A source said something new about it.</summary>
    Updated,

    /// <summary>Came to meet the definition in force.</summary>
    Qualified,

    /// <summary>No longer meets it.</summary>
    FellBack,

    /// <summary>Offered to a rep.</summary>
    Offered,

    /// <summary>The rep took it.</summary>
    Accepted,

    /// <summary>The rep was in touch with the buyer.</summary>
    Touched,

    /// <summary>A deadline came near and somebody was told.</summary>
    Escalated,

    /// <summary>Offered to another rep instead.</summary>
    MovedOn,

    /// <summary>The rep gave it back.</summary>
    Returned,

    /// <summary>Taken back to nurturing by a person.</summary>
    Recycled,

    /// <summary>Taken back because a deadline passed.</summary>
    Lapsed,

    /// <summary>Taken out.</summary>
    Disqualified,

    /// <summary>Came again after it had ended.</summary>
    Reactivated,

    /// <summary>A deal was recorded, or an outcome corrected to one.</summary>
    Won,

    /// <summary>An end without a deal was recorded, or an outcome corrected to one.</summary>
    Lost,

    /// <summary>Something recorded by mistake was set right; the entry says what.</summary>
    Corrected,
}
