using System.Net.Http.Headers;
using System.Text;
using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Tests.Sample;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>The library behind HTTP, in memory.</summary>
public sealed class LibraryHost : IAsyncDisposable
{
    private readonly WebApplication app;

    public LibraryHost(Action<IRequestExecutorBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        LibraryServer.AddTo(builder.Services, configure);
        app = builder.Build();
        app.UseWebSockets();
        app.MapGraphQL();
        app.MapGraphQLSchema();
        app.StartAsync().GetAwaiter().GetResult();
        Client = app.GetTestClient();
    }

    public HttpClient Client { get; }

    public TestServer Server => app.GetTestServer();

    public IServiceProvider Services => app.Services;

    public async Task<(int Status, string Body, string? ContentType)> PostAsync(
        string body, string? contentType = "application/json", string? accept = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (contentType is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return await SendAsync(request, accept, change);
    }

    public async Task<(int Status, string Body, string? ContentType)> SendAsync(HttpRequestMessage request, string? accept = null, Action<HttpRequestMessage>? change = null)
    {
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Content.Headers.ContentType?.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
