using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.4.2: no argument is given twice.</summary>
internal sealed class UniqueArgumentNamesRule(ValidationContext context) : IEnter<FieldNode>, IEnter<DirectiveNode>
{
    public void Enter(FieldNode node) => Check(node.Arguments);

    public void Enter(DirectiveNode node) => Check(node.Arguments);

    private void Check(System.Collections.Immutable.ImmutableArray<ArgumentNode> arguments)
    {
        foreach (var (name, same) in Repetitions.Of(arguments, static a => a.Name))
            context.Report($"There can be only one argument named \"{name}\".", [.. same]);
    }
}
