using System.Text;
using Alignment.GraphQL.Limits;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>Refusals outside of the operation: each names the setting that moves its limit, and the setting does.</summary>
public sealed class NamedLimitTests : IAsyncLifetime
{
    private OpenPort port = null!;

    public async Task InitializeAsync() => port = await OpenPort.OpenAsync();

    public async Task DisposeAsync() => await port.DisposeAsync();

    [Theory]
    [InlineData(nameof(GraphQLLimits.MaxTokens), "{ a b c d }")]
    [InlineData(nameof(GraphQLLimits.MaxNesting), "{ query { query { __typename } } }")]
    [InlineData(nameof(GraphQLLimits.MaxValidationErrors), "{ a b c d }")]
    public async Task WhenADocumentIsRefusedBeforeItIsMeasured_ThenTheSettingIsNamed(string limit, string document)
    {
        await using var strict = await OpenPort.OpenAsync(settings: ($"GraphQL:Limits:{limit}", "2"));

        var answer = await strict.PostAsync(document);

        Assert.Equal(400, answer.Status);
        Assert.Contains($"GraphQL:Limits:{limit}", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"\"limit\":\"{limit}\",\"allowed\":2", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"GraphQL:Limits:{limit}", (await port.PostAsync(document)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenAQueryStringIsTooLong_ThenItIsRefusedAndTheSettingIsNamed()
    {
        await using var strict = await OpenPort.OpenAsync(settings: ("GraphQL:Limits:MaxRequestBytes", "50"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/graphql?query=%7B__typename%7D&operationName=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

        var answer = await strict.SendAsync(request);

        Assert.Equal((414, ErrorCodes.RequestTooLarge), (answer.Status, Assert.Single(answer.Codes)));
        Assert.Contains("GraphQL:Limits:MaxRequestBytes", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenABodyIsTooLarge_ThenItIsRefusedAndTheSettingIsNamed()
    {
        var answer = await port.PostAsync("{ __typename } #" + new string(' ', 1_048_576));

        answer.AssertSafe("size");
        Assert.Equal(413, answer.Status);
        Assert.Equal([ErrorCodes.RequestTooLarge], answer.Codes);
        Assert.Contains("GraphQL:Limits:MaxRequestBytes", answer.Body, StringComparison.Ordinal);

        await using var larger = await OpenPort.OpenAsync(new GraphQLLimits { MaxRequestBytes = 2_000_000 });
        Assert.Equal(200, (await larger.PostAsync("{ __typename } #" + new string(' ', 1_048_576))).Status);
    }

    [Fact]
    public async Task WhenBatchesAreAllowed_ThenTheyAreBounded()
    {
        await using var batching = await OpenPort.OpenAsync(settings: ("GraphQL:Limits:AllowBatching", "true"));

        Assert.Equal(200, (await batching.PostAsync(Batch(10), "application/json")).Status);
        var answer = await batching.PostAsync(Batch(11), "application/json");
        answer.AssertSafe("batch");
        Assert.Equal([ErrorCodes.BatchTooLarge], answer.Codes);
        Assert.Contains("GraphQL:Limits:MaxBatchSize", answer.Body, StringComparison.Ordinal);

        static byte[] Batch(int size) => Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{\"query\":\"{__typename}\"}", size)) + "]");
    }

    [Fact]
    public async Task WhenAnOperationRunsTooLong_ThenItIsStoppedAndTheSettingIsNamed()
    {
        await using var hurried = await OpenPort.OpenAsync(new GraphQLLimits { ExecutionTimeout = TimeSpan.FromMilliseconds(200) });

        var answer = await hurried.PostAsync("{ faults { nullable } }");

        answer.AssertSafe("time");
        Assert.Equal([ErrorCodes.Timeout], answer.Codes);
        Assert.Contains("GraphQL:Limits:ExecutionTimeout", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheConfigurationMovesALimit_ThenTheHostFollows()
    {
        await using var strict = await OpenPort.OpenAsync(settings: ("GraphQL:Limits:MaxDepth", "1"));

        Assert.Equal([ErrorCodes.TooDeep], (await strict.PostAsync("{ query { __typename } }")).Codes);
        Assert.Empty((await strict.PostAsync("{ __typename }")).Codes);
    }
}
