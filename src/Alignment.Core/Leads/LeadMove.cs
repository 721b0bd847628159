namespace Alignment.Core.Leads;

/// <summary>The moves of a lead's life. From which status each is possible, to which it leads and on which conditions:
/// <see cref="LeadLife"/>.</summary>
public enum LeadMove
{
    /// <summary>The definition in force came to be met.</summary>
    Qualify,

    /// <summary>The definition in force is no longer met.</summary>
    FallBack,

    /// <summary>Offered to a rep.</summary>
    Offer,

    /// <summary>The rep takes it.</summary>
    Accept,

    /// <summary>The rep was in touch with the buyer.</summary>
    Touch,

    /// <summary>A deadline is near and somebody is told.</summary>
    Escalate,

    /// <summary>Offered to another rep instead, as when one leaves.</summary>
    MoveOn,

    /// <summary>The rep gives it back, with a reason.</summary>
    Return,

    /// <summary>Taken back to nurturing, with a reason.</summary>
    Recycle,

    /// <summary>Taken back because a deadline passed.</summary>
    Lapse,

    /// <summary>Taken out, with a reason.</summary>
    Disqualify,

    /// <summary>Ended leads come again.</summary>
    Reactivate,

    /// <summary>A deal is recorded, or an outcome corrected to one.</summary>
    Win,

    /// <summary>An end without a deal is recorded, or an outcome corrected to one.</summary>
    Lose,
}
