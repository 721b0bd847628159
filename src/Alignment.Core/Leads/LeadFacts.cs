using NodaTime;

namespace Alignment.Core.Leads;

/// <summary>
/// All that an assessment looks at. Immutable; plain to build by a host, a reader of files or a test. Facts may reach past
/// the instant of an assessment: it looks at those up to that instant.
/// </summary>
public sealed class LeadFacts
{
    private const int FewEnoughToInsert = 64;
    private static readonly Comparer<Engagement> ByMoment = Comparer<Engagement>.Create(Compare);
    private readonly Engagement[] engagements;
    private readonly LogKey[] keys;
    private readonly LeadMilestone[] milestones;

    /// <summary>Gathers the facts of a lead.</summary>
    /// <param name="createdAt">When the lead was created.</param>
    /// <param name="personaKey">The key of its persona, if it has one.</param>
    /// <param name="attributes">Its attributes as they are now; none if left out.</param>
    /// <param name="engagements">Its log, in any order; the order given decides between equals in instant and position.</param>
    /// <param name="milestones">What happened to it between marketing and sales, in any order.</param>
    public LeadFacts(
        Instant createdAt, string? personaKey = null, AttributeSet? attributes = null,
        IEnumerable<Engagement>? engagements = null, IEnumerable<LeadMilestone>? milestones = null)
    {
        CreatedMoment = Moment.Of(createdAt);
        PersonaKey = personaKey;
        Attributes = attributes ?? AttributeSet.Empty;
        this.engagements = Ordered(engagements);
        keys = Array.ConvertAll(this.engagements, e => new LogKey(e.Moment, e.TypeId));
        this.milestones = milestones?.OrderBy(m => m.At).ToArray() ?? [];
    }

    /// <summary>When the lead was created, in microseconds.</summary>
    public Instant CreatedAt => Moment.ToInstant(CreatedMoment);

    /// <summary>The key of its persona, if it has one.</summary>
    public string? PersonaKey { get; }

    /// <summary>Its attributes.</summary>
    public AttributeSet Attributes { get; }

    /// <summary>Its log, ordered by (instant, position).</summary>
    public IReadOnlyList<Engagement> Engagements => engagements;

    /// <summary>What happened to it between marketing and sales, ordered by instant.</summary>
    public IReadOnlyList<LeadMilestone> Milestones => milestones;

    internal long CreatedMoment { get; }

    /// <summary>The log up to a moment.</summary>
    internal VisibleLog LogUntil(long moment)
    {
        var count = keys.Length;
        while (count > 0 && keys[count - 1].Moment > moment) count--;
        return new(keys.AsSpan(0, count), engagements.AsSpan(0, count));
    }

    internal ReadOnlySpan<LeadMilestone> Past => milestones;

    private static Engagement[] Ordered(IEnumerable<Engagement>? log)
    {
        var array = log?.ToArray() ?? [];
        for (var i = 1; i < array.Length; i++)
        {
            if (Compare(array[i - 1], array[i]) <= 0) continue;
            if (array.Length > FewEnoughToInsert) return [.. array.Order(ByMoment)];
            Insert(array, i);
        }

        return array;
    }

    // Into its place among those before it, which are in order; after its equals.
    private static void Insert(Engagement[] array, int place)
    {
        var engagement = array[place];
        for (; place > 0 && Compare(array[place - 1], engagement) > 0; place--) array[place] = array[place - 1];
        array[place] = engagement;
    }

    private static int Compare(Engagement a, Engagement b) =>
        a.Moment != b.Moment ? a.Moment.CompareTo(b.Moment) : a.Position.CompareTo(b.Position);
}
