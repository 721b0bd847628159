using System.Security.Cryptography;
using System.Text;
using Alignment.GraphQL.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.GraphQL.Tests.Transport;

public sealed class PersistedOperationTests
{
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("{ echo }")));

    private static string ByHash(string hash, string? query = null) =>
        "{" + (query is null ? "" : $"\"query\":\"{query}\",") + $"\"extensions\":{{\"persistedQuery\":{{\"version\":1,\"sha256Hash\":\"{hash}\"}}}}}}";

    [Fact]
    public async Task WhenAHashIsUnknown_ThenTheDocumentIsSentOnceWithIt()
    {
        await using var host = new LibraryHost();

        Assert.Contains("PERSISTED_QUERY_NOT_FOUND", (await host.PostAsync(ByHash(Hash))).Body, StringComparison.Ordinal);
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync(ByHash(Hash, "{ echo }"))).Body);
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync(ByHash(Hash))).Body);
        Assert.Equal(400, (await host.PostAsync(ByHash(Hash, "{ whoAmI }"))).Status);
        Assert.Equal(400, (await host.PostAsync(ByHash("abc"))).Status);
    }

    [Fact]
    public async Task WhenOnlyTrustedOperationsAreAnswered_ThenClientsCannotAddAny()
    {
        await using var host = new LibraryHost(b => b.ModifyOptions(o => o.PersistedOperations = PersistedOperationMode.TrustedOnly));
        var store = (InMemoryPersistedOperationStore)host.Services.GetRequiredService<IPersistedOperationStore>();

        Assert.Contains("PERSISTED_QUERY_REQUIRED", (await host.PostAsync("""{"query":"{ echo }"}""")).Body, StringComparison.Ordinal);
        Assert.Contains("PERSISTED_QUERY_REQUIRED", (await host.PostAsync(ByHash(Hash, "{ echo }"))).Body, StringComparison.Ordinal);
        Assert.Equal(Hash, store.AddTrusted("{ echo }"u8));
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync(ByHash(Hash))).Body);
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync("""{"query":"{ echo }"}""")).Body);
        Assert.Equal("""{"data":{"echo":"nothing"}}""", (await host.PostAsync($$"""{"documentId":"sha256:{{Hash}}"}""")).Body);
    }
}
