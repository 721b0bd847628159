using Alignment.GraphQL.Language;

namespace Alignment.GraphQL;

/// <summary>One entry of a response's <c>errors</c>.</summary>
/// <param name="Message">What is wrong, in words that may leave the process.</param>
public sealed record GraphQLError(string Message)
{
    /// <summary>Goes into <c>extensions.code</c>; null leaves it out.</summary>
    public string? Code { get; init; }

    /// <summary>The places in the document, in the order the rule gives them; empty leaves the entry out.</summary>
    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    /// <summary>Response keys (<see cref="string"/>) and list indices (<see cref="int"/>) from the root; null leaves the entry out.</summary>
    public IReadOnlyList<object>? Path { get; init; }

    /// <summary>More entries of <c>extensions</c>: strings, numbers, booleans, nulls, lists and dictionaries of them.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>What caused it. It is logged and never sent.</summary>
    public Exception? Exception { get; init; }

    /// <summary>An error at the places of <paramref name="nodes"/>; nodes that were not parsed add none.</summary>
    public static GraphQLError At(string message, string? code, params ReadOnlySpan<SyntaxNode> nodes)
    {
        var locations = new List<SourceLocation>(nodes.Length);
        foreach (var node in nodes)
        {
            if (node.Location.Position is { } position)
                locations.Add(position);
        }

        return new GraphQLError(message) { Code = code, Locations = locations };
    }
}

/// <summary>Thrown by a resolver to say something to the client: its errors are sent as they are, at the field's path.</summary>
public sealed class GraphQLException : Exception
{
    /// <summary>One error without a code.</summary>
    public GraphQLException(string message)
        : this(new GraphQLError(message))
    {
    }

    /// <summary>One or several errors; an error without a path gets the field's.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public GraphQLException(params GraphQLError[] errors)
        : base(errors.Length > 0 ? errors[0].Message : throw new ArgumentException("At least one error is needed.", nameof(errors))) =>
        Errors = errors;

    /// <summary>At least one.</summary>
    public IReadOnlyList<GraphQLError> Errors { get; }
}

/// <summary>Builds a <see cref="GraphQLError"/> step by step, with Hot Chocolate's names.</summary>
public sealed class ErrorBuilder
{
    private readonly Dictionary<string, object?> extensions = new(StringComparer.Ordinal);
    private string message = "";
    private string? code;
    private IReadOnlyList<object>? path;
    private Exception? exception;

    private ErrorBuilder()
    {
    }

    /// <summary>Starts an error.</summary>
    public static ErrorBuilder New() => new();

    /// <inheritdoc cref="GraphQLError.Message"/>
    public ErrorBuilder SetMessage(string value)
    {
        message = value;
        return this;
    }

    /// <inheritdoc cref="GraphQLError.Code"/>
    public ErrorBuilder SetCode(string value)
    {
        code = value;
        return this;
    }

    /// <inheritdoc cref="GraphQLError.Path"/>
    public ErrorBuilder SetPath(IReadOnlyList<object> value)
    {
        path = value;
        return this;
    }

    /// <inheritdoc cref="GraphQLError.Exception"/>
    public ErrorBuilder SetException(Exception value)
    {
        exception = value;
        return this;
    }

    /// <summary>Adds or replaces an entry of <c>extensions</c>.</summary>
    public ErrorBuilder SetExtension(string key, object? value)
    {
        extensions[key] = value;
        return this;
    }

    /// <summary>The error.</summary>
    public GraphQLError Build() => new(message)
    {
        Code = code,
        Path = path,
        Exception = exception,
        Extensions = extensions.Count > 0 ? extensions : null,
    };
}
