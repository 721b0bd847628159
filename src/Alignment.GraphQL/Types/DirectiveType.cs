namespace Alignment.GraphQL.Types;

/// <summary>A directive that the schema knows.</summary>
public sealed class DirectiveType
{
    internal DirectiveType(
        string name, string? description, IReadOnlyList<DirectiveLocation> locations, bool isRepeatable, string? deprecationReason)
    {
        Name = name;
        Description = description;
        Locations = locations;
        IsRepeatable = isRepeatable;
        DeprecationReason = deprecationReason;
    }

    /// <summary>The name, without the at sign.</summary>
    public string Name { get; }

    /// <summary>Markdown for readers of the schema, or null.</summary>
    public string? Description { get; }

    /// <summary>Where it may stand.</summary>
    public IReadOnlyList<DirectiveLocation> Locations { get; }

    /// <summary>Whether it may stand more than once at one place.</summary>
    public bool IsRepeatable { get; }

    /// <summary>Why it should no longer be used, or null.</summary>
    public string? DeprecationReason { get; }

    /// <summary>Whether the specification defines it: <c>@skip</c>, <c>@include</c>, <c>@deprecated</c>, <c>@specifiedBy</c>, <c>@oneOf</c>.</summary>
    public bool IsSpecified => Name is "skip" or "include" or "deprecated" or "specifiedBy" or "oneOf";

    /// <summary>The arguments, in the order of the definition.</summary>
    public FieldCollection<InputField> Arguments { get; internal set; } = FieldCollection<InputField>.Empty;

    /// <summary><c>@name</c>.</summary>
    public override string ToString() => $"@{Name}";
}
