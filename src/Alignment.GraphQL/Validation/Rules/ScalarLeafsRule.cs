using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.3.3: leaves have no selection, everything else has one.</summary>
internal sealed class ScalarLeafsRule(ValidationContext context) : IEnter<FieldNode>
{
    public void Enter(FieldNode node)
    {
        if (context.State.Type is not { } type)
            return;
        var name = node.Name.Value;
        if (type.NamedType().IsLeafType())
        {
            if (node.SelectionSet is { } set)
                context.Report($"Field \"{name}\" must not have a selection since type \"{type}\" has no subfields.", set);
        }
        else if (node.SelectionSet is null)
        {
            context.Report(
                $"Field \"{name}\" of type \"{type}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?", node);
        }
    }
}
