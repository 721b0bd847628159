using Alignment.GraphQL.Language;

namespace Alignment.GraphQL.Validation.Rules;

/// <summary>5.5.2.2: no fragment contains itself, not even through others.</summary>
/// <remarks>Each fragment is followed once. The path is kept on the heap, so a long chain of fragments cannot overflow the stack.</remarks>
internal sealed class NoFragmentCyclesRule(ValidationContext context) : IEnter<FragmentDefinitionNode>
{
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly List<FragmentSpreadNode> path = [];
    private readonly Dictionary<string, int> pathIndex = new(StringComparer.Ordinal);

    public void Enter(FragmentDefinitionNode node)
    {
        var open = new Stack<Visit>();
        Push(open, node);
        while (open.TryPeek(out var visit))
        {
            if (visit.Next == visit.Spreads.Count)
            {
                open.Pop();
                pathIndex.Remove(visit.Name);
                if (path.Count > 0)
                    path.RemoveAt(path.Count - 1);
                continue;
            }

            var spread = visit.Spreads[visit.Next++];
            path.Add(spread);
            if (pathIndex.TryGetValue(spread.Name.Value, out var start))
                ReportCycle(spread.Name.Value, start);
            else if (context.FindFragment(spread.Name.Value) is { } fragment && Push(open, fragment))
                continue;
            path.RemoveAt(path.Count - 1);
        }
    }

    /// <summary>False when there is nothing to follow: the fragment was followed before or spreads nothing.</summary>
    private bool Push(Stack<Visit> open, FragmentDefinitionNode fragment)
    {
        var name = fragment.Name.Value;
        if (!visited.Add(name))
            return false;
        var spreads = context.SpreadsIn(fragment.SelectionSet);
        if (spreads.Count == 0)
            return false;
        pathIndex[name] = path.Count;
        open.Push(new Visit(name, spreads));
        return true;
    }

    private void ReportCycle(string name, int start)
    {
        var cycle = path[start..];
        var via = string.Join(", ", cycle.SkipLast(1).Select(static s => $"\"{s.Name.Value}\""));
        context.Report($"Cannot spread fragment \"{name}\" within itself{(via.Length > 0 ? $" via {via}." : ".")}", [.. cycle]);
    }

    private sealed class Visit(string name, List<FragmentSpreadNode> spreads)
    {
        internal string Name { get; } = name;

        internal List<FragmentSpreadNode> Spreads { get; } = spreads;

        internal int Next { get; set; }
    }
}
