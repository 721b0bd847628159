namespace Alignment.GraphQL;

/// <summary>The values of <c>extensions.code</c>. They are part of the contract: a client may switch on them.</summary>
public static partial class ErrorCodes
{
    /// <summary>The document is not GraphQL.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document is GraphQL, but this schema cannot answer it.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>The document has more tokens than <c>MaxTokens</c> allows.</summary>
    public const string TooManyTokens = "TOO_MANY_TOKENS";

    /// <summary>The document is nested deeper than the parser goes.</summary>
    public const string NestedTooDeep = "NESTED_TOO_DEEP";
}
