using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.1.1: a document that is to run holds operations and fragments only.</summary>
internal sealed class ExecutableDefinitionsRule(ValidationContext context) : IEnter<DocumentNode>
{
    public void Enter(DocumentNode node)
    {
        foreach (var definition in node.Definitions)
        {
            if (definition is not ExecutableDefinitionNode)
                context.Report($"The {Describe(definition)} definition is not executable.", definition);
        }
    }

    private static string Describe(DefinitionNode definition) => definition switch
    {
        SchemaDefinitionNode or SchemaExtensionNode => "schema",
        ScalarTypeDefinitionNode n => Quote(n.Name),
        ObjectTypeDefinitionNode n => Quote(n.Name),
        InterfaceTypeDefinitionNode n => Quote(n.Name),
        UnionTypeDefinitionNode n => Quote(n.Name),
        EnumTypeDefinitionNode n => Quote(n.Name),
        InputObjectTypeDefinitionNode n => Quote(n.Name),
        DirectiveDefinitionNode n => Quote(n.Name),
        ScalarTypeExtensionNode n => Quote(n.Name),
        ObjectTypeExtensionNode n => Quote(n.Name),
        InterfaceTypeExtensionNode n => Quote(n.Name),
        UnionTypeExtensionNode n => Quote(n.Name),
        EnumTypeExtensionNode n => Quote(n.Name),
        InputObjectTypeExtensionNode n => Quote(n.Name),
        _ => throw new ArgumentException($"{definition.Kind} has no name.", nameof(definition)),
    };

    private static string Quote(NameNode name) => $"\"{name.Value}\"";
}
