namespace Alignment.GraphQL.Execution;

/// <summary>
/// Runs an operation level by level: all fields of all objects at one depth are resolved together, then the objects they brought
/// are the next level. What loaders were asked for during a level is fetched together.
/// </summary>
internal static class OperationRunner
{
    /// <summary>The root row, with everything below it resolved.</summary>
    internal static async ValueTask<RowGroup> RunAsync(RequestContext request, object root)
    {
        var group = RootOf(request, root);
        if (request.Plan.Kind == Language.OperationType.Mutation)
        {
            for (var i = 0; i < group.Selections.Length; i++)
                await RunLevelsAsync(request, Create(request, group, i, i + 1)).ConfigureAwait(false);
        }
        else
        {
            await RunLevelsAsync(request, Create(request, group, 0, group.Selections.Length)).ConfigureAwait(false);
        }

        return group;
    }

    internal static RowGroup RootOf(RequestContext request, object root)
    {
        var group = new RowGroup(request.Plan.Root, request.Plan.Root.SelectionsFor(request), null, 1);
        group.Add(root, -1);
        return group;
    }

    private static async ValueTask RunLevelsAsync(RequestContext request, List<Column> columns)
    {
        if (columns.Count == 0)
            return;
        var next = new List<RowGroup>(columns.Count);
        while (columns.Count > 0)
        {
            request.RequestAborted.ThrowIfCancellationRequested();
            using (request.Scheduler.Gather())
            {
                foreach (var column in columns)
                    column.Start();
            }

            if (request.HasPending)
                await request.WhenLevelDone().ConfigureAwait(false);
            next.Clear();
            foreach (var column in columns)
            {
                column.Collect();
                column.Expand(next);
            }

            columns.Clear();
            foreach (var group in next)
                Create(request, group, 0, group.Selections.Length, columns);
        }
    }

    private static List<Column> Create(RequestContext request, RowGroup group, int from, int to)
    {
        var columns = new List<Column>(to - from);
        Create(request, group, from, to, columns);
        return columns;
    }

    private static void Create(RequestContext request, RowGroup group, int from, int to, List<Column> columns)
    {
        for (var i = from; i < to; i++)
        {
            var selection = group.Selections[i];
            if (selection.IsTypeName || selection.Runtime.WritesDirectly)
                continue;
            columns.Add(group.Columns[i] = selection.Runtime.CreateColumn(request, group, selection));
        }
    }
}
