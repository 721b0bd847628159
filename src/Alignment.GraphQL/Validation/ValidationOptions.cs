namespace Alignment.GraphQL.Validation;

/// <summary>How a document is validated.</summary>
public sealed record ValidationOptions
{
    /// <summary>100 errors at most, with suggestions.</summary>
    public static ValidationOptions Default { get; } = new();

    /// <summary>After this many errors validation stops and says so, which keeps a wrong document from costing more than a right one.</summary>
    /// <value>From 1; the default is 100.</value>
    public int MaxErrors
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    /// <summary>Whether messages may say "Did you mean": suggestions name parts of the schema, so a host that hides its schema turns them off.</summary>
    /// <value>The default is true.</value>
    public bool Suggestions { get; init; } = true;
}
