using Alignment.Core.Stories;

namespace Alignment.Core.Leads.Assessments;

/// <summary>What can be said of all the readings that a lead has had (<see cref="StageReader.Spells"/>).</summary>
public static class StageSpells
{
    /// <summary>The changes of reading, oldest first.</summary>
    /// <param name="spells">The readings of the lead.</param>
    /// <param name="lead">The lead's id.</param>
    public static IEnumerable<StageMove> Moves(this IReadOnlyList<StageSpell> spells, Guid lead)
    {
        ArgumentNullException.ThrowIfNull(spells);
        return spells.Zip(spells.Skip(1), (before, after) => new StageMove(after.From, lead, before.Stage.Position, after.Stage.Position));
    }

    /// <summary>Notes of content where the lead stood when it came, before what it then did with it, and whether the reading had gone back by then.</summary>
    /// <param name="spells">The readings of the lead that received it.</param>
    /// <param name="received">What it received, in any order.</param>
    /// <returns>The same content in the same order.</returns>
    public static IReadOnlyList<Received> Placed(this IReadOnlyList<StageSpell> spells, IEnumerable<Received> received)
    {
        ArgumentNullException.ThrowIfNull(spells);
        ArgumentNullException.ThrowIfNull(received);
        return [.. received.Select(step =>
        {
            StageSpell? stood = null;
            var furthest = -1;
            foreach (var spell in spells)
            {
                if (spell.From >= step.At) break;
                stood = spell;
                furthest = Math.Max(furthest, spell.Stage.Position);
            }

            return step with { StoodAt = stood?.Stage.Key, WentBack = stood?.Stage.Position < furthest };
        })];
    }
}
