using System.Collections.Frozen;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Assessments;

/// <summary>What a filter asks beyond the type: contents, stages and conditions on properties.</summary>
internal sealed class CompiledFilter
{
    private readonly FrozenSet<string>? contents;
    private readonly FrozenSet<string>? stages;
    private readonly CompiledCondition[] where;
    private readonly SlotMap properties;

    private CompiledFilter(EngagementFilter filter)
    {
        contents = filter.Contents?.ToFrozenSet(StringComparer.Ordinal);
        stages = filter.Stages?.ToFrozenSet(StringComparer.Ordinal);
        where = [.. (filter.Where ?? []).Select(c => new CompiledCondition(c))];
        properties = new([.. (filter.Where ?? []).Select(c => c.Attribute)]);
    }

    /// <summary>The filter made ready; null if it asks for nothing but types.</summary>
    public static CompiledFilter? Of(EngagementFilter filter) =>
        filter.Contents is null && filter.Stages is null && filter.Where is null ? null : new(filter);

    public bool Matches(Engagement engagement) =>
        (contents is null || (engagement.Content is { } content && contents.Contains(content)))
        && (stages is null || IsAtStage(engagement))
        && (where.Length == 0 || MeetsConditions(engagement.Properties));

    private bool IsAtStage(Engagement engagement)
    {
        if (engagement.Stage is { } own) return stages!.Contains(own);
        foreach (var stage in engagement.ContentStages)
            if (stages!.Contains(stage)) return true;
        return false;
    }

    private bool MeetsConditions(AttributeSet set)
    {
        var slots = properties.For(set.Shape);
        for (var i = 0; i < where.Length; i++)
        {
            AttributeValue value = slots[i] < 0 ? default : set.Values[slots[i]];
            if (!where[i].Meets(value)) return false;
        }

        return true;
    }
}
