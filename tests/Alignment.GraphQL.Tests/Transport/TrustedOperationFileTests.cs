using Alignment.GraphQL.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Alignment.GraphQL.Tests.Transport;

public sealed class TrustedOperationFileTests : IDisposable
{
    private const string Number = "query Number { __typename }";

    private readonly string folder = Directory.CreateTempSubdirectory("trusted-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("relay.json", """{"8f1d":"query Number { __typename }"}""", "8f1d")]
    [InlineData("apollo.json", """{"format":"apollo-persisted-query-manifest","version":1,"operations":[{"id":"8f1d","name":"Number","type":"query","body":"query Number { __typename }"}]}""", "8f1d")]
    [InlineData("number.graphql", Number, "")]
    [InlineData("inside/number.gql", Number, "")]
    public async Task WhenAFileIsTrusted_ThenItsOperationsAreAnsweredAndNoOthers(string name, string text, string id)
    {
        Write(name, text);
        if (name.EndsWith('l'))
            id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Number)));
        await using var host = await StartAsync(("GraphQL:PersistedOperations:Mode", "TrustedOnly"), ("GraphQL:PersistedOperations:Trusted", folder));
        using var client = host.GetTestClient();

        Assert.Equal("""{"data":{"__typename":"Query"}}""", await PostAsync(client, $$"""{"documentId":"{{id}}"}"""));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await client.GetStringAsync($"/graphql?documentId={id}"));
        Assert.Equal("""{"data":{"__typename":"Query"}}""", await PostAsync(client, $$"""{"query":"{{Number}}"}"""));
        Assert.Contains("PERSISTED_QUERY_REQUIRED", await PostAsync(client, """{"query":"{ __typename }"}"""), StringComparison.Ordinal);
        Assert.Contains("PERSISTED_QUERY_REQUIRED", await PostAsync(client, """{"documentId":"other"}"""), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.json", "nonsense", "a.json: is not JSON")]
    [InlineData("a.json", "[]", "a.json: a manifest is an object")]
    [InlineData("a.json", """{"id":1}""", "a.json: id: the document must be a string.")]
    [InlineData("a.json", """{"format":"other","operations":[]}""", "the format of a manifest with operations is apollo-persisted-query-manifest")]
    [InlineData("a.json", """{"format":"apollo-persisted-query-manifest","operations":[{"id":"x"}]}""", "a.json: operations[0]: an operation has an id and a body.")]
    [InlineData("a.json", """{"x":"{ nothing }"}""", "a.json: x: Cannot query field \"nothing\" on type \"Query\".")]
    [InlineData("a.graphql", "{ __typename", "a.graphql: Syntax Error: Expected Name, found <EOF>. (line 1, column 13)")]
    [InlineData("a.txt", "", "there is no operation in it")]
    public async Task WhenAFileCannotBeTrusted_ThenTheStartStopsAndSaysWhere(string name, string text, string fault)
    {
        Write(name, text);

        var wrong = await Assert.ThrowsAsync<GraphQLConfigurationException>(() => StartAsync(("GraphQL:PersistedOperations:Trusted", folder)));

        Assert.Contains(wrong.Faults, f => f.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Mode", "Sometimes", "it must be one of Off, Automatic, TrustedOnly.")]
    [InlineData("Mode", "TrustedOnly", "GraphQL:PersistedOperations:Trusted must name a file or folder")]
    [InlineData("Trusted", "/no/such/file.json", "/no/such/file.json: there is no such file or folder.")]
    [InlineData("Trust", "x", "GraphQL:PersistedOperations:Trust is no setting; GraphQL:PersistedOperations has Mode and Trusted.")]
    public async Task WhenASettingIsWrong_ThenTheStartStopsAndSaysHowToMendIt(string setting, string value, string fault)
    {
        var wrong = await Assert.ThrowsAsync<GraphQLConfigurationException>(() => StartAsync(($"GraphQL:PersistedOperations:{setting}", value)));

        Assert.Contains(fault, Assert.Single(wrong.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void WhenClientsSendMoreThanIsKept_ThenTheOldestAreForgotten()
    {
        var store = new InMemoryPersistedOperationStore();
        for (var i = 0; i < 40; i++)
            store.AddFromClient($"{i:x64}", new byte[1_000_000]);

        Assert.Null(store.Find($"{0:x64}", trustedOnly: false));
        Assert.NotNull(store.Find($"{39:x64}", trustedOnly: false));
        Assert.InRange(Enumerable.Range(0, 40).Count(i => store.Find($"{i:x64}", trustedOnly: false) is not null), 1, 16);
    }

    private void Write(string name, string text)
    {
        var file = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private static async Task<WebApplication> StartAsync(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.WebHost.UseTestServer();
        Sample.LibraryServer.AddTo(builder.Services, null);
        var app = builder.Build();
        app.MapGraphQL();
        await app.StartAsync();
        return app;
    }

    private static async Task<string> PostAsync(HttpClient client, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(new Uri("/graphql", UriKind.Relative), content);
        return await response.Content.ReadAsStringAsync();
    }
}
