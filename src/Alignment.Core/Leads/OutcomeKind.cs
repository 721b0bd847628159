namespace Alignment.Core.Leads;

/// <summary>How a lead ended.</summary>
public enum OutcomeKind
{
    /// <summary>With a deal.</summary>
    Won,

    /// <summary>Without one.</summary>
    Lost,
}
