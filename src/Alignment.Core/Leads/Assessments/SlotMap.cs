namespace Alignment.Core.Leads.Assessments;

/// <summary>
/// Where attributes stand in sets of each shape, found once per shape. Safe to use from many threads.
/// </summary>
internal sealed class SlotMap(string[] names)
{
    private readonly Lock gate = new();
    private int[]?[] byShape = [];

    /// <summary>For each name its index in the set's values, or -1.</summary>
    public int[] For(AttributeShape shape)
    {
        var known = Volatile.Read(ref byShape);
        return (uint)shape.Id < (uint)known.Length && known[shape.Id] is { } slots ? slots : Resolve(shape);
    }

    private int[] Resolve(AttributeShape shape)
    {
        var slots = Array.ConvertAll(names, shape.IndexOf);
        if (shape.Id < 0) return slots;
        lock (gate)
        {
            var known = byShape;
            if (shape.Id >= known.Length) Array.Resize(ref known, Math.Max(shape.Id + 1, known.Length * 2));
            known[shape.Id] = slots;
            Volatile.Write(ref byShape, known);
        }

        return slots;
    }
}
