namespace Alignment.GraphQL.Execution;

/// <summary>One operation to run, as it came: pieces of UTF-8 that must stay as they are until it has run.</summary>
/// <param name="Document">The document.</param>
/// <param name="OperationName">Null if none was named. An empty one was named, and there is no operation of that name.</param>
/// <param name="Variables">A JSON object, or empty.</param>
internal readonly record struct GraphQLRequest(
    ReadOnlyMemory<byte> Document, ReadOnlyMemory<byte>? OperationName, ReadOnlyMemory<byte> Variables)
{
    /// <summary>Whether mutations are refused: the request came by GET.</summary>
    internal bool IsReadOnly { get; init; }

    /// <summary>Whether the response tells what the operation was estimated to cost.</summary>
    internal bool ReportCost { get; init; }

    /// <summary>The same request on memory of its own.</summary>
    internal GraphQLRequest Copy() => this with
    {
        Document = Document.ToArray(),
        OperationName = OperationName is { } name ? name.ToArray() : default(ReadOnlyMemory<byte>?), // a null array would be an empty name
        Variables = Variables.ToArray(),
    };
}

/// <summary>What came of an operation.</summary>
internal enum ResponseKind : byte
{
    /// <summary>It ran: the response has data, perhaps null.</summary>
    Executed,

    /// <summary>It could not run: document, variables or limits are at fault, and the response has errors only.</summary>
    Refused,

    /// <summary>It may not be run in this way, by GET say.</summary>
    NotAllowed,

    /// <summary>It is a subscription, which needs a stream. Nothing was written.</summary>
    NeedsStream,
}
