using System.Security.Cryptography;
using System.Text;
using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Tests.Execution;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>
/// Memory comes back after abuse: each round is every kind of it, and what is live after many rounds is what was live after the first,
/// which filled the caches. <c>ALIGNMENT_FUZZ_SECONDS</c> makes it longer.
/// </summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    private const double MostGrowth = 16; // MiB; one request that is kept by mistake in each round would be more

    [Theory]
    [InlineData("random requests")]
    [InlineData("large documents kept under their hash")]
    [InlineData("valid documents that are never asked again")]
    [InlineData("clients that leave")]
    public async Task WhenAHostIsAbused_ThenItsMemoryComesBack(string abuse)
    {
        await using var port = await OpenPort.OpenAsync(new GraphQLLimits { ExecutionTimeout = TimeSpan.FromMilliseconds(50) });
        var seed = EngineFuzzTests.Seed;
        for (var warm = 0; warm < 3; warm++)
            seed = await AbuseAsync(port, abuse, seed);
        var before = Live();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var rounds = 0;
        for (; rounds < 3 || clock.Elapsed < EngineFuzzTests.Duration; rounds++)
            seed = await AbuseAsync(port, abuse, seed);

        var grown = Live() - before;

        Assert.True(grown < MostGrowth, $"{abuse}: {grown:0.0} MiB more are live after {rounds} rounds; {before:0.0} MiB were before.");
    }

    private static async Task<int> AbuseAsync(OpenPort port, string abuse, int seed)
    {
        switch (abuse)
        {
            case "random requests":
                for (var i = 0; i < 300; i++)
                    (await port.PostAsync(new DocumentFuzzer(seed++).NextRequest(), "application/json")).AssertSafe($"Seed {seed}");
                break;
            case "large documents kept under their hash":
                for (var i = 0; i < 12; i++)
                    await port.PostAsync(Persisted($"{{ __typename }} # {seed++} {new string('x', 900_000)}"), "application/json");
                break;
            case "valid documents that are never asked again":
                for (var i = 0; i < 100; i++)
                    (await port.PostAsync(Wide(seed++))).AssertSafe($"Seed {seed}");
                break;
            default:
                await Task.WhenAll(Enumerable.Range(0, 50).Select(i => LeaveAsync(port, TimeSpan.FromMilliseconds(i))));
                break;
        }

        return seed;
    }

    // As much as is kept of one document: fields up to their limit, and a comment that fills it up.
    private static string Wide(int seed) =>
        $"{{ {string.Concat(Enumerable.Range(0, 9).Select(i => $"a{i}: query {{ {string.Concat(Enumerable.Range(0, 4).Select(j => $"b{j}: query {{ query {{ {string.Concat(Enumerable.Range(0, 4).Select(_ => "query { __typename number } "))} }} }} "))} }} "))} }} # {seed} {new string('x', 60_000)}";

    private static async Task LeaveAsync(OpenPort port, TimeSpan after)
    {
        using var client = port.Client();
        using var leaving = new CancellationTokenSource(after);
        using var body = new StringContent("""{"query":"{ faults { nullable } }"}""", Encoding.UTF8, "application/json");
        try
        {
            using var answer = await client.PostAsync(new Uri("/graphql", UriKind.Relative), body, leaving.Token);
        }
        catch (OperationCanceledException)
        {
            // as meant
        }
    }

    private static byte[] Persisted(string document)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
        return Encoding.UTF8.GetBytes($"{{\"query\":\"{document}\",\"extensions\":{{\"persistedQuery\":{{\"version\":1,\"sha256Hash\":\"{hash}\"}}}}}}");
    }

    private static double Live()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true) / 1048576.0;
    }
}
