using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.2.1.1: the schema has a root type for the operation.</summary>
internal sealed class KnownOperationTypesRule(ValidationContext context) : IEnter<OperationDefinitionNode>
{
    public void Enter(OperationDefinitionNode node)
    {
        if (context.Schema.GetOperationType(node.Operation) is null)
            context.Report($"The {SyntaxPrinter.KeywordOf(node.Operation)} operation is not supported by the schema.", node);
    }
}
