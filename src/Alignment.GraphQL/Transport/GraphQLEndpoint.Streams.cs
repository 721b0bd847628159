using Alignment.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL.Transport;

/// <content>Streams.</content>
internal sealed partial class GraphQLEndpoint
{
    private static async Task AnswerStreamAsync(HttpContext http, GraphQLRequest request, StreamStyle style)
    {
        _ = (request, style);
        await RefuseAsync(http, StatusCodes.Status406NotAcceptable, "Streams are not served.", ErrorCodes.BadRequest).ConfigureAwait(false);
    }

    private static Task HandleWebSocketAsync(HttpContext http) =>
        RefuseAsync(http, StatusCodes.Status400BadRequest, "Web sockets are not served.", ErrorCodes.BadRequest);
}

internal readonly record struct StreamStyle
{
    internal static StreamStyle Of(HttpContext http)
    {
        _ = http;
        return default;
    }
}
