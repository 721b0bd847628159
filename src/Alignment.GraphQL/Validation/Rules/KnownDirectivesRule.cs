using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.7.1, 5.7.2: every directive exists and may stand where it stands.</summary>
internal sealed class KnownDirectivesRule(ValidationContext context) : IEnter<DirectiveNode>
{
    public void Enter(DirectiveNode node)
    {
        var name = node.Name.Value;
        if (context.State.Directive is not { } directive)
            context.Report($"Unknown directive \"@{name}\".", node);
        else if (!directive.Locations.Contains(context.State.DirectiveLocation))
            context.Report($"Directive \"@{name}\" may not be used on {Describe(context.State.DirectiveLocation)}.", node);
    }

    private static string Describe(DirectiveLocation location) => location switch
    {
        DirectiveLocation.Query => "QUERY",
        DirectiveLocation.Mutation => "MUTATION",
        DirectiveLocation.Subscription => "SUBSCRIPTION",
        DirectiveLocation.Field => "FIELD",
        DirectiveLocation.FragmentDefinition => "FRAGMENT_DEFINITION",
        DirectiveLocation.FragmentSpread => "FRAGMENT_SPREAD",
        DirectiveLocation.InlineFragment => "INLINE_FRAGMENT",
        _ => "VARIABLE_DEFINITION",
    };
}
