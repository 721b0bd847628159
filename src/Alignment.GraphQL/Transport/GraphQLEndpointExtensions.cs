using Alignment.GraphQL.Execution;
using Alignment.GraphQL.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Serves the GraphQL server over HTTP.</summary>
public static class GraphQLEndpointExtensions
{
    /// <summary>
    /// Answers GraphQL over HTTP (POST and GET), graphql-sse, and graphql-transport-ws if the host calls <c>UseWebSockets()</c>.
    /// The schema is built now, so that one with problems stops the start.
    /// </summary>
    /// <param name="endpoints">The routes.</param>
    /// <param name="path">The one path of the server.</param>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints, string path = "/graphql")
    {
        var executor = endpoints.ServiceProvider.GetRequiredService<RequestExecutor>();
        var stopping = endpoints.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default;
        var endpoint = new GraphQLEndpoint(executor, endpoints.ServiceProvider.GetRequiredService<IPersistedOperationStore>(), stopping);
        return endpoints.Map(path, (RequestDelegate)endpoint.HandleAsync).WithDisplayName("GraphQL");
    }

    /// <summary>Answers the schema as text, in the schema language.</summary>
    public static IEndpointConventionBuilder MapGraphQLSchema(this IEndpointRouteBuilder endpoints, string path = "/graphql/schema.graphql")
    {
        var executor = endpoints.ServiceProvider.GetRequiredService<RequestExecutor>();
        var text = Alignment.GraphQL.Types.SchemaPrinter.Print(executor.Schema) + "\n";
        return endpoints.MapGet(path, () => Results.Text(text, "application/graphql; charset=utf-8"));
    }
}
