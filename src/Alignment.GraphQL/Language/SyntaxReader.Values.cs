namespace Alignment.GraphQL.Language;

/// <content>Names, values and type references.</content>
internal ref partial struct SyntaxReader
{
    private NameNode ReadName()
    {
        var start = lexer.Start;
        if (!Peek(TokenKind.Name))
            Expect(TokenKind.Name);
        var value = names.Get(lexer.Token);
        Advance();
        return new NameNode(From(start), value);
    }

    private VariableNode ReadVariable()
    {
        var start = lexer.Start;
        Expect(TokenKind.Dollar);
        var name = ReadName();
        return new VariableNode(From(start), name);
    }

    private ValueNode ReadValue(bool constant)
    {
        var start = lexer.Start;
        switch (lexer.Kind)
        {
            case TokenKind.LeftBracket:
                return ReadList(constant);
            case TokenKind.LeftBrace:
                return ReadObject(constant);
            case TokenKind.Int:
                var digits = Utf8Literals.Text(lexer.Token);
                Advance();
                return new IntValueNode(From(start), digits);
            case TokenKind.Float:
                var number = Utf8Literals.Text(lexer.Token);
                Advance();
                return new FloatValueNode(From(start), number);
            case TokenKind.String or TokenKind.BlockString:
                return ReadString();
            case TokenKind.Name:
                return ReadWord();
            case TokenKind.Dollar when !constant:
                return ReadVariable();
            case TokenKind.Dollar:
                throw VariableInConstant();
            default:
                throw Unexpected();
        }
    }

    private ValueNode ReadWord()
    {
        var start = lexer.Start;
        var word = lexer.Token;
        var isTrue = word.SequenceEqual("true"u8);
        if (isTrue || word.SequenceEqual("false"u8))
        {
            Advance();
            return new BooleanValueNode(From(start), isTrue);
        }

        if (word.SequenceEqual("null"u8))
        {
            Advance();
            return new NullValueNode(From(start));
        }

        var name = names.Get(word);
        Advance();
        return new EnumValueNode(From(start), name);
    }

    private GraphQLSyntaxException VariableInConstant()
    {
        var dollar = lexer;
        Advance();
        return Peek(TokenKind.Name)
            ? dollar.Error(dollar.Start, $"Unexpected variable \"${Utf8Literals.Text(lexer.Token)}\" in constant value.")
            : Unexpected(dollar);
    }

    private ListValueNode ReadList(bool constant)
    {
        var start = lexer.Start;
        Enter();
        Advance();
        var values = new ItemBuffer<ValueNode>();
        while (!Skip(TokenKind.RightBracket))
            values.Add(ReadValue(constant));
        depth--;
        return new ListValueNode(From(start), values.ToImmutable());
    }

    private ObjectValueNode ReadObject(bool constant)
    {
        var start = lexer.Start;
        Enter();
        Advance();
        var fields = new ItemBuffer<ObjectFieldNode>();
        while (!Skip(TokenKind.RightBrace))
        {
            var fieldStart = lexer.Start;
            var name = ReadName();
            Expect(TokenKind.Colon);
            var value = ReadValue(constant);
            fields.Add(new ObjectFieldNode(From(fieldStart), name, value));
        }

        depth--;
        return new ObjectValueNode(From(start), fields.ToImmutable());
    }

    private StringValueNode ReadString()
    {
        var start = lexer.Start;
        var block = Peek(TokenKind.BlockString);
        var value = block ? Utf8Literals.BlockString(lexer.Token) : Utf8Literals.QuotedString(lexer.Token, lexer.HasEscapes);
        Advance();
        return new StringValueNode(From(start), value, block);
    }

    private readonly bool PeekDescription() => lexer.Kind is TokenKind.String or TokenKind.BlockString;

    private StringValueNode? ReadDescription() => PeekDescription() ? ReadString() : null;

    private TypeNode ReadType()
    {
        var start = lexer.Start;
        TypeNode type;
        if (Peek(TokenKind.LeftBracket))
        {
            Enter();
            Advance();
            var item = ReadType();
            Expect(TokenKind.RightBracket);
            depth--;
            type = new ListTypeNode(From(start), item);
        }
        else
        {
            type = ReadNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode(From(start), type) : type;
    }

    private NamedTypeNode ReadNamedType()
    {
        var start = lexer.Start;
        var name = ReadName();
        return new NamedTypeNode(From(start), name);
    }
}
