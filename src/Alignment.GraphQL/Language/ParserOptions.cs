namespace Alignment.GraphQL.Language;

/// <summary>How much the parser reads before it gives up.</summary>
public sealed record ParserOptions
{
    /// <summary>The deepest nesting any setting allows; the stack of a pool thread holds it with room to spare.</summary>
    public const int DeepestNesting = 500;

    /// <summary>No bound on tokens, 200 levels: for text the host itself wrote.</summary>
    public static ParserOptions Default { get; } = new();

    /// <summary>Names, punctuators and values in one document. Comments and commas are free.</summary>
    /// <value>From 1; the default is no bound.</value>
    public int MaxTokens
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = int.MaxValue;

    /// <summary>Open braces and brackets at any one place: selection sets, lists, input objects and list types alike.</summary>
    /// <value>1 to <see cref="DeepestNesting"/>; the default is 200.</value>
    public int MaxDepth
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, DeepestNesting);
            field = value;
        }
    } = 200;
}
