using System.Globalization;
using Alignment.GraphQL.Language;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
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
        builder.Services.AddHttpContextAccessor();
        var request = new HttpContextAccessor();
        builder.Services.AddGraphQLServer()
            .UseLimits(Engine.Unlimited)
            .ConfigureSchema(schema => World.Populate(schema.AddDocument(sdl), Utf8GraphQLParser.Parse(sdl), () => Seed(request.HttpContext!.Request)));
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

    private static int Seed(HttpRequest request) => int.Parse(request.Headers["World-Seed"].ToString(), CultureInfo.InvariantCulture);
}
