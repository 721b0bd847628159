namespace Alignment.Core.Leads;

/// <summary>Where a lead stands between marketing and sales. Which moves lead from one to the other: <see cref="LeadLife"/>.</summary>
public enum LeadStatus
{
    /// <summary>With marketing: not yet what both sides agreed a lead is, or at rest after it was taken back.</summary>
    Nurturing,

    /// <summary>Meets the definition in force and waits to be offered.</summary>
    Qualified,

    /// <summary>Offered to one rep, whose answer is awaited.</summary>
    Offered,

    /// <summary>The rep took it; the first touch is awaited.</summary>
    Accepted,

    /// <summary>The rep has been in touch.</summary>
    Working,

    /// <summary>Became a customer.</summary>
    Won,

    /// <summary>Ended without a deal.</summary>
    Lost,

    /// <summary>Taken out, for a reason from the team's list, until reactivated.</summary>
    Disqualified,
}
