using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <content>The members of type definitions.</content>
internal ref partial struct SyntaxReader
{
    private ImmutableArray<OperationTypeDefinitionNode> ReadOperationTypes() =>
        OptionalMany(TokenKind.LeftBrace, static (ref SyntaxReader r) => r.ReadOperationTypeDefinition(), TokenKind.RightBrace);

    private ImmutableArray<FieldDefinitionNode> ReadFields() =>
        OptionalMany(TokenKind.LeftBrace, static (ref SyntaxReader r) => r.ReadFieldDefinition(), TokenKind.RightBrace);

    private ImmutableArray<EnumValueDefinitionNode> ReadEnumValues() =>
        OptionalMany(TokenKind.LeftBrace, static (ref SyntaxReader r) => r.ReadEnumValueDefinition(), TokenKind.RightBrace);

    private ImmutableArray<InputValueDefinitionNode> ReadInputFields() =>
        OptionalMany(TokenKind.LeftBrace, static (ref SyntaxReader r) => r.ReadInputValueDefinition(), TokenKind.RightBrace);

    private ImmutableArray<InputValueDefinitionNode> ReadArgumentDefinitions() =>
        OptionalMany(TokenKind.LeftParenthesis, static (ref SyntaxReader r) => r.ReadInputValueDefinition(), TokenKind.RightParenthesis);

    private ImmutableArray<NamedTypeNode> ReadImplements() => SkipKeyword("implements"u8)
        ? Delimited(TokenKind.Ampersand, static (ref SyntaxReader r) => r.ReadNamedType())
        : [];

    private ImmutableArray<NamedTypeNode> ReadUnionMembers() => Skip(TokenKind.Equals)
        ? Delimited(TokenKind.Pipe, static (ref SyntaxReader r) => r.ReadNamedType())
        : [];

    private OperationTypeDefinitionNode ReadOperationTypeDefinition()
    {
        var start = lexer.Start;
        var operation = ReadOperationType();
        Expect(TokenKind.Colon);
        var type = ReadNamedType();
        return new OperationTypeDefinitionNode(From(start), operation, type);
    }

    private FieldDefinitionNode ReadFieldDefinition()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        var name = ReadName();
        var arguments = ReadArgumentDefinitions();
        Expect(TokenKind.Colon);
        var type = ReadType();
        var directives = ReadDirectives(constant: true);
        return new FieldDefinitionNode(From(start), name, arguments, type, directives, description);
    }

    private InputValueDefinitionNode ReadInputValueDefinition()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        var name = ReadName();
        Expect(TokenKind.Colon);
        var type = ReadType();
        var defaultValue = Skip(TokenKind.Equals) ? ReadValue(constant: true) : null;
        var directives = ReadDirectives(constant: true);
        return new InputValueDefinitionNode(From(start), name, type, defaultValue, directives, description);
    }

    private EnumValueDefinitionNode ReadEnumValueDefinition()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        if (PeekKeyword("true"u8) || PeekKeyword("false"u8) || PeekKeyword("null"u8))
            throw lexer.Error(lexer.Start, $"{Describe(lexer)} is reserved and cannot be used for an enum value.");
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        return new EnumValueDefinitionNode(From(start), name, directives, description);
    }
}
