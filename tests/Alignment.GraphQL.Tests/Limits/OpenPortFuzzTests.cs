using System.Diagnostics;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>Random requests against a running host for a bounded time; see <see cref="EngineFuzzTests"/> for the settings.</summary>
public sealed class OpenPortFuzzTests
{
    [Fact]
    public async Task WhenRequestsAreRandom_ThenTheHostStaysUpAndTellsNothing()
    {
        await using var port = await OpenPort.OpenAsync(new GraphQL.Limits.GraphQLLimits { ExecutionTimeout = TimeSpan.FromMilliseconds(100) });
        var clock = Stopwatch.StartNew();
        var executed = 0;
        for (var seed = EngineFuzzTests.Seed; EngineFuzzTests.GoesOn(seed, clock, found: executed > 0); seed++)
        {
            var request = new DocumentFuzzer(seed).NextRequest();
            var started = clock.Elapsed;
            Answer answer;
            try
            {
                answer = await port.PostAsync(request, "application/json");
            }
            catch (Exception unexpected)
            {
                throw new InvalidOperationException($"Seed {seed} broke the host.", unexpected);
            }

            answer.AssertSafe($"Seed {seed}");
            Assert.True(clock.Elapsed - started < TimeSpan.FromSeconds(30), $"Seed {seed} took {clock.Elapsed - started}.");
            if (answer.Status == 200)
                executed++;
        }

        Assert.True(executed > 0, $"{executed} requests were executed.");
        Assert.Equal("""{"data":{"__typename":"Query"}}""", (await port.PostAsync("{ __typename }")).Body);
    }
}
