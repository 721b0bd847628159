using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.6.3: no field of an input object is given twice.</summary>
internal sealed class UniqueInputFieldNamesRule(ValidationContext context)
    : IEnter<ObjectValueNode>, ILeave<ObjectValueNode>, IEnter<ObjectFieldNode>
{
    private readonly Stack<Dictionary<string, NameNode>> known = [];

    public void Enter(ObjectValueNode node) => known.Push(new Dictionary<string, NameNode>(StringComparer.Ordinal));

    public void Leave(ObjectValueNode node) => known.Pop();

    public void Enter(ObjectFieldNode node)
    {
        var names = known.Peek();
        if (!names.TryAdd(node.Name.Value, node.Name))
            context.Report($"There can be only one input field named \"{node.Name.Value}\".", names[node.Name.Value], node.Name);
    }
}
