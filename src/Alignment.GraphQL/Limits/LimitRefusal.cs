using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Limits;

/// <summary>Words the refusals of the limits alike: what was found, what is allowed, and which setting says so.</summary>
internal static class LimitRefusal
{
    /// <summary>Builds a refusal.</summary>
    /// <param name="what">What there is too much of, as a sentence without a full stop.</param>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="limit">The property of <see cref="GraphQLLimits"/>.</param>
    /// <param name="allowed">Its value.</param>
    /// <param name="found">What was measured, or null when measuring stopped at the limit.</param>
    /// <param name="node">Where, or null.</param>
    internal static GraphQLError Of(string what, string code, string limit, object allowed, object? found, SyntaxNode? node)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["limit"] = limit, ["allowed"] = allowed };
        if (found is not null)
            extensions["found"] = found;
        var message = FormattableString.Invariant($"{what}; at most {allowed} are allowed. The setting {GraphQLLimits.Section}:{limit} moves this limit.");
        return (node is null ? new GraphQLError(message) { Code = code } : GraphQLError.At(message, code, node)) with { Extensions = extensions };
    }
}
