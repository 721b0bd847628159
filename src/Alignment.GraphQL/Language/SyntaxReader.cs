using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <summary>The recursive descent parser. What every part of it needs is here; the grammar is in the other parts.</summary>
internal ref partial struct SyntaxReader
{
    private readonly ParserOptions options;
    private readonly SourceText source;
    private readonly NameTable names;
    private Utf8Lexer lexer;
    private int tokens;
    private int depth;
    private int lastEnd;

    internal SyntaxReader(ReadOnlySpan<byte> text, ParserOptions options)
    {
        this.options = options;
        lexer = new Utf8Lexer(text);
        source = new SourceText(text);
        names = NameTable.Current;
    }

    private delegate T Read<T>(ref SyntaxReader reader);

    internal ValueNode ReadLoneValue()
    {
        Advance();
        var value = ReadValue(constant: false);
        Expect(TokenKind.EndOfFile);
        return value;
    }

    internal TypeNode ReadLoneType()
    {
        Advance();
        var type = ReadType();
        Expect(TokenKind.EndOfFile);
        return type;
    }

    /// <summary>From a start to the end of the token read last.</summary>
    private readonly Location From(int start) => new(source, start, lastEnd);

    private void Advance()
    {
        lastEnd = lexer.End;
        lexer.Advance();
        if (lexer.Kind != TokenKind.EndOfFile && ++tokens > options.MaxTokens)
        {
            throw lexer.Error(
                lexer.Start,
                $"Document contains more than {options.MaxTokens} tokens. Parsing aborted.",
                ErrorCodes.TooManyTokens);
        }
    }

    private readonly bool Peek(TokenKind kind) => lexer.Kind == kind;

    private readonly bool PeekKeyword(ReadOnlySpan<byte> keyword) =>
        lexer.Kind == TokenKind.Name && lexer.Token.SequenceEqual(keyword);

    private bool Skip(TokenKind kind)
    {
        if (lexer.Kind != kind)
            return false;
        Advance();
        return true;
    }

    private bool SkipKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!PeekKeyword(keyword))
            return false;
        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (!Skip(kind))
            throw lexer.Error(lexer.Start, $"Expected {kind.Describe()}, found {Describe(lexer)}.");
    }

    private void ExpectKeyword(ReadOnlySpan<byte> keyword)
    {
        if (!SkipKeyword(keyword))
            throw lexer.Error(lexer.Start, $"Expected \"{Utf8Literals.Text(keyword)}\", found {Describe(lexer)}.");
    }

    /// <summary>Goes one bracket deeper; the caller takes <see cref="depth"/> back when it leaves.</summary>
    private void Enter()
    {
        if (++depth > options.MaxDepth)
        {
            throw lexer.Error(
                lexer.Start,
                $"Document is nested more than {options.MaxDepth} levels deep. Parsing aborted.",
                ErrorCodes.NestedTooDeep);
        }
    }

    private readonly GraphQLSyntaxException Unexpected() => Unexpected(lexer);

    private static GraphQLSyntaxException Unexpected(Utf8Lexer at) => at.Error(at.Start, $"Unexpected {Describe(at)}.");

    private static string Describe(Utf8Lexer at) => at.Kind switch
    {
        TokenKind.String => $"String \"{Utf8Literals.QuotedString(at.Token, at.HasEscapes)}\"",
        TokenKind.BlockString => $"BlockString \"{Utf8Literals.BlockString(at.Token)}\"",
        >= TokenKind.Name => $"{at.Kind.Describe()} \"{Utf8Literals.Text(at.Token)}\"",
        _ => at.Kind.Describe(),
    };

    /// <summary>One item or more between two punctuators, or nothing at all.</summary>
    private ImmutableArray<T> OptionalMany<T>(TokenKind open, Read<T> read, TokenKind close)
    {
        if (!Skip(open))
            return [];
        var items = new ItemBuffer<T>();
        do
        {
            items.Add(read(ref this));
        }
        while (!Skip(close));

        return items.ToImmutable();
    }

    /// <summary>One item or more between delimiters, the first of which may be left out.</summary>
    private ImmutableArray<T> Delimited<T>(TokenKind delimiter, Read<T> read)
    {
        Skip(delimiter);
        var items = new ItemBuffer<T>();
        do
        {
            items.Add(read(ref this));
        }
        while (Skip(delimiter));

        return items.ToImmutable();
    }
}
