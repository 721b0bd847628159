using System.Runtime.CompilerServices;

namespace Alignment.GraphQL.Execution;

/// <summary>The values of one selection for all rows of a group.</summary>
internal abstract class Column(RequestContext request, RowGroup group, Selection selection)
{
    private Dictionary<int, Exception>? failures;
    private Dictionary<int, List<GraphQLError>>? reports;
    private Exception? columnFailure;
    private ChildRows? children;

    internal RequestContext Request { get; } = request;

    internal RowGroup Group { get; } = group;

    internal Selection Selection { get; } = selection;

    internal ArgumentValues Arguments { get; private set; } = ArgumentValues.None;

    internal int Count => Group.Count;

    internal ChildRows? Children => children;

    protected bool HasFailures => failures is not null || columnFailure is not null;

    internal object Parent(int row) => Group.Rows[row];

    /// <summary>Resolves every row, or starts to.</summary>
    internal void Start()
    {
        try
        {
            Arguments = Selection.Arguments.Evaluate(Request.Variables);
            if (Selection.Field.Authorization.Count > 0)
            {
                var permitted = Request.Authorizer.IsPermittedAsync(Selection.Field.Authorization);
                if (!permitted.IsCompletedSuccessfully)
                {
                    Request.Await(RunWhenPermitted(permitted));
                    return;
                }

                if (!permitted.Result)
                {
                    columnFailure = Authorizer.Refusal();
                    return;
                }
            }

            Run();
        }
        catch (Exception exception)
        {
            columnFailure = exception;
        }
    }

    /// <summary>Reads the arguments and asks whether the caller may, without resolving anything.</summary>
    /// <exception cref="GraphQLException">An argument does not fit, or the caller may not.</exception>
    internal async ValueTask PrepareAsync()
    {
        Arguments = Selection.Arguments.Evaluate(Request.Variables);
        if (!await Request.Authorizer.IsPermittedAsync(Selection.Field.Authorization).ConfigureAwait(false))
            throw Authorizer.Refusal();
    }

    /// <summary>Takes over what the awaited tasks brought.</summary>
    internal abstract void Collect();

    /// <summary>Makes rows of the objects in the values and adds their groups to the next level.</summary>
    internal void Expand(List<RowGroup> next)
    {
        if (Selection.IsLeaf)
            return;
        children = new ChildRows(this);
        for (var row = 0; row < Count; row++)
            children.Add(FailureOf(row) is null ? Value(row) : null, row);
        children.Finish(next);
    }

    internal Outcome Write(ResultFormatter formatter, int row)
    {
        if (reports is not null && Take(row) is { } reported)
            formatter.Report(reported);
        if (HasFailures && FailureOf(row) is { } failure)
        {
            formatter.Report(failure);
            return Outcome.Failed;
        }

        return children is not null ? children.Write(formatter, row) : WriteLeaf(formatter, row);
    }

    internal object?[] Bind(IReadOnlyList<ParameterBinding> parameters)
    {
        if (parameters.Count == 0)
            return [];
        var bound = new object?[parameters.Count];
        for (var i = 0; i < bound.Length; i++)
            bound[i] = parameters[i].Bind(this);
        return bound;
    }

    internal ResolverContext Context(int row) => new(this, row);

    internal void Fail(int row, Exception exception) => (failures ??= [])[row] = exception;

    internal void Report(int row, GraphQLError error)
    {
        lock (Request)
        {
            reports ??= [];
            if (!reports.TryGetValue(row, out var list))
                reports[row] = list = [];
            list.Add(error);
        }
    }

    protected abstract void Run();

    protected abstract object? Value(int row);

    protected abstract Outcome WriteLeaf(ResultFormatter formatter, int row);

    private Exception? FailureOf(int row) => columnFailure ?? failures?.GetValueOrDefault(row);

    private List<GraphQLError>? Take(int row) => reports!.Remove(row, out var list) ? list : null;

    private async Task RunWhenPermitted(ValueTask<bool> permitted)
    {
        try
        {
            if (await permitted.ConfigureAwait(false))
                Run();
            else
                columnFailure = Authorizer.Refusal();
        }
        catch (Exception exception)
        {
            columnFailure = exception;
        }
    }
}

/// <inheritdoc/>
internal sealed class Column<T>(RequestContext request, RowGroup group, Selection selection, FieldRuntime<T> runtime)
    : Column(request, group, selection)
{
    private readonly T[] values = new T[group.Count];
    private Task<T>?[]? tasks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Set(int row, T value) => values[row] = value;

    internal void Set(int row, Task<T>? task)
    {
        if (task is null)
            throw new InvalidOperationException($"The resolver of {Selection.Field} returned no task.");
        if (task.IsCompletedSuccessfully)
        {
            values[row] = task.Result;
            return;
        }

        (tasks ??= new Task<T>?[values.Length])[row] = task;
        Request.Await(task);
    }

    internal override void Collect()
    {
        if (tasks is null)
            return;
        for (var row = 0; row < tasks.Length; row++)
        {
            if (tasks[row] is not { } task)
                continue;
            if (task.IsCompletedSuccessfully)
                values[row] = task.Result;
            else
                Fail(row, task.Exception?.InnerException ?? new OperationCanceledException());
        }

        tasks = null;
    }

    protected override void Run() => runtime.Run(this);

    protected override object? Value(int row) => values[row];

    protected override Outcome WriteLeaf(ResultFormatter formatter, int row)
    {
        try
        {
            return runtime.Leaf!.Write(formatter, values[row]);
        }
        catch (Exception exception)
        {
            formatter.Report(exception);
            return Outcome.Failed;
        }
    }
}
