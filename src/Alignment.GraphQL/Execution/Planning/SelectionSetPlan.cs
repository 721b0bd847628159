using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>What is selected on one object type at one place: merged by response key, in the order of the document.</summary>
internal sealed class SelectionSetPlan
{
    private readonly Selection[] all;
    private readonly bool isConditional;
    private readonly bool mayReorder;

    internal SelectionSetPlan(ObjectType type, Selection[] selections)
    {
        Type = type;
        all = selections;
        isConditional = selections.Any(s => s.IsConditional);
        mayReorder = selections.Any(s => s.MayMove);
    }

    internal ObjectType Type { get; }

    internal IReadOnlyList<Selection> All => all;

    /// <summary>The selections that the request's variables include, each at its first included place, as the response has them.</summary>
    internal Selection[] SelectionsFor(RequestContext request) => isConditional || mayReorder ? Included(request.Variables) : all;

    private Selection[] Included(VariableValues variables)
    {
        var included = isConditional ? Array.FindAll(all, s => s.IsIncluded(variables)) : all;
        return mayReorder ? [.. included.OrderBy(s => s.FirstIncluded(variables))] : included;
    }
}
