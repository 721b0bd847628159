using System.Text;

namespace Alignment.GraphQL.Language;

/// <summary>Reads GraphQL documents, executable or type system, straight from UTF-8.</summary>
public static class Utf8GraphQLParser
{
    /// <summary>Reads a document.</summary>
    /// <param name="utf8">The text; a byte order mark is ignored.</param>
    /// <param name="options">How much to read at most; <see cref="ParserOptions.Default"/> when null.</param>
    /// <exception cref="GraphQLSyntaxException">The text is not GraphQL, or exceeds the options.</exception>
    public static DocumentNode Parse(ReadOnlySpan<byte> utf8, ParserOptions? options = null) =>
        new SyntaxReader(utf8, options ?? ParserOptions.Default).ReadDocument();

    /// <inheritdoc cref="Parse(ReadOnlySpan{byte}, ParserOptions?)"/>
    /// <param name="text">The text.</param>
    /// <param name="options">How much to read at most.</param>
    public static DocumentNode Parse(string text, ParserOptions? options = null) => Parse(Encoding.UTF8.GetBytes(text), options);

    /// <summary>Reads a lone value, such as <c>[1, 2]</c>; it may contain variables.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is not one value.</exception>
    public static ValueNode ParseValue(string text) =>
        new SyntaxReader(Encoding.UTF8.GetBytes(text), ParserOptions.Default).ReadLoneValue();

    /// <summary>Reads a lone type reference, such as <c>[Int!]</c>.</summary>
    /// <exception cref="GraphQLSyntaxException">The text is not one type reference.</exception>
    public static TypeNode ParseType(string text) =>
        new SyntaxReader(Encoding.UTF8.GetBytes(text), ParserOptions.Default).ReadLoneType();
}
