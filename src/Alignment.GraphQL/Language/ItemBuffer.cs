using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Alignment.GraphQL.Language;

/// <summary>Collects the items of a list whose length is not known; one or two items cost one array.</summary>
internal struct ItemBuffer<T>
{
    private T[]? items;
    private int count;

    internal void Add(T item)
    {
        if (items is null)
            items = [item];
        else if (count == items.Length)
            Array.Resize(ref items, Math.Max(4, count * 2));
        items[count++] = item;
    }

    internal ImmutableArray<T> ToImmutable()
    {
        if (items is null)
            return [];
        if (count < items.Length)
            Array.Resize(ref items, count);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }
}
