using Microsoft.Extensions.Logging;

namespace Alignment.GraphQL.Execution;

/// <summary>What the engine writes into the log. Never variables, arguments or results.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Error, "The resolver of {Field} failed.")]
    internal static partial void ResolverFailed(this ILogger logger, Exception exception, string field);

    [LoggerMessage(2, LogLevel.Warning, "The operation {Operation} ({Kind}) took {Milliseconds} ms; its document has the hash {Hash}.")]
    internal static partial void SlowOperation(this ILogger logger, string operation, string kind, long milliseconds, string hash);

    [LoggerMessage(3, LogLevel.Error, "A GraphQL request failed outside any resolver.")]
    internal static partial void RequestFailed(this ILogger logger, Exception exception);

    [LoggerMessage(4, LogLevel.Warning, "{Count} resolvers ignored that their request was canceled and were left behind.")]
    internal static partial void ResolversLeftBehind(this ILogger logger, int count);

    [LoggerMessage(5, LogLevel.Error, "The source stream of the subscription field {Field} failed.")]
    internal static partial void SourceStreamFailed(this ILogger logger, Exception exception, string field);
}
