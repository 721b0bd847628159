using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.6.1, 5.6.2, 5.6.4, 5.6.5: every constant fits the type of its place.</summary>
internal sealed class ValuesOfCorrectTypeRule(ValidationContext context) : IEnter<ArgumentNode>, IEnter<VariableDefinitionNode>
{
    private readonly LiteralValidator literals = new(context);

    public void Enter(ArgumentNode node)
    {
        if (context.State.InputType is { } type)
            literals.Validate(node.Value, type);
    }

    public void Enter(VariableDefinitionNode node)
    {
        if (node.DefaultValue is { } value && context.State.InputType is { } type)
            literals.Validate(value, type);
    }
}
