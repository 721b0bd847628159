using Alignment.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL.Transport;

/// <content>Streams.</content>
internal sealed partial class GraphQLEndpoint
{
    private async Task AnswerStreamAsync(HttpContext http, GraphQLRequest request)
    {
        var events = new EventStreamWriter(http, options.KeepAliveInterval);
        await events.OpenAsync().ConfigureAwait(false);
        await foreach (var response in events.KeepAlive(executor.StreamAsync(request, http.User, stopping, http.RequestAborted)).ConfigureAwait(false))
            await events.NextAsync(response.Writer.WrittenMemory).ConfigureAwait(false);
        if (!stopping.IsCancellationRequested) // or else a client would not come back for the rest
            await events.CompleteAsync().ConfigureAwait(false);
    }

    private async Task HandleWebSocketAsync(HttpContext http)
    {
        if (options.RequirePreflight && !IsAllowedOrigin(http))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "Pages of this site may not open web sockets here.", ErrorCodes.BadRequest).ConfigureAwait(false);
            return;
        }

        if (!http.WebSockets.WebSocketRequestedProtocols.Contains(WebSocketConnection.Protocol))
        {
            using var refused = await http.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            await refused.CloseAsync((System.Net.WebSockets.WebSocketCloseStatus)4406, "Subprotocol not acceptable", http.RequestAborted).ConfigureAwait(false);
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(WebSocketConnection.Protocol).ConfigureAwait(false);
        using var connection = new WebSocketConnection(socket, executor, persisted, http.User, stopping);
        await connection.RunAsync(http.RequestAborted).ConfigureAwait(false);
    }

    // A browser lets any page open a socket to any site; only the Origin header tells.
    private bool IsAllowedOrigin(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length == 0
            || options.AllowedOrigins.Contains(origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority == http.Request.Host.Value);
    }
}
