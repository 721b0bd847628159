namespace Alignment.Core.Stories;

/// <summary>How many leads of a persona stand at a stage, kept up as leads move, so that coverage need not look at leads.</summary>
public sealed class LeadCounts
{
    private readonly Dictionary<(string Persona, string Stage), int> counts = [];

    /// <summary>The count of one cell.</summary>
    /// <param name="personaKey">The persona.</param>
    /// <param name="stageKey">The stage.</param>
    public int this[string personaKey, string stageKey] => counts.GetValueOrDefault((personaKey, stageKey));

    /// <summary>Every cell with leads, in no order.</summary>
    public IEnumerable<(string PersonaKey, string StageKey, int Leads)> Cells => counts.Select(cell => (cell.Key.Persona, cell.Key.Stage, cell.Value));

    /// <summary>Notes that leads came to a cell, or left it.</summary>
    /// <param name="personaKey">The persona; null for leads without one, who are counted nowhere.</param>
    /// <param name="stageKey">The stage; null for leads with no reading, likewise.</param>
    /// <param name="leads">How many came; negative if they left.</param>
    /// <exception cref="ArgumentOutOfRangeException">More leave than stand there.</exception>
    public LeadCounts Add(string? personaKey, string? stageKey, int leads = 1)
    {
        if (personaKey is null || stageKey is null) return this;
        var count = this[personaKey, stageKey] + leads;
        ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(leads));
        if (count == 0) counts.Remove((personaKey, stageKey));
        else counts[(personaKey, stageKey)] = count;
        return this;
    }

    /// <summary>Notes that one lead moved, or was given another persona.</summary>
    /// <param name="from">Where it was counted.</param>
    /// <param name="to">Where it is counted now.</param>
    public LeadCounts Move((string? PersonaKey, string? StageKey) from, (string? PersonaKey, string? StageKey) to) =>
        Add(from.PersonaKey, from.StageKey, -1).Add(to.PersonaKey, to.StageKey);
}
