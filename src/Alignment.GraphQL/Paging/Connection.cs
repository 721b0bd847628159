namespace Alignment.GraphQL;

/// <summary>How many items there are behind all pages.</summary>
/// <param name="Value">From 0.</param>
/// <param name="IsEstimate">Whether the figure is only about right.</param>
public readonly record struct TotalCount(int Value, bool IsEstimate = false)
{
    /// <summary>An exact count.</summary>
    public static implicit operator TotalCount(int value) => new(value);
}

/// <summary>An item with the cursor that leads to it.</summary>
/// <typeparam name="T">The class of the items.</typeparam>
/// <param name="Node">The item.</param>
/// <param name="Cursor">Opaque to clients.</param>
public sealed record Edge<T>(T Node, string Cursor);

/// <summary>Where a page stands among the others.</summary>
/// <param name="HasNextPage">Whether there is more after it.</param>
/// <param name="HasPreviousPage">Whether there is more before it.</param>
/// <param name="StartCursor">The cursor of its first item; null if it is empty.</param>
/// <param name="EndCursor">The cursor of its last item; null if it is empty.</param>
public sealed record PageInfo(bool HasNextPage, bool HasPreviousPage, string? StartCursor, string? EndCursor);

/// <summary>
/// One page of a list that can grow. The public properties of a class derived from it are more fields of the connection.
/// </summary>
/// <typeparam name="T">The class of the items.</typeparam>
public class Connection<T>
{
    private readonly Func<T, string> cursorOf;
    private readonly Func<CancellationToken, ValueTask<TotalCount>>? totalCount;
    private Task<TotalCount>? counted;
    private object? gate;

    /// <summary>A page.</summary>
    /// <param name="items">In their order.</param>
    /// <param name="hasNextPage">Whether there is more after it.</param>
    /// <param name="hasPreviousPage">Whether there is more before it.</param>
    /// <param name="cursorOf">The cursor of an item; asked for only where the client wants cursors.</param>
    /// <param name="totalCount">Counts all items; asked at most once, and only if the client wants the count.</param>
    public Connection(
        IReadOnlyList<T> items,
        bool hasNextPage,
        bool hasPreviousPage,
        Func<T, string> cursorOf,
        Func<CancellationToken, ValueTask<TotalCount>>? totalCount = null)
    {
        Items = items;
        HasNextPage = hasNextPage;
        HasPreviousPage = hasPreviousPage;
        this.cursorOf = cursorOf;
        this.totalCount = totalCount;
    }

    /// <summary>The same page, for a class that says more of it.</summary>
    /// <param name="page">The page.</param>
    protected Connection(Connection<T> page)
    {
        ArgumentNullException.ThrowIfNull(page);
        (Items, HasNextPage, HasPreviousPage, cursorOf, totalCount) = (page.Items, page.HasNextPage, page.HasPreviousPage, page.cursorOf, page.totalCount);
    }

    /// <summary>The items, in their order.</summary>
    [GraphQLIgnore]
    public IReadOnlyList<T> Items { get; }

    /// <summary>Whether there is more after the page.</summary>
    [GraphQLIgnore]
    public bool HasNextPage { get; }

    /// <summary>Whether there is more before the page.</summary>
    [GraphQLIgnore]
    public bool HasPreviousPage { get; }

    internal IReadOnlyList<Edge<T>> Edges => field ??= [.. Items.Select(i => new Edge<T>(i, cursorOf(i)))];

    internal PageInfo PageInfo => field ??= new PageInfo(
        HasNextPage, HasPreviousPage, Items.Count > 0 ? cursorOf(Items[0]) : null, Items.Count > 0 ? cursorOf(Items[^1]) : null);

    /// <summary>Counts, if nobody has yet.</summary>
    internal ValueTask<TotalCount> CountAsync(CancellationToken cancellationToken)
    {
        if (totalCount is null)
            return ValueTask.FromResult<TotalCount>(Items.Count);
        return new ValueTask<TotalCount>(LazyInitializer.EnsureInitialized(ref counted, ref gate, () => totalCount(cancellationToken).AsTask()));
    }
}
