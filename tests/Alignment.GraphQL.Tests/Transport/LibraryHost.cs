using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Alignment.GraphQL.Configuration;
using Alignment.GraphQL.Tests.Sample;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Tests.Transport;

/// <summary>The library behind HTTP, in memory unless a test needs the real server.</summary>
public sealed class LibraryHost : IAsyncDisposable
{
    private readonly WebApplication app;

    /// <param name="configure">What else the server has.</param>
    /// <param name="onSocket">Whether it listens on a free port of this machine, as it does outside tests.</param>
    /// <param name="caller">Who asks, as sign-in would find out; nobody if left out.</param>
    public LibraryHost(Action<IRequestExecutorBuilder>? configure = null, bool onSocket = false, string? caller = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (onSocket)
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer();
        LibraryServer.AddTo(builder.Services, configure);
        app = builder.Build();
        app.UseWebSockets();
        if (caller is not null)
        {
            app.Use((http, next) =>
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, caller)], "test"));
                return next(http);
            });
        }

        app.MapGraphQL();
        app.MapGraphQLSchema();
        app.StartAsync().GetAwaiter().GetResult();
        Client = onSocket ? new HttpClient { BaseAddress = new Uri(app.Urls.First()) } : app.GetTestClient();
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
