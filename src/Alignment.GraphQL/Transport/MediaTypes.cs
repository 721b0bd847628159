using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Alignment.GraphQL.Transport;

/// <summary>In which form a client wants its answer.</summary>
internal enum ResponseFormat : byte
{
    /// <summary><c>application/json</c>: 200 whenever the request was a GraphQL request.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>: 4xx when the operation could not run.</summary>
    GraphQLResponse,

    /// <summary><c>text/event-stream</c>.</summary>
    EventStream,

    /// <summary>Nothing that is served here.</summary>
    None,
}

/// <summary>Content negotiation, as GraphQL over HTTP has it.</summary>
internal static class MediaTypes
{
    internal const string Json = "application/json; charset=utf-8";
    internal const string GraphQLResponse = "application/graphql-response+json; charset=utf-8";
    internal const string EventStream = "text/event-stream; charset=utf-8";

    /// <summary>The best form that is accepted; without a header, or if anything is, JSON.</summary>
    internal static ResponseFormat Negotiate(StringValues accept)
    {
        if (accept.Count == 0)
            return ResponseFormat.Json;
        if (accept.Count == 1)
        {
            switch (accept[0])
            {
                case "*/*" or "application/json" or "" or null:
                    return ResponseFormat.Json;
                case "application/graphql-response+json":
                    return ResponseFormat.GraphQLResponse;
            }
        }

        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
            return ResponseFormat.None;
        var best = ResponseFormat.None;
        var bestQuality = 0d;
        var anyIsJson = !types.Any(static type => type.Quality is 0 && !type.MatchesAllSubTypes && FormatOf(type) == ResponseFormat.Json);
        foreach (var type in types)
        {
            var format = FormatOf(type);
            if (format == ResponseFormat.Json && !anyIsJson)
                format = ResponseFormat.GraphQLResponse; // anything, but for plain JSON
            var quality = type.Quality ?? 1; // of 0: not at any price
            if (format != ResponseFormat.None && quality > bestQuality)
            {
                best = format;
                bestQuality = quality;
            }
        }

        return best;
    }

    /// <summary>Whether a stream of events is accepted, if only after something else.</summary>
    internal static bool AcceptsEventStream(StringValues accept)
    {
        if (!MediaTypeHeaderValue.TryParseList(accept, out var types))
            return false;
        foreach (var type in types)
        {
            if (FormatOf(type) == ResponseFormat.EventStream && type.Quality is null or > 0)
                return true;
        }

        return false;
    }

    /// <summary>Whether a body is JSON in UTF-8.</summary>
    internal static bool IsJson(string? contentType)
    {
        if (contentType is "application/json" or "application/json; charset=utf-8")
            return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Value.AsSpan().Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the client would show a page.</summary>
    internal static bool AcceptsHtml(StringValues accept) =>
        accept.Count > 0 && accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    private static ResponseFormat FormatOf(MediaTypeHeaderValue type) => type switch
    {
        _ when type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) => ResponseFormat.None,
        _ when type.MediaType.Equals("application/graphql-response+json", StringComparison.OrdinalIgnoreCase) => ResponseFormat.GraphQLResponse,
        _ when type.MediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase) => ResponseFormat.EventStream,
        _ when type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.MatchesAllTypes
            || type.MediaType.Equals("application/*", StringComparison.OrdinalIgnoreCase) => ResponseFormat.Json,
        _ => ResponseFormat.None,
    };
}
