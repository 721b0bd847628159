using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.2.3.1: an operation without a name is the only one.</summary>
internal sealed class LoneAnonymousOperationRule(ValidationContext context) : IEnter<DocumentNode>, IEnter<OperationDefinitionNode>
{
    private int operations;

    public void Enter(DocumentNode node) => operations = node.Definitions.Count(static d => d is OperationDefinitionNode);

    public void Enter(OperationDefinitionNode node)
    {
        if (node.Name is null && operations > 1)
            context.Report("This anonymous operation must be the only defined operation.", node);
    }
}
