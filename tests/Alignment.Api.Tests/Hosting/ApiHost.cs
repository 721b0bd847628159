using System.Net.Http.Json;
using System.Text.Json;
using Alignment.Api.Data;
using Alignment.Api.Tests.Data;
using Alignment.Api.Webhooks.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NodaTime;

namespace Alignment.Api.Tests.Hosting;

/// <summary>The whole host in memory over a real store, with a clock that the test sets.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly HttpClient client;

    private ApiHost(AlignmentStore store, WebApplication application, TestClock clock, StatementCounter statements, bool runsBackground)
    {
        (Store, this.application, Clock, Statements, RunsBackground) = (store, application, clock, statements, runsBackground);
        client = application.GetTestClient();
        client.BaseAddress = new Uri("http://localhost");
    }

    public AlignmentStore Store { get; }

    public TestClock Clock { get; }

    public StatementCounter Statements { get; }

    public bool RunsBackground { get; }

    public HttpClient Client => client;

    public IServiceProvider Services => application.Services;

    /// <param name="kind">The storage.</param>
    /// <param name="now">What the clock shows at first.</param>
    /// <param name="withBackground">Whether timers and reviewers run; without them, every statement is the test's own.</param>
    /// <param name="settings">What its configuration says besides.</param>
    public static async Task<ApiHost> StartAsync(
        StorageKind kind, Instant? now = null, bool withBackground = true, IEnumerable<(string Name, string Value)>? settings = null)
    {
        var statements = new StatementCounter();
        var clock = new TestClock(now ?? Instant.FromUtc(2026, 3, 1, 9, 0));
        var store = await TestStore.OpenAsync(kind, statements);
        var application = AlignmentHost.Build(store, builder =>
        {
            builder.WebHost.UseTestServer();
            foreach (var (name, value) in settings ?? [])
                builder.Configuration[name] = value;
            builder.Services.AddSingleton<IClock>(clock);
            builder.Services.AddSingleton(SecretVault.Forgetful());
            if (!withBackground)
                LeaveOutOwnServices(builder.Services);
        });
        await application.StartAsync();
        return new ApiHost(store, application, clock, statements, withBackground);
    }

    /// <summary>The data of an answer that must have no errors.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>The whole answer.</summary>
    public async Task<JsonElement> SendAsync(string query, object? variables = null)
    {
        using var response = await client.PostAsJsonAsync("/graphql", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static void LeaveOutOwnServices(IServiceCollection services)
    {
        var own = services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(AlignmentHost).Assembly).ToList();
        Assert.NotEmpty(own);
        own.ForEach(service => services.Remove(service));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await application.DisposeAsync();
        await Store.DisposeAsync();
    }
}

/// <summary>A clock that moves when the test says so.</summary>
internal sealed class TestClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;

    public Instant GetCurrentInstant() => Now;
}
