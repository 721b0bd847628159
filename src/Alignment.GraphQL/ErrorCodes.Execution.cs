namespace Alignment.GraphQL;

/// <content>What execution and transport say.</content>
public static partial class ErrorCodes
{
    /// <summary>A resolver failed. What it said is in the log and nowhere else.</summary>
    public const string Unexpected = "UNEXPECTED_EXECUTION_ERROR";

    /// <summary>A resolver returned null, or something that is not of the field's type, where the schema allows neither.</summary>
    public const string InvalidResult = "INVALID_RESULT";

    /// <summary>The variables do not fit their declared types.</summary>
    public const string InvalidVariables = "INVALID_VARIABLES";

    /// <summary>An argument does not fit its type, which could only be seen while running.</summary>
    public const string InvalidArgument = "INVALID_ARGUMENT";

    /// <summary>An opaque id is malformed, or names another type than is asked for.</summary>
    public const string InvalidId = "INVALID_ID";

    /// <summary>The caller may not read the field.</summary>
    public const string NotPermitted = "NOT_PERMITTED";

    /// <summary>The operation took longer than <c>ExecutionTimeout</c>.</summary>
    public const string Timeout = "EXECUTION_TIMEOUT";

    /// <summary>The client went away.</summary>
    public const string Canceled = "REQUEST_CANCELED";

    /// <summary>The document has no operation of that name, or several and none was named.</summary>
    public const string UnknownOperation = "UNKNOWN_OPERATION";

    /// <summary>The request is not a GraphQL request.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>The operation may not be used this way: a mutation by GET, a subscription without a stream.</summary>
    public const string OperationNotAllowed = "OPERATION_NOT_ALLOWED";

    /// <summary>No operation is stored under that hash; send it together with its hash.</summary>
    public const string PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND";

    /// <summary>Only stored operations are answered here.</summary>
    public const string PersistedQueryRequired = "PERSISTED_QUERY_REQUIRED";

    /// <summary>The page asked for is too large, or its arguments contradict each other.</summary>
    public const string InvalidPaging = "INVALID_PAGING";
}
