namespace Alignment.Core.Leads.Assessments;

/// <summary>How each criterion will fare with nothing new recorded: in phases that begin at whole seconds.</summary>
internal sealed class Timeline(int criteria, long first, long last)
{
    private readonly List<(long From, int Step, Phase Phase)> changes = [];
    private int next;

    /// <summary>The phase of each criterion at the second last advanced to.</summary>
    public Phase[] Current { get; } = new Phase[criteria];

    public long First => first;

    public long Last => last;

    /// <summary>Says what a criterion is like from a second on, until the next phase said of it.</summary>
    public void Add(int step, long from, Phase phase)
    {
        if (from <= first) Current[step] = phase;
        else if (from <= last) changes.Add((from, step, phase));
    }

    /// <summary>Puts the phases of all criteria in order; those of one criterion keep theirs.</summary>
    public void Sort()
    {
        for (var i = 1; i < changes.Count; i++)
        {
            if (changes[i].From >= changes[i - 1].From) continue;
            var ordered = changes.OrderBy(c => c.From).ToList();
            changes.Clear();
            changes.AddRange(ordered);
            return;
        }
    }

    /// <summary>Brings <see cref="Current"/> to a second, and says until which second, inclusive, it stays.</summary>
    public long Advance(long second)
    {
        while (next < changes.Count && changes[next].From <= second)
        {
            Current[changes[next].Step] = changes[next].Phase;
            next++;
        }

        return next < changes.Count ? changes[next].From - 1 : last;
    }

    /// <summary>A stretch in which a criterion does not jump.</summary>
    /// <param name="Met">Whether it is met.</param>
    /// <param name="Constant">Points that stay.</param>
    /// <param name="Fading">Points that fade, as they would stand at the moment looked from.</param>
    public readonly record struct Phase(bool Met, double Constant, double Fading);
}
