using System.Collections.Frozen;

namespace Alignment.GraphQL.Language;

/// <content>Definitions of the type system.</content>
internal ref partial struct SyntaxReader
{
    private static readonly FrozenSet<string> DirectiveLocations = new[]
    {
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE", "INPUT_OBJECT",
        "INPUT_FIELD_DEFINITION",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Null when the keyword begins no definition of the type system.</summary>
    private DefinitionNode? ReadTypeSystemDefinition(ReadOnlySpan<byte> keyword)
    {
        if (keyword.SequenceEqual("schema"u8))
            return ReadSchema();
        if (keyword.SequenceEqual("scalar"u8))
            return ReadScalar();
        if (keyword.SequenceEqual("type"u8))
            return ReadObjectType();
        if (keyword.SequenceEqual("interface"u8))
            return ReadInterface();
        if (keyword.SequenceEqual("union"u8))
            return ReadUnion();
        if (keyword.SequenceEqual("enum"u8))
            return ReadEnum();
        if (keyword.SequenceEqual("input"u8))
            return ReadInputObject();
        return keyword.SequenceEqual("directive"u8) ? ReadDirectiveDefinition() : null;
    }

    private SchemaDefinitionNode ReadSchema()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("schema"u8);
        var directives = ReadDirectives(constant: true);
        if (!Peek(TokenKind.LeftBrace))
            Expect(TokenKind.LeftBrace);
        var types = ReadOperationTypes();
        return new SchemaDefinitionNode(From(start), directives, types, description);
    }

    private ScalarTypeDefinitionNode ReadScalar()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("scalar"u8);
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        return new ScalarTypeDefinitionNode(From(start), name, directives, description);
    }

    private ObjectTypeDefinitionNode ReadObjectType()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("type"u8);
        var name = ReadName();
        var interfaces = ReadImplements();
        var directives = ReadDirectives(constant: true);
        var fields = ReadFields();
        return new ObjectTypeDefinitionNode(From(start), name, interfaces, directives, fields, description);
    }

    private InterfaceTypeDefinitionNode ReadInterface()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("interface"u8);
        var name = ReadName();
        var interfaces = ReadImplements();
        var directives = ReadDirectives(constant: true);
        var fields = ReadFields();
        return new InterfaceTypeDefinitionNode(From(start), name, interfaces, directives, fields, description);
    }

    private UnionTypeDefinitionNode ReadUnion()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("union"u8);
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        var types = ReadUnionMembers();
        return new UnionTypeDefinitionNode(From(start), name, directives, types, description);
    }

    private EnumTypeDefinitionNode ReadEnum()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("enum"u8);
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        var values = ReadEnumValues();
        return new EnumTypeDefinitionNode(From(start), name, directives, values, description);
    }

    private InputObjectTypeDefinitionNode ReadInputObject()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("input"u8);
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        var fields = ReadInputFields();
        return new InputObjectTypeDefinitionNode(From(start), name, directives, fields, description);
    }

    private DirectiveDefinitionNode ReadDirectiveDefinition()
    {
        var start = lexer.Start;
        var description = ReadDescription();
        ExpectKeyword("directive"u8);
        Expect(TokenKind.At);
        var name = ReadName();
        var arguments = ReadArgumentDefinitions();
        var repeatable = SkipKeyword("repeatable"u8);
        ExpectKeyword("on"u8);
        var locations = Delimited(TokenKind.Pipe, static (ref SyntaxReader r) => r.ReadDirectiveLocation());
        return new DirectiveDefinitionNode(From(start), name, arguments, repeatable, locations, description);
    }

    private NameNode ReadDirectiveLocation()
    {
        var at = lexer;
        var name = ReadName();
        return DirectiveLocations.Contains(name.Value) ? name : throw Unexpected(at);
    }
}
