using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL.Transport;

/// <content>graphql-sse's single connection mode: for clients that may not open many connections.</content>
internal sealed partial class GraphQLEndpoint
{
    private const string TokenHeader = "X-GraphQL-Event-Stream-Token";

    private readonly SingleConnections connections;

    private static string? TokenOf(HttpContext http) =>
        http.Request.Headers.TryGetValue(TokenHeader, out var header) ? header.ToString()
        : http.Request.QueryString.HasValue && http.Request.Query.TryGetValue("token", out var parameter) ? parameter.ToString()
        : null;

    private async Task ReserveAsync(HttpContext http)
    {
        if (connections.Reserve() is not { } token)
            throw new BadRequestException($"There are {executor.Limits.MaxSharedStreams} streams already. The setting GraphQL:Limits:MaxSharedStreams moves this limit.", StatusCodes.Status429TooManyRequests);
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(token, http.RequestAborted).ConfigureAwait(false);
    }

    private async Task OpenAsync(HttpContext http, string token)
    {
        var connection = Connection(token);
        if (!connection.TryOpen())
            throw new BadRequestException("The stream is open already.", StatusCodes.Status409Conflict);
        try
        {
            var events = new EventStreamWriter(http, options.KeepAliveInterval);
            await events.OpenAsync().ConfigureAwait(false);
            using var listening = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
            await foreach (var message in events.KeepAlive(connection.ReadAllAsync(listening.Token)).ConfigureAwait(false))
                await events.SendAsync(message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; the client comes back to another one.
        }
        finally
        {
            connection.Close();
        }
    }

    private void Start(HttpContext http, string token, HttpGraphQLRequest request, bool isGet)
    {
        var connection = Connection(token);
        if (request.OperationId is not { Length: > 0 } id)
            throw new BadRequestException("An operation on a stream needs extensions.operationId.");
        if (persisted.Complete(request) is { } error)
            throw new BadRequestException(error.Message, StatusCodes.Status400BadRequest, error.Code!);
        if (!connection.TryStart(id, request.ToRequest(isGet, ReportsCost(http)), http.User))
            throw new BadRequestException($"The operation is running already, or {executor.Limits.MaxOperationsPerConnection} others are; the setting GraphQL:Limits:MaxOperationsPerConnection moves that limit.", StatusCodes.Status409Conflict);
        http.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private void Stop(HttpContext http)
    {
        Connection(TokenOf(http) ?? "").Stop(http.Request.Query["operationId"].ToString());
        http.Response.StatusCode = StatusCodes.Status200OK;
    }

    private SingleConnection Connection(string token) =>
        connections.Find(token) ?? throw new BadRequestException("There is no such stream.", StatusCodes.Status404NotFound);
}
