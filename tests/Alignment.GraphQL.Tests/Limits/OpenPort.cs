using System.Text;
using System.Text.Json;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Limits;
using Alignment.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Tests.Limits;

/// <summary>A host as it stands on an open port: the suite's schema, default limits, not the Development environment.</summary>
public sealed class OpenPort : IAsyncDisposable
{
    internal const string Secret = "Host=db;Password=hunter2";

    private readonly WebApplication app;

    private OpenPort(WebApplication app) => this.app = app;

    internal static async Task<OpenPort> OpenAsync(GraphQLLimits? limits = null, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var server = builder.Services.AddGraphQLServer();
        if (limits is not null)
            server.UseLimits(limits);
        server
            .ConfigureSchema(schema => schema
                .AddDocument(File.ReadAllText(Repository.PathTo("tests", "conformance", "schema.graphql")))
                .AddResolver("Query", "number", FieldResolver.From<object?>(_ => throw new InvalidOperationException(Secret)))
                .AddResolver("Query", "query", FieldResolver.From<object?>(_ => new object()))
                .AddResolver("Query", "arguments", FieldResolver.From<object?>(_ => new object()))
                .AddResolver("Arguments", "filters", FieldResolver.From<object?>(c => c.ArgumentValue<object?>("value")?.ToString()))
                .AddResolver("Arguments", "string", FieldResolver.From<object?>(c => c.ArgumentValue<object?>("value")))
                .AddResolver("Mutation", "add", FieldResolver.From<object?>(_ => throw new InvalidOperationException(Secret)))
                .AddResolver("Query", "faults", FieldResolver.FromAsync<object?>(async c =>
                {
                    await Task.Delay(Timeout.Infinite, c.RequestAborted);
                    return null;
                })));
        var app = builder.Build();
        app.MapGraphQL();
        await app.StartAsync();
        return new OpenPort(app);
    }

    internal HttpClient Client() => app.GetTestClient();

    /// <summary>Posts a document as a careful client does.</summary>
    internal Task<Answer> PostAsync(string document, string variables = "{}", params (string Name, string Value)[] headers) =>
        PostAsync(Encoding.UTF8.GetBytes($$"""{"query":{{JsonSerializer.Serialize(document)}},"variables":{{variables}}}"""), "application/json", headers);

    internal async Task<Answer> PostAsync(byte[] body, string contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        request.Headers.TryAddWithoutValidation("Accept", "application/graphql-response+json");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request);
    }

    internal async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var client = Client();
        using var response = await client.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}

/// <summary>What came back.</summary>
internal sealed partial record Answer(int Status, string Body)
{
    /// <summary>The one suggestion that repeats the client's own word and tells nothing.</summary>
    [System.Text.RegularExpressions.GeneratedRegex("""Did you mean \\"\w+ { ... }\\"\?""")]
    private static partial System.Text.RegularExpressions.Regex OwnWords();

    internal IReadOnlyList<string> Codes
    {
        get
        {
            using var json = JsonDocument.Parse(Body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("errors", out var errors)
                ? [.. errors.EnumerateArray().Select(e => e.TryGetProperty("extensions", out var x) ? x.GetProperty("code").GetString()! : "")]
                : [];
        }
    }

    /// <summary>Nothing broke, and nothing of the inside is told.</summary>
    internal void AssertSafe(string about)
    {
        Assert.True(Status < 500, $"{about}: {Status} {Body}");
        var told = OwnWords().Replace(Body, "");
        foreach (var inside in (string[])[OpenPort.Secret, "   at ", "Exception", "System.", "Alignment.GraphQL", "stackTrace", "Did you mean"])
            Assert.False(told.Contains(inside, StringComparison.Ordinal), $"{about}: {Body}");
        if (Body.Length > 0)
            using (JsonDocument.Parse(Body)) { }
    }
}
