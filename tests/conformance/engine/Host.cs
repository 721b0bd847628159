using Alignment.GraphQL.Limits;
using Alignment.GraphQL.Language;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alignment.Conformance;

/// <summary>Serves the schema of the suite over HTTP on a free port of this machine, and writes the address.</summary>
internal static class Host
{
    internal static async Task RunAsync(string schemaFile)
    {
        var sdl = await File.ReadAllTextAsync(schemaFile).ConfigureAwait(false);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddGraphQLServer()
            .UseLimits(new GraphQLLimits { AllowIntrospection = true })
            .ConfigureSchema(schema => World.Populate(schema.AddDocument(sdl), Utf8GraphQLParser.Parse(sdl)));
        var app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.UseWebSockets();
            app.MapGraphQL();
            await app.StartAsync().ConfigureAwait(false);
            await Console.Out.WriteLineAsync(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).ConfigureAwait(false);
            await app.WaitForShutdownAsync().ConfigureAwait(false);
        }
    }
}
