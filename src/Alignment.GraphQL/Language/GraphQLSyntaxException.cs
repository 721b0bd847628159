namespace Alignment.GraphQL.Language;

/// <summary>A document that is not GraphQL, or is larger than the parser was told to read.</summary>
/// <remarks>The message is the reference implementation's, word for word, and is safe to send to the client.</remarks>
public sealed class GraphQLSyntaxException : Exception
{
    internal GraphQLSyntaxException(string description, SourceLocation location, string code = ErrorCodes.ParseFailed)
        : base($"Syntax Error: {description}")
    {
        Location = location;
        Code = code;
    }

    /// <summary>Where reading stopped.</summary>
    public SourceLocation Location { get; }

    /// <summary>What goes into <c>extensions.code</c>: <see cref="ErrorCodes.ParseFailed"/> or the code of a limit.</summary>
    public string Code { get; }
}
