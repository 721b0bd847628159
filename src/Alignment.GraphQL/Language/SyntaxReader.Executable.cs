using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <content>Operations, fragments and selections.</content>
internal ref partial struct SyntaxReader
{
    internal DocumentNode ReadDocument()
    {
        Advance();
        var definitions = new ItemBuffer<DefinitionNode>();
        do
        {
            definitions.Add(ReadDefinition());
        }
        while (!Peek(TokenKind.EndOfFile));

        return new DocumentNode(new Location(source, 0, lexer.End), definitions.ToImmutable(), tokens);
    }

    private DefinitionNode ReadDefinition()
    {
        if (Peek(TokenKind.LeftBrace))
            return ReadShorthandQuery();

        var described = PeekDescription();
        var keyword = lexer;
        if (described)
            keyword.Advance();
        if (described && keyword.Kind == TokenKind.LeftBrace)
        {
            throw lexer.Error(
                lexer.Start, "Unexpected description, descriptions are not supported on shorthand queries.");
        }

        if (keyword.Kind != TokenKind.Name)
            throw Unexpected(keyword);
        var word = keyword.Token;
        if (word.SequenceEqual("query"u8) || word.SequenceEqual("mutation"u8) || word.SequenceEqual("subscription"u8))
            return ReadOperation();
        if (word.SequenceEqual("fragment"u8))
            return ReadFragmentDefinition();
        if (ReadTypeSystemDefinition(word) is { } definition)
            return definition;
        if (described)
            throw lexer.Error(lexer.Start, "Unexpected description, only GraphQL definitions support descriptions.");
        if (word.SequenceEqual("extend"u8))
            return ReadTypeSystemExtension();
        throw Unexpected(keyword);
    }

    private OperationDefinitionNode ReadShorthandQuery()
    {
        var start = lexer.Start;
        var selections = ReadSelectionSet();
        return new OperationDefinitionNode(From(start), OperationType.Query, null, [], [], selections);
    }

    private OperationDefinitionNode ReadOperation()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        var operation = ReadOperationType();
        var name = Peek(TokenKind.Name) ? ReadName() : null;
        var variables = OptionalMany(
            TokenKind.LeftParenthesis, static (ref SyntaxReader r) => r.ReadVariableDefinition(), TokenKind.RightParenthesis);
        var directives = ReadDirectives(constant: false);
        var selections = ReadSelectionSet();
        return new OperationDefinitionNode(From(start), operation, name, variables, directives, selections, description);
    }

    private OperationType ReadOperationType()
    {
        var at = lexer;
        Expect(TokenKind.Name);
        return at.Token.SequenceEqual("query"u8) ? OperationType.Query
            : at.Token.SequenceEqual("mutation"u8) ? OperationType.Mutation
            : at.Token.SequenceEqual("subscription"u8) ? OperationType.Subscription
            : throw Unexpected(at);
    }

    private VariableDefinitionNode ReadVariableDefinition()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        var variable = ReadVariable();
        Expect(TokenKind.Colon);
        var type = ReadType();
        var defaultValue = Skip(TokenKind.Equals) ? ReadValue(constant: true) : null;
        var directives = ReadDirectives(constant: true);
        return new VariableDefinitionNode(From(start), variable, type, defaultValue, directives, description);
    }

    private FragmentDefinitionNode ReadFragmentDefinition()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("fragment"u8);
        var name = ReadFragmentName();
        ExpectKeyword("on"u8);
        var typeCondition = ReadNamedType();
        var directives = ReadDirectives(constant: false);
        var selections = ReadSelectionSet();
        return new FragmentDefinitionNode(From(start), name, typeCondition, directives, selections, description);
    }

    private NameNode ReadFragmentName() => PeekKeyword("on"u8) ? throw Unexpected() : ReadName();

    private SelectionSetNode ReadSelectionSet()
    {
        var start = lexer.Start;
        if (Peek(TokenKind.LeftBrace))
            Enter();
        Expect(TokenKind.LeftBrace);
        var selections = new ItemBuffer<SelectionNode>();
        do
        {
            selections.Add(Peek(TokenKind.Spread) ? ReadFragment() : ReadField());
        }
        while (!Skip(TokenKind.RightBrace));

        depth--;
        return new SelectionSetNode(From(start), selections.ToImmutable());
    }

    private FieldNode ReadField()
    {
        var start = lexer.Start;
        var name = ReadName();
        NameNode? alias = null;
        if (Skip(TokenKind.Colon))
        {
            alias = name;
            name = ReadName();
        }

        var arguments = ReadArguments(constant: false);
        var directives = ReadDirectives(constant: false);
        var selections = Peek(TokenKind.LeftBrace) ? ReadSelectionSet() : null;
        return new FieldNode(From(start), alias, name, arguments, directives, selections);
    }

    private SelectionNode ReadFragment()
    {
        var start = lexer.Start;
        Expect(TokenKind.Spread);
        var conditional = SkipKeyword("on"u8);
        if (!conditional && Peek(TokenKind.Name))
        {
            var name = ReadName();
            var onSpread = ReadDirectives(constant: false);
            return new FragmentSpreadNode(From(start), name, onSpread);
        }

        var typeCondition = conditional ? ReadNamedType() : null;
        var directives = ReadDirectives(constant: false);
        var selections = ReadSelectionSet();
        return new InlineFragmentNode(From(start), typeCondition, directives, selections);
    }

    private ImmutableArray<ArgumentNode> ReadArguments(bool constant)
    {
        if (!Skip(TokenKind.LeftParenthesis))
            return [];
        var arguments = new ItemBuffer<ArgumentNode>();
        do
        {
            arguments.Add(ReadArgument(constant));
        }
        while (!Skip(TokenKind.RightParenthesis));

        return arguments.ToImmutable();
    }

    private ArgumentNode ReadArgument(bool constant)
    {
        var start = lexer.Start;
        var name = ReadName();
        Expect(TokenKind.Colon);
        var value = ReadValue(constant);
        return new ArgumentNode(From(start), name, value);
    }

    private ImmutableArray<DirectiveNode> ReadDirectives(bool constant)
    {
        if (!Peek(TokenKind.At))
            return [];
        var directives = new ItemBuffer<DirectiveNode>();
        while (Peek(TokenKind.At))
        {
            var start = lexer.Start;
            Advance();
            var name = ReadName();
            var arguments = ReadArguments(constant);
            directives.Add(new DirectiveNode(From(start), name, arguments));
        }

        return directives.ToImmutable();
    }
}
