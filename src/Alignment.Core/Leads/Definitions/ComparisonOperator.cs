namespace Alignment.Core.Leads.Definitions;

/// <summary>How a condition compares a value with what it names.</summary>
public enum ComparisonOperator
{
    /// <summary>The value is the one named, of the same type.</summary>
    EqualTo,

    /// <summary>The value is absent, or another than the one named.</summary>
    NotEqualTo,

    /// <summary>The value is one of those named.</summary>
    OneOf,

    /// <summary>The value is absent, or none of those named.</summary>
    NoneOf,

    /// <summary>A number or date no smaller than the one named.</summary>
    AtLeast,

    /// <summary>A number or date no greater than the one named.</summary>
    AtMost,

    /// <summary>A number or date no smaller than one bound and no greater than the other.</summary>
    Between,

    /// <summary>Text in which the text named occurs.</summary>
    Contains,

    /// <summary>There is a value.</summary>
    Present,

    /// <summary>There is no value.</summary>
    Missing,
}
