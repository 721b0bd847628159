using System.Collections.Immutable;

namespace Alignment.GraphQL.Language;

/// <content>The type system.</content>
public static partial class SyntaxPrinter
{
    private static string TypeSystem(SyntaxNode node) => node switch
    {
        SchemaDefinitionNode n => Description(n.Description) + Words("schema", Join(n.Directives, " "), Block(n.OperationTypes)),
        OperationTypeDefinitionNode n => $"{KeywordOf(n.Operation)}: {n.Type.Name.Value}",
        ScalarTypeDefinitionNode n => Description(n.Description) + Words("scalar", n.Name.Value, Join(n.Directives, " ")),
        ObjectTypeDefinitionNode n => Description(n.Description) + Fields("type", n.Name, n.Interfaces, n.Directives, n.Fields),
        InterfaceTypeDefinitionNode n => Description(n.Description) + Fields("interface", n.Name, n.Interfaces, n.Directives, n.Fields),
        UnionTypeDefinitionNode n => Description(n.Description) + Union("union", n.Name, n.Directives, n.Types),
        EnumTypeDefinitionNode n => Description(n.Description) + Words("enum", n.Name.Value, Join(n.Directives, " "), Block(n.Values)),
        InputObjectTypeDefinitionNode n =>
            Description(n.Description) + Words("input", n.Name.Value, Join(n.Directives, " "), Block(n.Fields)),
        FieldDefinitionNode n =>
            $"{Description(n.Description)}{n.Name.Value}{ArgumentDefinitions(n.Arguments)}: {Print(n.Type)}{Wrap(" ", Join(n.Directives, " "))}",
        InputValueDefinitionNode n =>
            $"{Description(n.Description)}{n.Name.Value}: {Print(n.Type)}{Default(n.DefaultValue)}{Wrap(" ", Join(n.Directives, " "))}",
        EnumValueDefinitionNode n => Description(n.Description) + Words(n.Name.Value, Join(n.Directives, " ")),
        DirectiveDefinitionNode n =>
            $"{Description(n.Description)}directive @{n.Name.Value}{ArgumentDefinitions(n.Arguments)}" +
            $"{(n.Repeatable ? " repeatable" : string.Empty)} on {Join(n.Locations, " | ")}",
        SchemaExtensionNode n => Words("extend schema", Join(n.Directives, " "), Block(n.OperationTypes)),
        ScalarTypeExtensionNode n => Words("extend scalar", n.Name.Value, Join(n.Directives, " ")),
        ObjectTypeExtensionNode n => Fields("extend type", n.Name, n.Interfaces, n.Directives, n.Fields),
        InterfaceTypeExtensionNode n => Fields("extend interface", n.Name, n.Interfaces, n.Directives, n.Fields),
        UnionTypeExtensionNode n => Union("extend union", n.Name, n.Directives, n.Types),
        EnumTypeExtensionNode n => Words("extend enum", n.Name.Value, Join(n.Directives, " "), Block(n.Values)),
        InputObjectTypeExtensionNode n => Words("extend input", n.Name.Value, Join(n.Directives, " "), Block(n.Fields)),
        _ => throw new ArgumentException($"{node.Kind} cannot be printed.", nameof(node)),
    };

    private static string Fields(
        string keyword,
        NameNode name,
        ImmutableArray<NamedTypeNode> interfaces,
        ImmutableArray<DirectiveNode> directives,
        ImmutableArray<FieldDefinitionNode> fields) =>
        Words(keyword, name.Value, Wrap("implements ", Join(interfaces, " & ")), Join(directives, " "), Block(fields));

    private static string Union(
        string keyword, NameNode name, ImmutableArray<DirectiveNode> directives, ImmutableArray<NamedTypeNode> types) =>
        Words(keyword, name.Value, Join(directives, " "), Wrap("= ", Join(types, " | ")));

    private static string ArgumentDefinitions(ImmutableArray<InputValueDefinitionNode> arguments)
    {
        var printed = PrintAll(arguments);
        return printed.Exists(static a => a.Contains('\n', StringComparison.Ordinal))
            ? $"(\n{Indent(string.Join('\n', printed))}\n)"
            : Wrap("(", string.Join(", ", printed), ")");
    }
}
