namespace Alignment.Core.Leads;

/// <summary>The types a value can have. Values of different types are never equal.</summary>
public enum AttributeKind
{
    /// <summary>No value.</summary>
    Absent,

    /// <summary>Text, compared after trimming and invariant upper-casing.</summary>
    Text,

    /// <summary>A double-precision number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A calendar date.</summary>
    Date,
}
