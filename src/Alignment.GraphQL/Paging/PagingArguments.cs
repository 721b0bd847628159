using Alignment.GraphQL.Types;

namespace Alignment.GraphQL;

/// <summary>The page that a client asks for. Exactly one of <see cref="First"/> and <see cref="Last"/> has a value.</summary>
/// <param name="First">Items from the start, 0 to the largest page.</param>
/// <param name="After">The cursor after which the page starts; exclusive.</param>
/// <param name="Last">Items from the end, 0 to the largest page.</param>
/// <param name="Before">The cursor before which the page ends; exclusive.</param>
public readonly record struct PagingArguments(int? First, string? After = null, int? Last = null, string? Before = null)
{
    /// <summary>Whether the page is counted from the end.</summary>
    public bool IsBackward => Last is not null;

    /// <summary>The most items the page may have.</summary>
    public int Size => First ?? Last ?? 0;

    /// <summary>Checks what the client gave.</summary>
    /// <exception cref="GraphQLException">A figure is negative or too large, or both are given.</exception>
    internal static PagingArguments Create(int? first, string? after, int? last, string? before, PagingOptions options)
    {
        if (first is not null && last is not null)
            throw Refuse("Give either first or last, not both.");
        Check(first, "first", options);
        Check(last, "last", options);
        return new PagingArguments(first ?? (last is null ? options.DefaultPageSize : null), after, last, before);
    }

    /// <summary>Reads what a selection of a connection asks for; a connection that goes one way only lacks the arguments of the other.</summary>
    /// <exception cref="GraphQLException">A figure is negative or too large, or both are given.</exception>
    internal static PagingArguments Read(Execution.Selection selection, Execution.ArgumentValues arguments, PagingOptions options)
    {
        return Create((int?)Value("first"), (string?)Value("after"), (int?)Value("last"), (string?)Value("before"), options);

        object? Value(string name)
        {
            for (var i = 0; i < selection.Field.Arguments.Count; i++)
            {
                if (selection.Field.Arguments[i].Name == name)
                    return arguments[i];
            }

            return null;
        }
    }

    /// <summary>A cursor that the resolver cannot read.</summary>
    public static GraphQLException InvalidCursor(string cursor) => Refuse($"The cursor \"{cursor}\" is not one of this connection.");

    private static void Check(int? size, string name, PagingOptions options)
    {
        if (size < 0)
            throw Refuse($"\"{name}\" must be at least 0.");
        if (size > options.MaxPageSize)
            throw Refuse($"\"{name}\" is {size}, but a page has at most {options.MaxPageSize} items.");
    }

    private static GraphQLException Refuse(string message) => new(new GraphQLError(message) { Code = ErrorCodes.InvalidPaging });
}
