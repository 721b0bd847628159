namespace Alignment.Core.Leads.HandOffs;

/// <summary>How far a hand-off has come.</summary>
public enum HandOffState
{
    /// <summary>The rep's answer is awaited.</summary>
    Offered,

    /// <summary>Accepted; the first touch is awaited.</summary>
    Accepted,

    /// <summary>The rep has been in touch with the buyer.</summary>
    Touched,

    /// <summary>The rep gave the lead back, with a reason.</summary>
    Returned,

    /// <summary>The answer or the first touch was overdue.</summary>
    Lapsed,

    /// <summary>Ended otherwise: an outcome, a disqualification, a recycling, another rep.</summary>
    Closed,
}
