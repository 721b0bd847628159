using System.Text.Unicode;

namespace Alignment.GraphQL.Language;

/// <summary>Reads one token after another from UTF-8. A copy of it looks ahead.</summary>
internal ref struct Utf8Lexer
{
    private readonly ReadOnlySpan<byte> text;

    internal Utf8Lexer(ReadOnlySpan<byte> text)
    {
        this.text = text;
        if (!Utf8.IsValid(text))
            throw Error(FirstInvalidByte(text), "Invalid UTF-8.");
    }

    internal TokenKind Kind { get; private set; } = TokenKind.StartOfFile;

    /// <summary>The first byte of the token.</summary>
    internal int Start { get; private set; }

    /// <summary>The byte after the token.</summary>
    internal int End { get; private set; }

    /// <summary>Whether a quoted string has a backslash in it.</summary>
    internal bool HasEscapes { get; private set; }

    internal readonly ReadOnlySpan<byte> Token => text[Start..End];

    internal void Advance()
    {
        var position = SkipIgnored(End);
        Start = position;
        if (position >= text.Length)
        {
            Kind = TokenKind.EndOfFile;
            End = position;
            return;
        }

        var b = text[position];
        if (IsNameStart(b))
        {
            ReadName(position);
            return;
        }

        switch (b)
        {
            case (byte)'!': Punctuator(TokenKind.Bang); break;
            case (byte)'$': Punctuator(TokenKind.Dollar); break;
            case (byte)'&': Punctuator(TokenKind.Ampersand); break;
            case (byte)'(': Punctuator(TokenKind.LeftParenthesis); break;
            case (byte)')': Punctuator(TokenKind.RightParenthesis); break;
            case (byte)':': Punctuator(TokenKind.Colon); break;
            case (byte)'=': Punctuator(TokenKind.Equals); break;
            case (byte)'@': Punctuator(TokenKind.At); break;
            case (byte)'[': Punctuator(TokenKind.LeftBracket); break;
            case (byte)']': Punctuator(TokenKind.RightBracket); break;
            case (byte)'{': Punctuator(TokenKind.LeftBrace); break;
            case (byte)'|': Punctuator(TokenKind.Pipe); break;
            case (byte)'}': Punctuator(TokenKind.RightBrace); break;
            case (byte)'.': ReadSpread(position); break;
            case (byte)'"': ReadString(position); break;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'): ReadNumber(position); break;
            case (byte)'\'':
                throw Error(position, "Unexpected single quote character ('), did you mean to use a double quote (\")?");
            default:
                throw Error(position, $"Unexpected character: {Describe(position)}.");
        }
    }

    internal readonly GraphQLSyntaxException Error(int position, string description, string code = ErrorCodes.ParseFailed) =>
        new(description, new SourceText(text).LocationOf(position), code);

    private static bool IsDigit(int b) => b is >= '0' and <= '9';

    private static bool IsNameStart(int b) => (b | 0x20) is >= 'a' and <= 'z' || b == '_';

    private static int FirstInvalidByte(ReadOnlySpan<byte> text)
    {
        var position = 0;
        while (System.Text.Rune.DecodeFromUtf8(text[position..], out _, out var size) == System.Buffers.OperationStatus.Done)
            position += size;
        return position;
    }

    /// <summary>The byte at a position, or -1 after the end.</summary>
    private readonly int At(int position) => position < text.Length ? text[position] : -1;

    private void Punctuator(TokenKind kind)
    {
        Kind = kind;
        End = Start + 1;
    }

    private readonly int SkipIgnored(int position)
    {
        while (position < text.Length)
        {
            switch (text[position])
            {
                case (byte)' ' or (byte)',' or (byte)'\n' or (byte)'\t' or (byte)'\r':
                    position++;
                    break;
                case (byte)'#':
                    var end = text[position..].IndexOfAny((byte)'\n', (byte)'\r');
                    position = end < 0 ? text.Length : position + end;
                    break;
                case 0xEF when At(position + 1) == 0xBB && At(position + 2) == 0xBF: // a byte order mark, anywhere
                    position += 3;
                    break;
                default:
                    return position;
            }
        }

        return position;
    }

    private void ReadName(int position)
    {
        do
        {
            position++;
        }
        while (position < text.Length && (IsNameStart(text[position]) || IsDigit(text[position])));

        Kind = TokenKind.Name;
        End = position;
    }

    private void ReadSpread(int position)
    {
        if (At(position + 1) == '.')
        {
            if (At(position + 2) != '.')
                throw Error(position, "Unexpected \"..\", did you mean \"...\"?");
            Kind = TokenKind.Spread;
            End = position + 3;
            return;
        }

        if (!IsDigit(At(position + 1)))
            throw Error(position, "Unexpected character: \".\".");
        var digits = Utf8Literals.Text(text[(position + 1)..SkipDigits(position + 1)]);
        throw Error(position, $"Invalid number, expected digit before \".\", did you mean \"0.{digits}\"?");
    }

    private void ReadNumber(int position)
    {
        Kind = TokenKind.Int;
        if (text[position] == '-')
            position++;
        if (At(position) == '0')
        {
            position++;
            if (IsDigit(At(position)))
                throw Error(position, $"Invalid number, unexpected digit after 0: {Describe(position)}.");
        }
        else
        {
            position = SkipDigits(position);
        }

        if (At(position) == '.')
        {
            Kind = TokenKind.Float;
            position = SkipDigits(position + 1);
        }

        if ((At(position) | 0x20) == 'e')
        {
            Kind = TokenKind.Float;
            position++;
            if (At(position) is '+' or '-')
                position++;
            position = SkipDigits(position);
        }

        if (At(position) == '.' || IsNameStart(At(position)))
            throw NotADigit(position);
        End = position;
    }

    /// <summary>Skips one digit or more.</summary>
    private readonly int SkipDigits(int position)
    {
        if (!IsDigit(At(position)))
            throw NotADigit(position);
        do
        {
            position++;
        }
        while (IsDigit(At(position)));

        return position;
    }

    private readonly GraphQLSyntaxException NotADigit(int position) =>
        Error(position, $"Invalid number, expected digit but got: {Describe(position)}.");

    private void ReadString(int start)
    {
        if (At(start + 1) == '"' && At(start + 2) == '"')
        {
            ReadBlockString(start + 3);
            return;
        }

        HasEscapes = false;
        var position = start + 1;
        while (true)
        {
            var next = text[position..].IndexOfAny("\"\\\n\r"u8);
            if (next < 0)
                throw Error(text.Length, "Unterminated string.");
            position += next;
            if (text[position] == '"')
                break;
            if (text[position] != '\\')
                throw Error(position, "Unterminated string.");
            if (!EscapeSequence.TryRead(text[position..], out _, out var size))
                throw Error(position, EscapeSequence.Complaint(text[position..]));
            HasEscapes = true;
            position += size;
        }

        Kind = TokenKind.String;
        End = position + 1;
    }

    private void ReadBlockString(int position)
    {
        while (true)
        {
            var next = text[position..].IndexOf("\"\"\""u8);
            if (next < 0)
                throw Error(text.Length, "Unterminated string.");
            position += next;
            if (text[position - 1] != '\\')
                break;
            position += 3;
        }

        Kind = TokenKind.BlockString;
        End = position + 3;
    }

    private readonly string Describe(int position)
    {
        if (position >= text.Length)
            return TokenKind.EndOfFile.Describe();
        _ = System.Text.Rune.DecodeFromUtf8(text[position..], out var rune, out _);
        return rune.Value switch
        {
            '"' => "'\"'",
            >= 0x20 and <= 0x7E => $"\"{rune}\"",
            _ => $"U+{rune.Value:X4}",
        };
    }
}
