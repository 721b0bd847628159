using Alignment.GraphQL.Language;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Validation;

/// <summary>A place where a variable stands for a value.</summary>
/// <param name="Node">The variable.</param>
/// <param name="Type">The type the place asks for; null when unknown.</param>
/// <param name="ParentType">The input object or list that the place is directly in; null at the top of an argument.</param>
/// <param name="DefaultValue">The default of the argument or input field.</param>
internal readonly record struct VariableUsage(VariableNode Node, IType? Type, IType? ParentType, ValueNode? DefaultValue);

/// <summary>Notes each variable a walk meets.</summary>
internal sealed class VariableUsageCollector(TypeState state) : IEnter<VariableNode>
{
    internal List<VariableUsage> Usages { get; } = [];

    public void Enter(VariableNode node) =>
        Usages.Add(new VariableUsage(node, state.InputType, state.ParentInputType, state.DefaultValue));
}
