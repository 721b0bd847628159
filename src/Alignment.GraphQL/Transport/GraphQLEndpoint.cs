using Alignment.GraphQL.Execution;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace Alignment.GraphQL.Transport;

/// <summary>GraphQL over HTTP: POST and GET, one response or a stream of them.</summary>
internal sealed partial class GraphQLEndpoint
{
    private readonly RequestExecutor executor;
    private readonly GraphQLOptions options;
    private readonly PersistedOperations persisted;
    private readonly CancellationToken stopping;

    /// <param name="executor">Runs the operations.</param>
    /// <param name="store">Has the persisted ones.</param>
    /// <param name="stopping">Set when the host stops: streams without an end are ended then.</param>
    internal GraphQLEndpoint(RequestExecutor executor, IPersistedOperationStore store, CancellationToken stopping)
    {
        this.stopping = stopping;
        this.executor = executor;
        options = executor.Options;
        persisted = new PersistedOperations(store, options.PersistedOperations);
        connections = new SingleConnections(executor);
    }

    internal async Task HandleAsync(HttpContext http)
    {
        var method = http.Request.Method;
        var isGet = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (HttpMethods.IsOptions(method))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            http.Response.Headers.Allow = Allowed;
            return;
        }

        if (isGet && http.WebSockets.IsWebSocketRequest)
        {
            await HandleWebSocketAsync(http).ConfigureAwait(false);
            return;
        }

        if (isGet && options.Page is { } page && !http.Request.Query.ContainsKey("query") && MediaTypes.AcceptsHtml(http.Request.Headers.Accept))
        {
            await page(http).ConfigureAwait(false);
            return;
        }

        if (!(isGet && options.AllowGet) && !HttpMethods.IsPost(method) && !HttpMethods.IsPut(method) && !HttpMethods.IsDelete(method))
        {
            http.Response.Headers.Allow = Allowed;
            await RefuseAsync(http, StatusCodes.Status405MethodNotAllowed, $"{method} is not answered here.", ErrorCodes.BadRequest).ConfigureAwait(false);
            return;
        }

        try
        {
            if (HttpMethods.IsPut(method))
                await ReserveAsync(http).ConfigureAwait(false);
            else if (HttpMethods.IsDelete(method))
                Stop(http);
            else
                await AnswerAsync(http, isGet).ConfigureAwait(false);
        }
        catch (BadRequestException exception)
        {
            await RefuseAsync(http, exception.StatusCode, exception.Message, exception.Code).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(http, exception.StatusCode, "The request could not be read.", ErrorCodes.BadRequest).ConfigureAwait(false);
        }
        catch (Exception exception) when (http.RequestAborted.IsCancellationRequested && exception is (OperationCanceledException or IOException))
        {
            // Nobody is there to be answered.
        }
        catch (Exception exception)
        {
            executor.Services.Logger.RequestFailed(exception);
            await RefuseAsync(http, StatusCodes.Status500InternalServerError, "Unexpected Execution Error", ErrorCodes.Unexpected).ConfigureAwait(false);
        }

        if (LeftBehind.Of(http) is { } left)
            await left.EndAsync(http).ConfigureAwait(false);
    }

    private string Allowed => options.AllowGet ? "GET, HEAD, POST, PUT, DELETE, OPTIONS" : "POST, PUT, DELETE, OPTIONS";

    private async Task AnswerAsync(HttpContext http, bool isGet)
    {
        var format = MediaTypes.Negotiate(http.Request.Headers.Accept);
        if (format == ResponseFormat.None)
            throw new BadRequestException("None of the accepted media types is served here.", StatusCodes.Status406NotAcceptable);
        if (isGet)
        {
            if (options.RequirePreflight && http.Request.Headers["Sec-Fetch-Site"] == "cross-site" && http.Request.Headers["GraphQL-Preflight"] != "1")
                throw new BadRequestException("A request from another site needs the header GraphQL-Preflight: 1.", StatusCodes.Status403Forbidden);
            if (http.Request.QueryString.Value?.Length > executor.Limits.MaxRequestBytes)
                throw new BadRequestException($"The query string is longer than {executor.Limits.MaxRequestBytes} bytes. The setting GraphQL:Limits:MaxRequestBytes moves this limit.", StatusCodes.Status414UriTooLong, ErrorCodes.RequestTooLarge);
            if (format == ResponseFormat.EventStream && !http.Request.Query.ContainsKey("query") && TokenOf(http) is { } token)
                await OpenAsync(http, token).ConfigureAwait(false);
            else
                await AnswerOneAsync(http, HttpGraphQLRequest.ReadQuery(http.Request.Query), format, isGet: true).ConfigureAwait(false);
            return;
        }

        if (!MediaTypes.IsJson(http.Request.ContentType))
            throw new BadRequestException("The content type must be application/json, in UTF-8.", StatusCodes.Status415UnsupportedMediaType);
        if (http.Request.Headers.ContentEncoding is { Count: > 0 } encoding && !encoding.Equals("identity"))
            throw new BadRequestException("The body must not be compressed.", StatusCodes.Status415UnsupportedMediaType);
        using var body = await RequestBody.ReadAsync(http.Request, executor.Limits.MaxRequestBytes, http.RequestAborted).ConfigureAwait(false);
        try
        {
            var requests = HttpGraphQLRequest.ReadBody(body.Memory, executor.Limits.AllowBatching ? executor.Limits.MaxBatchSize : 0, out var isBatch);
            if (isBatch)
                await AnswerBatchAsync(http, requests, format).ConfigureAwait(false);
            else
                await AnswerOneAsync(http, requests[0], format, isGet: false).ConfigureAwait(false);
        }
        finally
        {
            if (LeftBehind.Of(http) is not null)
                body.Abandon();
        }
    }

    private async Task AnswerOneAsync(HttpContext http, HttpGraphQLRequest request, ResponseFormat format, bool isGet)
    {
        if (TokenOf(http) is { } token)
        {
            Start(http, token, request, isGet);
            return;
        }

        using var writer = new ResultWriter();
        var kind = ResponseKind.Refused;
        if (persisted.Complete(request) is { } error)
            ErrorWriter.WriteRequestError(writer, [error]);
        else if (format == ResponseFormat.EventStream)
        {
            await AnswerStreamAsync(http, request.ToRequest(isGet, ReportsCost(http))).ConfigureAwait(false);
            return;
        }
        else
            kind = await RunAsync(http, request, writer, isGet).ConfigureAwait(false);

        if (kind == ResponseKind.NeedsStream && MediaTypes.AcceptsEventStream(http.Request.Headers.Accept))
        {
            await AnswerStreamAsync(http, request.ToRequest(isGet, ReportsCost(http))).ConfigureAwait(false);
            return;
        }

        if (kind == ResponseKind.NeedsStream)
        {
            ErrorWriter.WriteRequestError(writer, [new GraphQLError("A subscription needs Accept: text/event-stream, or a web socket.") { Code = ErrorCodes.OperationNotAllowed }]);
            kind = ResponseKind.Refused;
        }

        if (kind == ResponseKind.NotAllowed)
            http.Response.Headers.Allow = "POST";
        http.Response.StatusCode = kind switch
        {
            ResponseKind.Executed => StatusCodes.Status200OK,
            ResponseKind.NotAllowed => StatusCodes.Status405MethodNotAllowed,
            _ => format == ResponseFormat.GraphQLResponse ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK,
        };
        await SendAsync(http, writer, format).ConfigureAwait(false);
    }

    private async Task AnswerBatchAsync(HttpContext http, List<HttpGraphQLRequest> requests, ResponseFormat format)
    {
        if (format == ResponseFormat.EventStream)
            throw new BadRequestException("A batch is not answered as a stream.", StatusCodes.Status406NotAcceptable);
        using var writer = new ResultWriter();
        writer.WriteByte((byte)'[');
        for (var i = 0; i < requests.Count; i++)
        {
            if (i > 0)
                writer.WriteByte((byte)',');
            if (persisted.Complete(requests[i]) is { } error)
                ErrorWriter.WriteRequestError(writer, [error]);
            else if (await RunAsync(http, requests[i], writer, isReadOnly: false).ConfigureAwait(false) == ResponseKind.NeedsStream)
                ErrorWriter.WriteRequestError(writer, [new GraphQLError("A subscription cannot be part of a batch.") { Code = ErrorCodes.OperationNotAllowed }]);
        }

        writer.WriteByte((byte)']');
        await SendAsync(http, writer, format).ConfigureAwait(false);
    }

    private ValueTask<ResponseKind> RunAsync(HttpContext http, HttpGraphQLRequest request, ResultWriter writer, bool isReadOnly) =>
        executor.ExecuteAsync(request.ToRequest(isReadOnly, ReportsCost(http)), writer, http.Features.Get<IHttpAuthenticationFeature>()?.User, () => http.RequestServices, () => http.RequestAborted,
            leftBehind: left => LeftBehind.Note(http, left));

    private static bool ReportsCost(HttpContext http) => http.Request.Headers["GraphQL-Cost"] == "report";

    private static async Task RefuseAsync(HttpContext http, int status, string message, string code)
    {
        if (http.Response.HasStarted)
            return;
        using var writer = new ResultWriter(256);
        ErrorWriter.WriteRequestError(writer, [new GraphQLError(message) { Code = code }]);
        http.Response.StatusCode = status;
        var format = MediaTypes.Negotiate(http.Request.Headers.Accept);
        await SendAsync(http, writer, format).ConfigureAwait(false);
    }

    private static async ValueTask SendAsync(HttpContext http, ResultWriter writer, ResponseFormat format)
    {
        var response = http.Response;
        response.ContentType = format == ResponseFormat.GraphQLResponse ? MediaTypes.GraphQLResponse : MediaTypes.Json;
        response.ContentLength = writer.Position;
        if (LeftBehind.Of(http) is not null && HttpProtocol.IsHttp11(http.Request.Protocol))
            response.Headers.Connection = "close"; // the next request on it would wait
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        await response.BodyWriter.WriteAsync(writer.WrittenMemory, http.RequestAborted).ConfigureAwait(false);
    }
}
