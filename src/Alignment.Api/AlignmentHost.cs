using Alignment.Api.Data;
using Alignment.Api.Explorer;
using Alignment.Api.Leads;
using Alignment.Api.Leads.HandOffs;
using Alignment.Api.Leads.Standings;
using Alignment.Api.Samples;
using Alignment.Api.Stories;
using Alignment.Api.Webhooks;
using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Types;

namespace Alignment.Api;

/// <summary>The web host: storage, health and GraphQL put together. Tests build it over a store of their own.</summary>
public static class AlignmentHost
{
    /// <param name="store">Where data is kept; the caller opens, migrates and disposes it.</param>
    /// <param name="configure">What else to set on the builder: addresses, a test server.</param>
    public static WebApplication Build(AlignmentStore store, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // says nothing from Warning up, and opens a scope for each request
        builder.Services.AddAlignmentStore(store);
        builder.Services.AddWebhooks(WebhookSettings.Read(builder.Configuration), store.Settings);
        builder.Services.AddHandOffs();
        builder.Services.AddStandings();
        builder.Services.AddSingleton<LeadIntake>();
        builder.Services.AddSingleton<ContentDesk>();
        builder.Services.AddSingleton<MovesAfterContent>();
        builder.Services.AddAlignmentSchema();
        OnlyThisMachine(builder.Services);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseHostFiltering();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(30) }); // who vanished is found out
        app.MapHealth(store);
        app.UseExplorer();
        app.MapGraphQL();
        app.MapGraphQLSchema();
        return app;
    }

    /// <summary>The GraphQL schema as a document.</summary>
    public static async Task<string> PrintSchemaAsync()
    {
        await using var store = await AlignmentStore.ConnectAsync(new StorageSettings(StorageKind.Memory, "schema"));
        await using var app = Build(store);
        return SchemaPrinter.Print(app.Services.GetRequiredService<RequestExecutor>().Schema);
    }

    /// <summary>Fills an empty store with the sample company.</summary>
    public static async Task LoadSampleAsync(IServiceProvider services, TextWriter error, CancellationToken cancel)
    {
        var company = ActivatorUtilities.CreateInstance<SampleCompany>(services);
        if (await company.LoadAsync(cancel) is { } told)
            await error.WriteLineAsync(told);
    }

    // A page elsewhere can point a name of its own at 127.0.0.1 and so reach a host that trusts this machine; its Host header gives it away.
    private static void OnlyThisMachine(IServiceCollection services) => services.AddHostFiltering(
        filter => filter.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
}
