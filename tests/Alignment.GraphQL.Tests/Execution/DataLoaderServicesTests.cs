using Alignment.GraphQL.Tests.Sample;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Execution;

public sealed class DataLoaderServicesTests
{
    [Fact]
    public async Task WhenALoaderIsMade_ThenItHasServicesOfEveryLifetimeAndTheLoadersOfItsRequest()
    {
        using var server = new LibraryServer(b => b.AddDataLoader<AskingLoader>().AddTypes(typeof(AskedField)));

        Assert.Contains("\"shelf,desk,own,7,same\"", await server.AskAsync("{ allBooks { asked } }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenALoaderAsksForAKeyedService_ThenItHasIt()
    {
        using var server = new LibraryServer(b =>
        {
            b.Services.AddKeyedSingleton("greeting", "hello");
            b.AddDataLoader<KeyedLoader>().AddTypes(typeof(KeyedField));
        });

        Assert.Contains("\"hello\"", await server.AskAsync("{ allBooks { keyed } }"), StringComparison.Ordinal);
    }

    public sealed class AskingLoader(
        Shelf shelf, Desk desk, IServiceProvider services, BooksByAuthorDataLoader other, IBatchScheduler scheduler, int number = 7) : CacheDataLoader<BookId, string>(scheduler)
    {
        public BooksByAuthorDataLoader Other => other;

        protected override Task<string?> LoadSingleAsync(BookId key, CancellationToken cancellationToken) => Task.FromResult<string?>(
            $"{(shelf is not null ? "shelf" : "")},{(ReferenceEquals(desk, services.GetService<Desk>()) ? "desk" : "")},{(services is not null ? "own" : "")},{number}");
    }

    [ObjectType<Book>]
    public static class AskedField
    {
        public static async Task<string> GetAskedAsync([Parent] Book book, AskingLoader loader, BooksByAuthorDataLoader other, CancellationToken cancellationToken) =>
            $"{await loader.LoadAsync(book.Id, cancellationToken)},{(ReferenceEquals(other, loader.Other) ? "same" : "")}";
    }

    public sealed class KeyedLoader([FromKeyedServices("greeting")] string greeting, IBatchScheduler scheduler) : CacheDataLoader<BookId, string>(scheduler)
    {
        protected override Task<string?> LoadSingleAsync(BookId key, CancellationToken cancellationToken) => Task.FromResult<string?>(greeting);
    }

    [ObjectType<Book>]
    public static class KeyedField
    {
        public static async Task<string?> GetKeyedAsync([Parent] Book book, KeyedLoader loader, CancellationToken cancellationToken) => await loader.LoadAsync(book.Id, cancellationToken);
    }
}
