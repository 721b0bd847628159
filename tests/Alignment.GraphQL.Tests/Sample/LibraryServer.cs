using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Sample;

/// <summary>The library with all its types, and its shelf.</summary>
public sealed class LibraryServer : IDisposable
{
    private readonly ServiceProvider provider;

    public LibraryServer(Action<IRequestExecutorBuilder>? configure = null)
    {
        var services = new ServiceCollection();
        AddTo(services, configure);
        provider = services.BuildServiceProvider();
        Executor = provider.GetRequiredService<RequestExecutor>();
        Shelf = provider.GetRequiredService<Shelf>();
    }

    public RequestExecutor Executor { get; }

    public Shelf Shelf { get; }

    public IServiceProvider Services => provider;

    public static IRequestExecutorBuilder AddTo(IServiceCollection services, Action<IRequestExecutorBuilder>? configure = null)
    {
        services.AddLogging();
        services.AddSingleton<Shelf>();
        services.AddScoped<Desk>();
        var builder = services.AddGraphQLServer()
            .AddTypes(typeof(LibraryQueries), typeof(BookNode), typeof(AuthorNode), typeof(LibraryDataLoaders), typeof(BooksByAuthorDataLoader),
                typeof(LibraryMutations), typeof(LibrarySubscriptions), typeof(ILendable), typeof(IFound), typeof(Film), typeof(FoundBook), typeof(FoundNothing))
            .AddErrorInterfaceType<IUserError>()
            .AddMutationConventions(c => c.AddInputField("idempotencyKey", "String", "The same key answers the same."))
            .AddMutationMiddleware<RememberingMiddleware>()
            .AddInMemorySubscriptions()
            .AddTypeConverter<Guid, BookId>(v => new BookId(v))
            .AddTypeConverter<BookId, Guid>(v => v.Value)
            .AddTypeConverter<int, AuthorId>(v => new AuthorId(v))
            .AddTypeConverter<AuthorId, int>(v => v.Value)
            .UseLimits(new GraphQLLimits { AllowIntrospection = true });
        configure?.Invoke(builder);
        return builder;
    }

    public Task<string> AskAsync(string document, string? variables = null) => Executor.ExecuteAsync(document, variables);

    public void Dispose() => provider.Dispose();
}
