namespace Alignment.GraphQL.Language;

/// <content>Extensions of the type system. Each must add something.</content>
internal ref partial struct SyntaxReader
{
    private DefinitionNode ReadTypeSystemExtension()
    {
        var start = lexer.Start;
        var keyword = lexer;
        keyword.Advance();
        if (keyword.Kind == TokenKind.Name)
        {
            Advance();
            if (SkipKeyword("schema"u8))
                return ReadSchemaExtension(start);
            if (SkipKeyword("scalar"u8))
                return ReadScalarExtension(start);
            if (SkipKeyword("type"u8))
                return ReadObjectTypeExtension(start);
            if (SkipKeyword("interface"u8))
                return ReadInterfaceExtension(start);
            if (SkipKeyword("union"u8))
                return ReadUnionExtension(start);
            if (SkipKeyword("enum"u8))
                return ReadEnumExtension(start);
            if (SkipKeyword("input"u8))
                return ReadInputObjectExtension(start);
        }

        throw Unexpected(keyword);
    }

    private SchemaExtensionNode ReadSchemaExtension(int start)
    {
        var directives = ReadDirectives(constant: true);
        var types = ReadOperationTypes();
        return directives.IsEmpty && types.IsEmpty ? throw Unexpected() : new SchemaExtensionNode(From(start), directives, types);
    }

    private ScalarTypeExtensionNode ReadScalarExtension(int start)
    {
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        return directives.IsEmpty ? throw Unexpected() : new ScalarTypeExtensionNode(From(start), name, directives);
    }

    private ObjectTypeExtensionNode ReadObjectTypeExtension(int start)
    {
        var name = ReadName();
        var interfaces = ReadImplements();
        var directives = ReadDirectives(constant: true);
        var fields = ReadFields();
        return interfaces.IsEmpty && directives.IsEmpty && fields.IsEmpty
            ? throw Unexpected()
            : new ObjectTypeExtensionNode(From(start), name, interfaces, directives, fields);
    }

    private InterfaceTypeExtensionNode ReadInterfaceExtension(int start)
    {
        var name = ReadName();
        var interfaces = ReadImplements();
        var directives = ReadDirectives(constant: true);
        var fields = ReadFields();
        return interfaces.IsEmpty && directives.IsEmpty && fields.IsEmpty
            ? throw Unexpected()
            : new InterfaceTypeExtensionNode(From(start), name, interfaces, directives, fields);
    }

    private UnionTypeExtensionNode ReadUnionExtension(int start)
    {
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        var types = ReadUnionMembers();
        return directives.IsEmpty && types.IsEmpty ? throw Unexpected() : new UnionTypeExtensionNode(From(start), name, directives, types);
    }

    private EnumTypeExtensionNode ReadEnumExtension(int start)
    {
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        var values = ReadEnumValues();
        return directives.IsEmpty && values.IsEmpty ? throw Unexpected() : new EnumTypeExtensionNode(From(start), name, directives, values);
    }

    private InputObjectTypeExtensionNode ReadInputObjectExtension(int start)
    {
        var name = ReadName();
        var directives = ReadDirectives(constant: true);
        var fields = ReadInputFields();
        return directives.IsEmpty && fields.IsEmpty
            ? throw Unexpected()
            : new InputObjectTypeExtensionNode(From(start), name, directives, fields);
    }
}
