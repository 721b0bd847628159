using System.Collections.Concurrent;

namespace Alignment.GraphQL.Tests.Sample;

/// <summary>A small domain that knows nothing of GraphQL.</summary>
public readonly record struct BookId(Guid Value);

public readonly record struct AuthorId(int Value);

public enum Genre
{
    Novel,

    /// <summary>Short and rhythmic.</summary>
    ShortPoem,

    [Obsolete("Nobody writes them.")]
    Epic,
}

/// <summary>Something that can be lent.</summary>
[InterfaceType("Lendable")]
public interface ILendable
{
    string Title { get; }
}

/// <summary>A book on the shelf.</summary>
/// <param name="Id">Its own.</param>
/// <param name="Title">What the cover says.</param>
/// <param name="AuthorId">Who wrote it.</param>
public sealed record Book(BookId Id, string Title, AuthorId AuthorId, Genre Genre, int? Pages, IReadOnlyList<string> Tags) : ILendable
{
    public decimal Price { get; init; } = 9.50m;

    public string Broken => throw new InvalidOperationException("the secret of the shelf");
}

public sealed record Film(string Title, double Minutes) : ILendable;

public sealed class Author(AuthorId id, string name)
{
    public AuthorId Id { get; } = id;

    public string Name { get; } = name;

    public string? Nickname => null;
}

[UnionType("Found")]
public interface IFound;

public sealed record FoundBook(Book Book) : IFound;

public sealed record FoundNothing(string Why) : IFound;

public sealed class Shelf
{
    public static readonly BookId First = new(Guid.Parse("00000000-0000-0000-0000-000000000001"));

    private readonly List<Book> books =
    [
        new(First, "A \"quoted\" title\n", new AuthorId(1), Genre.Novel, 100, ["a", "b"]),
        new(new BookId(Guid.Parse("00000000-0000-0000-0000-000000000002")), "Second", new AuthorId(2), Genre.ShortPoem, null, []),
        new(new BookId(Guid.Parse("00000000-0000-0000-0000-000000000003")), "Third", new AuthorId(1), (Genre)2, 3, ["c"]),
    ];

    public IReadOnlyList<Book> Books => books;

    public ConcurrentQueue<IReadOnlyList<AuthorId>> AuthorFetches { get; } = new();

    public ConcurrentQueue<string> Steps { get; } = new();

    public int Counted { get; set; }
}

/// <summary>A scoped service, to see that resolvers that take it do not overlap.</summary>
public sealed class Desk : IDisposable
{
    private int visitors;

    public bool WasShared { get; private set; }

    public bool IsGone { get; private set; }

    public void Dispose() => IsGone = true;

    public async Task<string> VisitAsync(string name)
    {
        if (Interlocked.Increment(ref visitors) > 1)
            WasShared = true;
        await Task.Delay(5);
        Interlocked.Decrement(ref visitors);
        return name;
    }
}
