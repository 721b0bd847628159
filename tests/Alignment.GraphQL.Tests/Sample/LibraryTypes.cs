using System.Security.Claims;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Tests.Sample;

[QueryType]
public static partial class LibraryQueries
{
    /// <summary>One book.</summary>
    /// <param name="id">Whose id it is.</param>
    public static Book? GetBook([ID<Book>] BookId id, Shelf shelf) => shelf.Books.FirstOrDefault(b => b.Id == id);

    public static async Task<IReadOnlyList<Book>> GetAllBooksAsync(Shelf shelf, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return shelf.Books;
    }

    [UsePaging(ConnectionName = "Books", MaxPageSize = 2)]
    public static Connection<Book>? GetBooks(PagingArguments paging, Shelf shelf, Genre? genre = null)
    {
        var start = paging.After is { } cursor ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) + 1 : 0;
        var found = shelf.Books.Where(b => genre is null || b.Genre == genre).ToList();
        var page = found.Skip(start).Take(paging.Size).ToList();
        return new Connection<Book>(page, start + page.Count < found.Count, start > 0, b => found.IndexOf(b).ToString(System.Globalization.CultureInfo.InvariantCulture), _ =>
        {
            shelf.Counted++;
            return ValueTask.FromResult<TotalCount>(found.Count);
        });
    }

    public static IReadOnlyList<ILendable> GetLendables(Shelf shelf) => [shelf.Books[0], new Film("Moving", 90.5)];

    public static IFound Find(string title, Shelf shelf) =>
        shelf.Books.FirstOrDefault(b => b.Title == title) is { } book ? new FoundBook(book) : new FoundNothing($"no {title}");

    public static string Echo(string text = "nothing", int times = 1) => string.Concat(Enumerable.Repeat(text, times));

    public static string Describe(FilterInput filter) =>
        $"{filter.Name}/{filter.Limit}/{filter.Kinds?.Count}/{(filter.Author.HasValue ? filter.Author.Value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null" : "absent")}";

    public static string Pick(PickInput pick) => pick.Title ?? pick.Number?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?";

    public static string WhoAmI(ClaimsPrincipal user) => user.Identity?.Name ?? "nobody";

    [Authorize]
    public static string? GetSecret() => "gold";

    public static async Task<string> GetDeskAsync(string name, Desk desk) => await desk.VisitAsync(name);

    public static bool GetDeskWasShared(Desk desk) => desk.WasShared;

    public static IReadOnlyList<double?> GetMeasures() => [1, double.NaN, null, 2.5];

    public static IReadOnlyList<double>? GetFullMeasures() => [1, double.PositiveInfinity];

    public static string? GetRefused() => throw new GraphQLException(new GraphQLError("Not today.") { Code = "CLOSED" });

    public static async Task<string> GetUnhurriedAsync(string name)
    {
        await Task.Delay(20);
        return name;
    }

    public static async Task<string> GetForeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return "never";
    }
}

/// <summary>Which books.</summary>
public sealed record FilterInput(string Name, int Limit = 10, IReadOnlyList<Genre>? Kinds = null)
{
    [GraphQLName("by")]
    public Optional<int?> Author { get; init; }
}

[OneOf]
public sealed record PickInput(string? Title, int? Number);

[ObjectType<Book>]
public static partial class BookNode
{
    static void Configure(IObjectTypeDescriptor<Book> descriptor) => descriptor.Ignore(b => b.AuthorId);

    [NodeResolver]
    public static Book? Get(BookId id, Shelf shelf) => shelf.Books.FirstOrDefault(b => b.Id == id);

    /// <summary>Who wrote it.</summary>
    public static async Task<Author?> GetAuthorAsync([Parent] Book book, IAuthorByIdDataLoader authors, CancellationToken cancellationToken) =>
        await authors.LoadAsync(book.AuthorId, cancellationToken);

    /// <summary>Asks late, when a batch that was not held back would be gone.</summary>
    public static async Task<Author?> GetLateAuthorAsync([Parent] Book book, IAuthorByIdDataLoader authors, CancellationToken cancellationToken)
    {
        Thread.Sleep(20);
        return await authors.LoadAsync(book.AuthorId, cancellationToken);
    }

    public static string GetShout([Parent] Book book) => book.Title.ToUpperInvariant();

    public static string GetSelected([Parent] Book book, [IsSelected("whatever")] bool whatever, IResolverContext context) =>
        $"{string.Join('/', context.Path)}:{whatever}:{book.Title.Length}";
}

[ObjectType<Author>]
public static partial class AuthorNode
{
    [NodeResolver]
    public static async Task<Author?> GetAsync(AuthorId id, IAuthorByIdDataLoader authors, CancellationToken cancellationToken) =>
        await authors.LoadAsync(id, cancellationToken);

    public static async Task<IReadOnlyList<Book>> GetBooksAsync([Parent] Author author, BooksByAuthorDataLoader books, CancellationToken cancellationToken) =>
        await books.LoadAsync(author.Id, cancellationToken) ?? [];
}

public interface IAuthorByIdDataLoader : IDataLoader<AuthorId, Author>;

public static class LibraryDataLoaders
{
    [DataLoader]
    public static async Task<Dictionary<AuthorId, Author>> GetAuthorByIdAsync(IReadOnlyList<AuthorId> ids, Shelf shelf, CancellationToken cancellationToken)
    {
        shelf.AuthorFetches.Enqueue(ids);
        await Task.Delay(1, cancellationToken);
        return ids.Where(i => i.Value < 100).ToDictionary(i => i, i => new Author(i, $"Author {i.Value}"));
    }
}

public sealed class BooksByAuthorDataLoader(Shelf shelf, IBatchScheduler scheduler, DataLoaderOptions options)
    : GroupedDataLoader<AuthorId, Book>(scheduler, options)
{
    protected override Task<ILookup<AuthorId, Book>> LoadGroupedBatchAsync(IReadOnlyList<AuthorId> keys, CancellationToken cancellationToken) =>
        Task.FromResult(shelf.Books.Where(b => keys.Contains(b.AuthorId)).ToLookup(b => b.AuthorId));
}

[InterfaceType("Error")]
public interface IUserError
{
    string Message { get; }

    string Code { get; }
}

public sealed record TakenError(string Message, IReadOnlyList<string>? Path = null) : IUserError
{
    public string Code => "CONFLICT";
}

public sealed class ClosedException(string message) : Exception(message);

public sealed record ClosedError(string Message) : IUserError
{
    public string Code => "CLOSED";

    public static ClosedError CreateErrorFrom(ClosedException exception) => new(exception.Message);
}

public sealed record ReturnBooksPayload(int Returned, IReadOnlyList<Book> Books);

[MutationType]
public static partial class LibraryMutations
{
    /// <summary>Lends a book.</summary>
    [Error<TakenError>]
    [Error<ClosedError>]
    public static async Task<FieldResult<Book>> LendBookAsync([ID<Book>] BookId bookId, string to, Shelf shelf)
    {
        await Task.Yield();
        shelf.Steps.Enqueue($"lend to {to}");
        return to switch
        {
            "taken" => new FieldResult<Book>(new TakenError("It is away.")),
            "closed" => throw new ClosedException("We are closed."),
            "bug" => throw new InvalidOperationException("the secret of the desk"),
            _ => shelf.Books.First(b => b.Id == bookId),
        };
    }

    [Error<TakenError>]
    public static FieldResult<ReturnBooksPayload> ReturnBooks(ReturnBooksInput input, Shelf shelf) =>
        new(new ReturnBooksPayload(input.Titles.Count, shelf.Books), [new TakenError("One was never lent.", ["titles", "1"])]);

    public static async Task<int> StepAsync(string name, int delay, Shelf shelf)
    {
        shelf.Steps.Enqueue($"begin {name}");
        await Task.Delay(delay);
        shelf.Steps.Enqueue($"end {name}");
        return delay;
    }
}

public sealed record ReturnBooksInput(IReadOnlyList<string> Titles);

public sealed class RememberingMiddleware(Shelf shelf) : IMutationMiddleware
{
    public async ValueTask<MutationPayload> InvokeAsync(MutationContext context, MutationDelegate next)
    {
        var key = context.GetInputValue<string>("idempotencyKey");
        if (key is not null)
            shelf.Steps.Enqueue($"{context.FieldName} {key} {System.Text.Encoding.UTF8.GetString(context.GetCanonicalInput("idempotencyKey"))}");
        return key == "again" ? new MutationPayload(shelf.Books[2], []) : await next(context);
    }
}

[SubscriptionType]
public static partial class LibrarySubscriptions
{
    [Subscribe]
    [Topic("lent/{branch}")]
    public static Book BookLent(string branch, [EventMessage] Book book) => book;

    [Subscribe(With = nameof(OpenAsync))]
    public static int Count([EventMessage] int number) => number < 0 ? throw new GraphQLException("Below zero.") : number;

    public static async IAsyncEnumerable<int> OpenAsync(int from, int to)
    {
        for (var i = from; i <= to; i++)
        {
            await Task.Yield();
            yield return i == 13 ? throw new InvalidOperationException("the secret of the source") : i;
        }
    }
}
