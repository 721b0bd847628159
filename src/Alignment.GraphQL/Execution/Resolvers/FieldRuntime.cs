using System.Runtime.CompilerServices;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>A field, ready to run: its resolver and, for leaves, its writer.</summary>
internal abstract class FieldRuntime(OutputField field)
{
    internal OutputField Field { get; } = field;

    /// <summary>Whether the value is read from its parent while it is written, without a column.</summary>
    internal abstract bool WritesDirectly { get; }

    /// <summary>Reads and writes the value of a pure leaf.</summary>
    internal virtual Outcome Write(ResultFormatter formatter, object parent) =>
        throw new InvalidOperationException($"{Field} is not a pure leaf.");

    /// <summary>Room for the values of all parents of a level.</summary>
    internal abstract Column CreateColumn(RequestContext request, RowGroup group, Selection selection);
}

internal abstract class FieldRuntime<TResult>(OutputField field, LeafWriter<TResult>? leaf) : FieldRuntime(field)
{
    internal LeafWriter<TResult>? Leaf { get; } = leaf;

    internal override bool WritesDirectly => false;

    internal sealed override Column CreateColumn(RequestContext request, RowGroup group, Selection selection) =>
        new Column<TResult>(request, group, selection, this);

    /// <summary>Resolves every row of the column, or starts to.</summary>
    internal abstract void Run(Column<TResult> column);
}

internal sealed class MemberRuntime<TParent, TResult>(Func<TParent, TResult> read, OutputField field, LeafWriter<TResult>? leaf)
    : FieldRuntime<TResult>(field, leaf)
{
    internal override bool WritesDirectly => Leaf is not null && Field.Authorization.Count == 0;

    internal override Outcome Write(ResultFormatter formatter, object parent)
    {
        try
        {
            return Leaf!.Write(formatter, read(Cast(parent)));
        }
        catch (Exception exception)
        {
            formatter.Report(exception);
            return Outcome.Failed;
        }
    }

    internal override void Run(Column<TResult> column)
    {
        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                column.Set(row, read(Cast(column.Parent(row))));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TParent Cast(object parent) => (TParent)parent;
}

internal sealed class SyncRuntime<TResult>(ResolverMethod<TResult> method, OutputField field, LeafWriter<TResult>? leaf)
    : FieldRuntime<TResult>(field, leaf)
{
    internal override void Run(Column<TResult> column)
    {
        var bound = column.Bind(method.Parameters);
        if (method.RunsAlone && !column.Request.Solo.TryEnter())
        {
            column.Request.Await(RunAlone(column, bound));
            return;
        }

        RunAll(column, bound);
        if (method.RunsAlone)
            column.Request.Solo.Exit();
    }

    private async Task RunAlone(Column<TResult> column, object?[] bound)
    {
        await column.Request.Solo.EnterAsync().ConfigureAwait(false);
        RunAll(column, bound);
        column.Request.Solo.Exit();
    }

    private void RunAll(Column<TResult> column, object?[] bound)
    {
        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                column.Set(row, method.Call(column.Parent(row), bound, method.NeedsContext ? column.Context(row) : null));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }
    }
}

internal sealed class TaskRuntime<TResult>(ResolverMethod<Task<TResult>> method, OutputField field, LeafWriter<TResult>? leaf)
    : FieldRuntime<TResult>(field, leaf)
{
    internal override void Run(Column<TResult> column)
    {
        var bound = column.Bind(method.Parameters);
        if (method.RunsAlone)
        {
            column.Request.Await(RunAlone(column, bound));
            return;
        }

        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                column.Set(row, method.Call(column.Parent(row), bound, method.NeedsContext ? column.Context(row) : null));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }
    }

    private async Task RunAlone(Column<TResult> column, object?[] bound)
    {
        await column.Request.Solo.EnterAsync().ConfigureAwait(false);
        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                column.Set(row, await method.Call(column.Parent(row), bound, method.NeedsContext ? column.Context(row) : null).ConfigureAwait(false));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }

        column.Request.Solo.Exit();
    }
}

internal sealed class ValueTaskRuntime<TResult>(ResolverMethod<ValueTask<TResult>> method, OutputField field, LeafWriter<TResult>? leaf)
    : FieldRuntime<TResult>(field, leaf)
{
    internal override void Run(Column<TResult> column)
    {
        var bound = column.Bind(method.Parameters);
        if (method.RunsAlone)
        {
            column.Request.Await(RunAlone(column, bound));
            return;
        }

        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                var pending = method.Call(column.Parent(row), bound, method.NeedsContext ? column.Context(row) : null);
                if (pending.IsCompletedSuccessfully)
                    column.Set(row, pending.Result);
                else
                    column.Set(row, pending.AsTask());
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }
    }

    private async Task RunAlone(Column<TResult> column, object?[] bound)
    {
        await column.Request.Solo.EnterAsync().ConfigureAwait(false);
        for (var row = 0; row < column.Count; row++)
        {
            try
            {
                column.Set(row, await method.Call(column.Parent(row), bound, method.NeedsContext ? column.Context(row) : null).ConfigureAwait(false));
            }
            catch (Exception exception)
            {
                column.Fail(row, exception);
            }
        }

        column.Request.Solo.Exit();
    }
}
