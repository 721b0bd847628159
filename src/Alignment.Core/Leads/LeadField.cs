namespace Alignment.Core.Leads;

/// <summary>The fields of a lead that history keeps. Instants and amounts are kept as text, exactly.</summary>
public static class LeadField
{
    /// <summary>The status, as <see cref="LeadStatus"/> names it.</summary>
    public const string Status = "status";

    /// <summary>The key of the persona.</summary>
    public const string Persona = "persona";

    /// <summary>When the lead came to be: ISO 8601.</summary>
    public const string CreatedAt = "createdAt";

    /// <summary>The person's name.</summary>
    public const string Name = "name";

    /// <summary>The person's address.</summary>
    public const string Email = "email";

    /// <summary>Where the person works.</summary>
    public const string Company = "company";

    /// <summary>The key of the rep who has it.</summary>
    public const string Owner = "owner";

    /// <summary>The date to try again.</summary>
    public const string TryAgainOn = "tryAgainOn";

    /// <summary>Won or lost.</summary>
    public const string Outcome = "outcome";

    /// <summary>When it was won or lost: ISO 8601.</summary>
    public const string OutcomeAt = "outcome.at";

    /// <summary>The deal's worth.</summary>
    public const string OutcomeAmount = "outcome.amount";

    /// <summary>The currency of the amount.</summary>
    public const string OutcomeCurrency = "outcome.currency";

    /// <summary>The key of the rep who closed it.</summary>
    public const string OutcomeRep = "outcome.rep";

    /// <summary>Why it was won or lost.</summary>
    public const string OutcomeReason = "outcome.reason";

    /// <summary>What an attribute's name follows.</summary>
    public const string AttributePrefix = "attributes.";
}
