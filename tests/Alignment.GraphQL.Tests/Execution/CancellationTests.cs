using System.Diagnostics;
using Alignment.GraphQL.Diagnostics;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Sample;
using Alignment.GraphQL.Tests.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Execution;

public sealed class CancellationTests
{
    [Fact]
    public async Task WhenTheCallerCancels_ThenResolversAreCanceledAndNothingIsAnswered()
    {
        using var server = new LibraryServer();
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.Executor.ExecuteAsync("{ forever }", cancellationToken: leaving.Token));
    }

    [Fact]
    public async Task WhenTheClientGoesAway_ThenTheRequestEnds()
    {
        await using var host = new LibraryHost(b => b.UseLimits(new GraphQLLimits { ExecutionTimeout = TimeSpan.FromMinutes(5) }));
        using var leaving = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        using var content = new StringContent("""{"query":"{ forever }"}""", System.Text.Encoding.UTF8, "application/json");
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => host.Client.PostAsync("/graphql", content, leaving.Token));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await host.PostAsync("""{"query":"{ echo }"}""")).Status);
    }

    [Fact]
    public async Task WhenALoaderFails_ThenEachOfItsFieldsHasTheErrorAndTheNextRequestFetchesAgain()
    {
        using var server = new LibraryServer(b => b.AddDataLoader<FailingLoader>().AddTypes(typeof(FailingField)));

        var answer = await server.AskAsync("{ allBooks { pages failing } }");

        Assert.Equal(3, answer.Split("UNEXPECTED_EXECUTION_ERROR").Length - 1);
        Assert.Contains("\"path\":[\"allBooks\",2,\"failing\"]", answer, StringComparison.Ordinal);
        Assert.Equal(1, server.Shelf.Counted);
    }

    [Fact]
    public async Task WhenSomebodyListens_ThenAnOperationIsAnActivityWithoutItsText()
    {
        using var server = new LibraryServer();
        Activity? heard = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name == GraphQLDiagnostics.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => heard = (string?)a.GetTagItem("graphql.operation.name") == "Watched" ? a : heard,
        };
        ActivitySource.AddActivityListener(listener);

        await server.AskAsync("query Watched { refused }");

        Assert.Equal("query", heard?.GetTagItem("graphql.operation.type"));
        Assert.Equal(("query", ActivityKind.Server, ActivityStatusCode.Error), (heard?.DisplayName, heard?.Kind, heard?.Status));
        Assert.Equal(64, ((string?)heard?.GetTagItem("alignment.graphql.document.hash"))?.Length);
        Assert.Equal(1, heard?.GetTagItem("alignment.graphql.error.count"));
        Assert.NotNull(heard?.GetTagItem("error.type"));
        Assert.DoesNotContain(heard!.TagObjects, t => t.Value is string text && text.Contains("refused", StringComparison.Ordinal));
    }

    public sealed class FailingLoader(Shelf shelf, IBatchScheduler scheduler, DataLoaderOptions options) : BatchDataLoader<BookId, string>(scheduler, options)
    {
        protected override Task<IReadOnlyDictionary<BookId, string>> LoadBatchAsync(IReadOnlyList<BookId> keys, CancellationToken cancellationToken)
        {
            shelf.Counted++;
            throw new InvalidOperationException("the secret of the loader");
        }
    }

    [ObjectType<Book>]
    public static class FailingField
    {
        public static async Task<string?> GetFailingAsync([Parent] Book book, FailingLoader loader, CancellationToken cancellationToken) =>
            await loader.LoadAsync(book.Id, cancellationToken);
    }
}
