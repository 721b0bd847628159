namespace Alignment.Core.Leads.Definitions;

/// <summary>What points speak for.</summary>
public enum Dimension
{
    /// <summary>That the lead is whom we want.</summary>
    Fit,

    /// <summary>That the lead wants us.</summary>
    Interest,
}
