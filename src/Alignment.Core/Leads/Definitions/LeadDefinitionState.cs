namespace Alignment.Core.Leads.Definitions;

/// <summary>How far a version of a lead definition has come.</summary>
public enum LeadDefinitionState
{
    /// <summary>Written, signed by nobody; may be redrafted.</summary>
    Draft,

    /// <summary>Signed by one function.</summary>
    Proposed,

    /// <summary>Signed by both functions, and in force.</summary>
    Agreed,

    /// <summary>Was in force until a newer version was agreed.</summary>
    Superseded,

    /// <summary>Given up before it was agreed.</summary>
    Withdrawn,
}
