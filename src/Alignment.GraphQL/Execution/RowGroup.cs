using System.Runtime.CompilerServices;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>All objects of one type that one selection has brought up: the rows of a level, to be resolved column by column.</summary>
internal sealed class RowGroup
{
    private int[] parentRows;

    internal RowGroup(SelectionSetPlan plan, Selection[] selections, Column? parent, int capacity)
    {
        Plan = plan;
        Selections = selections;
        Parent = parent;
        Rows = new object[capacity];
        parentRows = parent is null ? [] : new int[capacity];
        Columns = new Column?[selections.Length];
    }

    internal SelectionSetPlan Plan { get; }

    internal ObjectType Type => Plan.Type;

    /// <summary>The selections that this request includes.</summary>
    internal Selection[] Selections { get; }

    /// <summary>The column the rows came from; null at the root.</summary>
    internal Column? Parent { get; }

    internal object[] Rows { get; private set; }

    internal int Count { get; private set; }

    /// <summary>One for each selection; null where the value is written straight from its row.</summary>
    internal Column?[] Columns { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Add(object row, int parentRow)
    {
        if (Count == Rows.Length)
            Grow();
        Rows[Count] = row;
        if (Parent is not null)
            parentRows[Count] = parentRow;
        return Count++;
    }

    /// <summary>The row of the parent's group that a row belongs to.</summary>
    internal int ParentRowOf(int row) => parentRows[row];

    private void Grow()
    {
        var size = Math.Max(4, Rows.Length * 2);
        var rows = Rows;
        Array.Resize(ref rows, size);
        Rows = rows;
        if (Parent is not null)
            Array.Resize(ref parentRows, size);
    }
}
