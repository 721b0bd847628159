using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Alignment.Api.Data;
using Alignment.GraphQL.Limits;
using Alignment.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Alignment.Api.Tests.Hosting;

/// <summary>Every limit that docs/graphql-limits.md lists is moved by the configuration of the host, and then bites.</summary>
public sealed partial class ServedLimitTests(ServedLimitTests.UsualHost usual) : IClassFixture<ServedLimitTests.UsualHost>
{
    private const string Leads = "{ leads(first: 1) { nodes { id } } }";

    // What to set, and what is then refused though it is answered otherwise; the refusal names the limit, or the one given here.
    private static readonly Dictionary<string, (string Value, Func<ApiHost, Task<string>> Ask, string? Named)> Cases = new()
    {
        [nameof(GraphQLLimits.MaxRequestBytes)] = ("30", Asks("{ __typename } # and so on, and so on"), null),
        [nameof(GraphQLLimits.MaxBatchSize)] = ("1", host => SendAsync(host, JsonContent.Create(new[] { new { query = "{ __typename }" }, new { query = "{ __typename }" } })), null),
        [nameof(GraphQLLimits.MaxTokens)] = ("3", Asks("{ __typename id: __typename }"), null),
        [nameof(GraphQLLimits.MaxNesting)] = ("2", Asks(Leads), null),
        [nameof(GraphQLLimits.MaxValidationErrors)] = ("1", Asks("{ none nothing nobody }"), null),
        [nameof(GraphQLLimits.MaxDepth)] = ("2", Asks(Leads), null),
        [nameof(GraphQLLimits.MaxFields)] = ("2", Asks(Leads), null),
        [nameof(GraphQLLimits.MaxAliases)] = ("0", Asks("{ id: __typename }"), null),
        [nameof(GraphQLLimits.MaxRepeats)] = ("1", Asks("{ __typename __typename }"), null),
        [nameof(GraphQLLimits.MaxDirectives)] = ("0", Asks("{ __typename @include(if: true) }"), null),
        [nameof(GraphQLLimits.MaxDirectivesPerLocation)] = ("0", Asks("{ __typename @include(if: true) }"), null),
        [nameof(GraphQLLimits.MaxCost)] = ("2.5", Asks(Leads), null),
        [nameof(GraphQLLimits.AssumedListSize)] = ("10000", Asks("{ journeys { key } }"), nameof(GraphQLLimits.MaxCost)),
        [nameof(GraphQLLimits.MaxListLength)] = ("1", Asks("{ leads(first: 1, where: { or: [{ and: [] }, { and: [] }] }) { nodes { id } } }"), null),
        [nameof(GraphQLLimits.MaxInputValues)] = ("1", Asks("{ leads(first: 1, where: { or: [{ and: [] }, { and: [] }] }) { nodes { id } } }"), null),
        [nameof(GraphQLLimits.ExecutionTimeout)] = ("00:00:00.2", AskWhileTheStoreIsBusyAsync, null),
        [nameof(GraphQLLimits.MaxOperationsPerConnection)] = ("1", StartTwoOnOneStreamAsync, null),
        [nameof(GraphQLLimits.MaxSharedStreams)] = ("1", ReserveTwoStreamsAsync, null),
        [nameof(GraphQLLimits.AllowIntrospection)] = ("false", Asks("{ __schema { queryType { name } } }"), null),
    };

    public static TheoryData<string> Documented => [.. Row().Matches(File.ReadAllText(Repository.PathTo("docs", "graphql-limits.md")).Split("\n\n").First(part => part.StartsWith("| Setting |", StringComparison.Ordinal)))
        .Select(row => row.Groups[1].Value).Where(name => name != nameof(GraphQLLimits.AllowBatching))];

    [Theory, MemberData(nameof(Documented))]
    public async Task WhenALimitIsConfigured_ThenTheHostKeepsToItAndNamesIt(string limit)
    {
        var (value, ask, named) = Cases[limit];
        await using var strict = await StartAsync((limit, value));

        Assert.Contains($"GraphQL:Limits:{named ?? limit}", await ask(strict), StringComparison.Ordinal);
        Assert.DoesNotContain("GraphQL:Limits", await ask(usual.Host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenBatchesAreNotAllowed_ThenTheSettingThatAllowsThemIsNamed()
    {
        await using var host = await ApiHost.StartAsync(StorageKind.Memory, withBackground: false);

        Assert.Contains("GraphQL:Limits:AllowBatching", await Cases[nameof(GraphQLLimits.MaxBatchSize)].Ask(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenTheEnvironmentSetsALimit_ThenTheHostThatIsServedKeepsToIt()
    {
        var store = await Data.TestStore.NewDatabaseAsync(StorageKind.Sqlite);
        await using var host = await HostProcess.StartAsync(store, environment: ("GraphQL__Limits__MaxAliases", "0"));
        using var client = new HttpClient { BaseAddress = host.Address };

        using var answer = await client.PostAsJsonAsync("/graphql", new { query = "{ id: __typename }" });

        Assert.Contains("GraphQL:Limits:MaxAliases", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<ApiHost> StartAsync(params (string Limit, string Value)[] limits) => ApiHost.StartAsync(
        StorageKind.Memory, withBackground: false,
        settings: limits.Append((nameof(GraphQLLimits.AllowBatching), "true")).Select(one => ($"GraphQL:Limits:{one.Item1}", one.Item2)));

    private static Func<ApiHost, Task<string>> Asks(string query) => host => SendAsync(host, JsonContent.Create(new { query }));

    // What waits to be written waits for this writer; on a host with the usual patience nobody is there to write.
    private static async Task<string> AskWhileTheStoreIsBusyAsync(ApiHost host)
    {
        var done = new TaskCompletionSource();
        var isHasty = GraphQLLimits.From(host.Services.GetRequiredService<IConfiguration>()).ExecutionTimeout < TimeSpan.FromSeconds(30);
        var writing = host.Store.WriteAsync(async (_, _) => await (isHasty ? done.Task : Task.CompletedTask));
        var answer = await SendAsync(host, JsonContent.Create(new { query = """mutation { captureLeads(input: { source: "crm", leads: [{ externalId: "a" }] }) { created } }""" }));
        done.SetResult();
        await writing;
        return answer;
    }

    private static async Task<string> StartTwoOnOneStreamAsync(ApiHost host)
    {
        var token = await ReserveAsync(host);
        return await SubscribeAsync("a") + await SubscribeAsync("b");

        Task<string> SubscribeAsync(string id) =>
            SendAsync(host, JsonContent.Create(new { query = "subscription { definitionAgreed { key } }", extensions = new { operationId = id } }), token);
    }

    private static async Task<string> ReserveTwoStreamsAsync(ApiHost host) => await ReserveAsync(host) + await ReserveAsync(host);

    private static async Task<string> ReserveAsync(ApiHost host)
    {
        using var answer = await host.Client.PutAsync(new Uri("/graphql", UriKind.Relative), null);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> SendAsync(ApiHost host, HttpContent body, string? stream = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = body };
        if (stream is not null)
            request.Headers.Add("X-GraphQL-Event-Stream-Token", stream);
        using var answer = await host.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Every limit but that on batches as it is by default.</summary>
    public sealed class UsualHost : IAsyncLifetime
    {
        internal ApiHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await StartAsync();

        public Task DisposeAsync() => Host.DisposeAsync().AsTask();
    }

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
