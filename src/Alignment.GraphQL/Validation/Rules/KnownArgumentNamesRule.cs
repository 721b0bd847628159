using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.4.1: every argument that is given exists.</summary>
internal sealed class KnownArgumentNamesRule(ValidationContext context) : IEnter<ArgumentNode>, IEnter<DirectiveNode>
{
    public void Enter(ArgumentNode node)
    {
        var state = context.State;
        if (state.Field is not { } field || state.InDirective || state.Argument is not null)
            return;
        var name = node.Name.Value;
        var suggestion = context.DidYouMean(name, field.Arguments.Select(static a => a.Name));
        context.Report($"Unknown argument \"{name}\" on field \"{field.Coordinate}\".{suggestion}", node);
    }

    public void Enter(DirectiveNode node)
    {
        if (context.State.Directive is not { } directive)
            return;
        foreach (var argument in node.Arguments)
        {
            var name = argument.Name.Value;
            if (directive.Arguments.ContainsField(name))
                continue;
            var suggestion = context.DidYouMean(name, directive.Arguments.Select(static a => a.Name));
            context.Report($"Unknown argument \"{name}\" on directive \"@{directive.Name}\".{suggestion}", argument);
        }
    }
}
