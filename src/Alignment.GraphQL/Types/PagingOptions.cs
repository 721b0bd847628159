namespace Alignment.GraphQL.Types;

/// <summary>How large the pages of a connection are.</summary>
public sealed record PagingOptions
{
    /// <summary>Items on a page when neither <c>first</c> nor <c>last</c> is given.</summary>
    /// <value>1 to <see cref="MaxPageSize"/>; the default is 10.</value>
    public int DefaultPageSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 10;

    /// <summary>The most that <c>first</c> or <c>last</c> may ask for; more is refused.</summary>
    /// <value>From 1; the default is 100.</value>
    public int MaxPageSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    /// <summary>Whether connections have <c>totalCount</c>.</summary>
    /// <value>The default is true.</value>
    public bool IncludeTotalCount { get; init; } = true;
}
