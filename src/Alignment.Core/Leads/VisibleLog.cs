namespace Alignment.Core.Leads;

/// <summary>What most passes over a log need of an engagement, laid side by side so that they need not visit it.</summary>
/// <param name="Moment">When it happened.</param>
/// <param name="TypeId">The number of its type; -1 for a type without one.</param>
internal readonly record struct LogKey(long Moment, int TypeId);

/// <summary>The engagements that are known at a moment, in the order of (instant, position).</summary>
internal readonly ref struct VisibleLog(ReadOnlySpan<LogKey> keys, ReadOnlySpan<Engagement> engagements)
{
    public readonly ReadOnlySpan<LogKey> Keys = keys;
    public readonly ReadOnlySpan<Engagement> Engagements = engagements;

    public int Length => Keys.Length;
}
