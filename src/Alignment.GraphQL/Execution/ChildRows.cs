using System.Collections;
using Alignment.GraphQL.Types;

namespace Alignment.GraphQL.Execution;

/// <summary>
/// Where the objects of a column have gone. The shape of each value is a run of tokens: null, a list and its length followed by
/// its items, a fault, or an object as group and row.
/// </summary>
internal sealed class ChildRows(Column column)
{
    private const int NullToken = -1;
    private const int ListToken = -2;
    private const int FaultToken = -3;

    private readonly int[] starts = new int[column.Count];
    private readonly List<int> tokens = new(column.Count * 2);
    private readonly List<RowGroup> groups = new(1);
    private List<string>? faults;
    private int expected;

    internal void Add(object? value, int row)
    {
        starts[row] = tokens.Count;
        try
        {
            Add(value, column.Selection.Type, row);
        }
        catch (Exception exception)
        {
            tokens.RemoveRange(starts[row], tokens.Count - starts[row]);
            tokens.Add(NullToken);
            column.Fail(row, exception);
        }
    }

    internal void Finish(List<RowGroup> next)
    {
        foreach (var group in groups)
            next.Add(group);
    }

    internal Outcome Write(ResultFormatter formatter, int row)
    {
        var at = starts[row];
        return Write(formatter, column.Selection.Type, ref at);
    }

    /// <summary>The list indices that lead from a row of the column to one of the child rows.</summary>
    internal IEnumerable<int> IndicesOf(RowGroup group, int childRow)
    {
        var at = starts[group.ParentRowOf(childRow)];
        var indices = new List<int>();
        Find(groups.IndexOf(group), childRow, ref at, indices);
        return indices;
    }

    private bool Find(int group, int row, ref int at, List<int> indices)
    {
        var token = tokens[at++];
        if (token == ListToken)
        {
            var length = tokens[at++];
            for (var i = 0; i < length; i++)
            {
                indices.Add(i);
                if (Find(group, row, ref at, indices))
                    return true;
                indices.RemoveAt(indices.Count - 1);
            }

            return false;
        }

        if (token == NullToken)
            return false;
        var value = tokens[at++];
        return token == group && value == row;
    }

    private void Add(object? value, IType type, int row)
    {
        if (value is null)
        {
            tokens.Add(NullToken);
            return;
        }

        if (type.NullableType() is ListType list)
        {
            AddList(value, list.ElementType, row);
            return;
        }

        var objectType = column.Selection.ResolveType(value, column.Request, out var fault);
        if (objectType is null)
        {
            AddFault(fault!);
            return;
        }

        var group = GroupOf(objectType);
        tokens.Add(group);
        tokens.Add(groups[group].Add(value, row));
    }

    private void AddList(object value, IType itemType, int row)
    {
        switch (value)
        {
            case IReadOnlyList<object?> items:
                tokens.Add(ListToken);
                tokens.Add(items.Count);
                tokens.EnsureCapacity(tokens.Count + (2 * items.Count));
                expected = items.Count;
                for (var i = 0; i < items.Count; i++)
                    Add(items[i], itemType, row);
                break;
            case string or IDictionary or not IEnumerable:
                AddFault($"Expected Iterable, but did not find one for field \"{column.Selection.Field}\".");
                break;
            default:
                tokens.Add(ListToken);
                var length = tokens.Count;
                tokens.Add(0);
                var count = 0;
                foreach (var item in (IEnumerable)value)
                {
                    Add(item, itemType, row);
                    count++;
                }

                tokens[length] = count;
                break;
        }
    }

    private void AddFault(string fault)
    {
        faults ??= [];
        tokens.Add(FaultToken);
        tokens.Add(faults.Count);
        faults.Add(fault);
    }

    private int GroupOf(ObjectType type)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            if (ReferenceEquals(groups[i].Type, type))
                return i;
        }

        var plan = column.Selection.ChildrenOn(type);
        groups.Add(new RowGroup(plan, plan.SelectionsFor(column.Request), column, Math.Max(column.Count, expected)));
        return groups.Count - 1;
    }

    private void Skip(ref int at)
    {
        var token = tokens[at++];
        if (token == NullToken)
            return;
        var next = tokens[at++];
        if (token == ListToken)
        {
            for (var i = 0; i < next; i++)
                Skip(ref at);
        }
    }

    private Outcome Write(ResultFormatter formatter, IType type, ref int at)
    {
        var token = tokens[at++];
        switch (token)
        {
            case NullToken:
                return Outcome.Null;
            case FaultToken:
                formatter.Report(faults![tokens[at++]], ErrorCodes.InvalidResult);
                return Outcome.Failed;
            case ListToken:
                return WriteList(formatter, ((ListType)type.NullableType()).ElementType, ref at);
            default:
                return formatter.WriteObject(groups[token], tokens[at++]) ? Outcome.Written : Outcome.Failed;
        }
    }

    private Outcome WriteList(ResultFormatter formatter, IType itemType, ref int at)
    {
        var writer = formatter.Writer;
        var start = writer.Position;
        var length = tokens[at++];
        var itemsMayBeNull = itemType is not NonNullType;
        writer.WriteByte((byte)'[');
        for (var i = 0; i < length; i++)
        {
            if (i > 0)
                writer.WriteByte((byte)',');
            var itemStart = writer.Position;
            formatter.Push(i);
            var outcome = Write(formatter, itemType, ref at);
            if (outcome != Outcome.Written && !itemsMayBeNull)
            {
                if (outcome == Outcome.Null)
                    formatter.ReportNull();
                formatter.Pop();
                writer.Rewind(start);
                while (++i < length)
                    Skip(ref at);
                return Outcome.Failed;
            }

            formatter.Pop();
            if (outcome != Outcome.Written)
            {
                writer.Rewind(itemStart);
                writer.WriteNull();
            }
        }

        writer.WriteByte((byte)']');
        return Outcome.Written;
    }
}
