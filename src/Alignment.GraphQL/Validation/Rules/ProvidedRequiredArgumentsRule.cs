using System.Collections.Immutable;
using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.4.3: every required argument is given.</summary>
internal sealed class ProvidedRequiredArgumentsRule(ValidationContext context) : ILeave<FieldNode>, ILeave<DirectiveNode>
{
    public void Leave(FieldNode node)
    {
        if (context.State.Field is { } field)
            Check(field.Arguments, node.Arguments, node);
    }

    public void Leave(DirectiveNode node)
    {
        if (context.State.Directive is { } directive)
            Check(directive.Arguments, node.Arguments, node);
    }

    private void Check(FieldCollection<InputField> definitions, ImmutableArray<ArgumentNode> given, SyntaxNode node)
    {
        for (var i = 0; i < definitions.Count; i++)
        {
            var definition = definitions[i];
            if (definition.IsRequired && !IsGiven(given, definition.Name))
            {
                context.Report(
                    $"Argument \"{definition.Coordinate}\" of type \"{definition.Type}\" is required, but it was not provided.", node);
            }
        }
    }

    private static bool IsGiven(ImmutableArray<ArgumentNode> given, string name)
    {
        foreach (var argument in given)
        {
            if (argument.Name.Value == name)
                return true;
        }

        return false;
    }
}
