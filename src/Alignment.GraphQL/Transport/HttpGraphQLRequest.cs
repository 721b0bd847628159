using System.Text;
using System.Text.Json;
using Alignment.GraphQL.Execution;
using Microsoft.AspNetCore.Http;

namespace Alignment.GraphQL.Transport;

/// <summary>The request is not a GraphQL request; the message says why and may be sent.</summary>
internal sealed class BadRequestException(string message, int statusCode = StatusCodes.Status400BadRequest, string code = ErrorCodes.BadRequest)
    : Exception(message)
{
    internal int StatusCode { get; } = statusCode;

    internal string Code { get; } = code;
}

/// <summary>The parameters of a GraphQL request, as pieces of UTF-8.</summary>
internal sealed class HttpGraphQLRequest
{
    internal ReadOnlyMemory<byte> Document { get; private set; }

    internal bool HasDocument { get; private set; }

    internal ReadOnlyMemory<byte>? OperationName { get; private set; }

    internal ReadOnlyMemory<byte> Variables { get; private set; }

    /// <summary>The SHA-256 of a persisted operation, in lower case, or another id of it; null if none was given.</summary>
    internal string? Hash { get; private set; }

    /// <summary>The operation's id on a stream that carries many; null if none was given.</summary>
    internal string? OperationId { get; private set; }

    internal void UseDocument(ReadOnlyMemory<byte> document)
    {
        Document = document;
        HasDocument = true;
    }

    internal GraphQLRequest ToRequest(bool isReadOnly, bool reportCost) =>
        new(Document, OperationName, Variables) { IsReadOnly = isReadOnly, ReportCost = reportCost };

    /// <summary>Reads a body: one request, or an array of them.</summary>
    /// <exception cref="BadRequestException">It is neither.</exception>
    internal static List<HttpGraphQLRequest> ReadBody(ReadOnlyMemory<byte> body, int maxBatch, out bool isBatch)
    {
        try
        {
            var reader = NewReader(body.Span);
            if (!reader.Read())
                throw new BadRequestException("The request has no body.");
            isBatch = reader.TokenType == JsonTokenType.StartArray;
            var requests = new List<HttpGraphQLRequest>(1);
            if (!isBatch)
            {
                requests.Add(ReadOne(ref reader, body));
            }
            else
            {
                if (maxBatch == 0)
                    throw new BadRequestException("Batches are not answered here. The setting GraphQL:Limits:AllowBatching decides.");
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (requests.Count == maxBatch)
                        throw new BadRequestException($"A batch has at most {maxBatch} requests. The setting GraphQL:Limits:MaxBatchSize moves this limit.", StatusCodes.Status400BadRequest, ErrorCodes.BatchTooLarge);
                    requests.Add(ReadOne(ref reader, body));
                }

                if (requests.Count == 0)
                    throw new BadRequestException("The batch is empty.");
            }

            return reader.Read() ? throw new BadRequestException("The body goes on after the request.") : requests;
        }
        catch (JsonException)
        {
            throw new BadRequestException("The body is not JSON.");
        }
        catch (InvalidOperationException)
        {
            throw new BadRequestException("The body is not UTF-8.");
        }
    }

    /// <summary>Reads the parameters of a GET.</summary>
    /// <exception cref="BadRequestException">They are malformed.</exception>
    internal static HttpGraphQLRequest ReadQuery(IQueryCollection query)
    {
        var request = new HttpGraphQLRequest();
        if (One(query, "query") is { } document)
            request.UseDocument(Encoding.UTF8.GetBytes(document));
        if (One(query, "documentId") is { Length: > 0 } id)
            request.Hash = IdIn(id);
        if (One(query, "operationName") is { Length: > 0 } name) // a form sends a field that is left empty
            request.OperationName = Encoding.UTF8.GetBytes(name);
        try
        {
            if (One(query, "variables") is { Length: > 0 } variables)
                request.Variables = ObjectOrNothing(Encoding.UTF8.GetBytes(variables), "variables");
            if (One(query, "extensions") is { Length: > 0 } extensions)
                request.ReadExtensions(ObjectOrNothing(Encoding.UTF8.GetBytes(extensions), "extensions"));
        }
        catch (JsonException)
        {
            throw new BadRequestException("The parameters variables and extensions must be JSON.");
        }

        return request.Checked();
    }

    private static string? One(IQueryCollection query, string name) => query[name] switch
    {
        { Count: 0 } => null,
        { Count: 1 } only => only[0],
        _ => throw new BadRequestException($"The parameter {name} was given more than once."),
    };

    private static ReadOnlyMemory<byte> ObjectOrNothing(byte[] json, string name)
    {
        var reader = NewReader(json);
        reader.Read();
        var kind = reader.TokenType;
        reader.Skip();
        if (reader.Read() || kind is not (JsonTokenType.StartObject or JsonTokenType.Null))
            throw new BadRequestException($"The parameter {name} must be an object.");
        return kind == JsonTokenType.Null ? default : json;
    }

    private static HttpGraphQLRequest ReadOne(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new BadRequestException("A request must be an object.");
        var request = new HttpGraphQLRequest();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("query"u8))
            {
                if (TryReadText(ref reader, body, "query", out var document))
                    request.UseDocument(document);
            }
            else if (reader.ValueTextEquals("operationName"u8))
            {
                if (TryReadText(ref reader, body, "operationName", out var name))
                    request.OperationName = name;
            }
            else if (reader.ValueTextEquals("variables"u8))
            {
                request.Variables = ReadObject(ref reader, body, "variables");
            }
            else if (reader.ValueTextEquals("extensions"u8))
            {
                request.ReadExtensions(ReadObject(ref reader, body, "extensions"));
            }
            else if (reader.ValueTextEquals("documentId"u8))
            {
                if (TryReadText(ref reader, body, "documentId", out var id))
                    request.Hash = IdIn(Encoding.UTF8.GetString(id.Span));
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return request.Checked();
    }

    private HttpGraphQLRequest Checked() =>
        HasDocument || Hash is not null ? this : throw new BadRequestException("The parameter query is missing.");

    private static bool TryReadText(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string name, out ReadOnlyMemory<byte> text)
    {
        reader.Read();
        text = default;
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        if (reader.TokenType != JsonTokenType.String)
            throw new BadRequestException($"The parameter {name} must be a string.");
        if (!reader.ValueIsEscaped)
        {
            text = body.Slice(checked((int)reader.TokenStartIndex) + 1, reader.ValueSpan.Length);
            return true;
        }

        var unescaped = new byte[reader.ValueSpan.Length];
        text = unescaped.AsMemory(0, reader.CopyString(unescaped));
        return true;
    }

    private static ReadOnlyMemory<byte> ReadObject(ref Utf8JsonReader reader, ReadOnlyMemory<byte> body, string name)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return default;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new BadRequestException($"The parameter {name} must be an object.");
        var start = checked((int)reader.TokenStartIndex);
        reader.Skip();
        return body[start..checked((int)reader.BytesConsumed)];
    }

    private void ReadExtensions(ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty)
            return;
        var reader = NewReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPersisted = reader.ValueTextEquals("persistedQuery"u8);
            var isOperationId = reader.ValueTextEquals("operationId"u8);
            reader.Read();
            if (isPersisted && reader.TokenType == JsonTokenType.StartObject)
                ReadPersisted(ref reader);
            else if (isOperationId && reader.TokenType == JsonTokenType.String)
                OperationId = reader.GetString();
            else
                reader.Skip();
        }
    }

    private void ReadPersisted(ref Utf8JsonReader reader)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isHash = reader.ValueTextEquals("sha256Hash"u8);
            reader.Read();
            if (isHash && reader.TokenType == JsonTokenType.String)
                Hash = HashIn(reader.GetString()!);
            else
                reader.Skip();
        }
    }

    private static string HashIn(string text) => PersistedOperationId.Normalize(text) is var hash && PersistedOperationId.IsHash(hash)
        ? hash
        : throw new BadRequestException("The hash of a persisted operation is a SHA-256, 64 hexadecimal digits.");

    private static string IdIn(string text) => text.Length <= PersistedOperationId.Longest
        ? PersistedOperationId.Normalize(text)
        : throw new BadRequestException($"The id of a persisted operation has at most {PersistedOperationId.Longest} characters.");

    private static Utf8JsonReader NewReader(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = VariableValues.JsonDepth });
}
