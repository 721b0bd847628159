namespace Alignment.Core.Leads.Definitions;

/// <summary>What meeting a criterion does, besides giving its points.</summary>
public enum CriterionRole
{
    /// <summary>Nothing: it only scores.</summary>
    Score,

    /// <summary>A lead that does not meet it is not handed off.</summary>
    Require,

    /// <summary>A lead that meets it is disqualified.</summary>
    Exclude,
}
