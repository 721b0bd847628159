using System.Runtime.CompilerServices;

namespace Alignment.Core.Leads.Assessments;

/// <summary>Which rules an engagement of each type concerns, so that one pass over a log serves all of them.</summary>
internal sealed class TypeDispatch
{
    /// <summary>A rule, and for a sequence in which of its roles the type occurs.</summary>
    public readonly record struct Entry(EngagementRule Rule, bool IsFirst, bool IsThen);

    private readonly Entry[][] byTermId;
    private readonly Dictionary<string, Entry[]> byType = new(StringComparer.Ordinal);
    private readonly Entry[] anyType;
    private readonly bool allNumbered;

    public TypeDispatch(IReadOnlyList<EngagementRule> rules)
    {
        var terms = rules.SelectMany(r => (r.Types ?? []).Concat(r.First ?? [])).Distinct(StringComparer.Ordinal).Select(Term.Of).ToList();
        anyType = EntriesFor(rules, null);
        allNumbered = terms.All(t => t.Id >= 0);
        byTermId = new Entry[terms.Count == 0 ? 0 : terms.Max(t => t.Id) + 1][];
        Array.Fill(byTermId, anyType);
        foreach (var term in terms)
        {
            var entries = EntriesFor(rules, term.Text);
            byType[term.Text] = entries;
            if (term.Id >= 0) byTermId[term.Id] = entries;
        }
    }

    /// <summary>Whether no type concerns any rule.</summary>
    public bool IsEmpty => byType.Count == 0 && anyType.Length == 0;

    /// <summary>The rules that look at engagements of the type of the one at an index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Entry[] For(in VisibleLog log, int index)
    {
        var id = log.Keys[index].TypeId;
        return (uint)id < (uint)byTermId.Length ? byTermId[id] : ForUnnumbered(log, index, id);
    }

    private Entry[] ForUnnumbered(in VisibleLog log, int index, int id) =>
        id >= 0 && allNumbered ? anyType : byType.GetValueOrDefault(log.Engagements[index].Type, anyType);

    private static Entry[] EntriesFor(IReadOnlyList<EngagementRule> rules, string? type) =>
    [
        .. rules.Select(r => new Entry(r, r.First is not null && Lists(r.First, type), Lists(r.Types, type))).Where(e => e.IsFirst || e.IsThen),
    ];

    private static bool Lists(ValueList<string>? types, string? type) => types is null || (type is not null && types.Contains(type));
}
