namespace Alignment.Core;

/// <summary>The two functions that share the buyer.</summary>
public enum Function
{
    /// <summary>Marketing: speaks to many, early.</summary>
    Marketing,

    /// <summary>Sales: speaks to one at a time, late.</summary>
    Sales,
}
