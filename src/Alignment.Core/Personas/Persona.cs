using NodaTime;

namespace Alignment.Core.Personas;

/// <summary>Who the buyer (or the salesperson, or another audience) is: a set of claims, each resting on evidence or shown as an
/// assumption.</summary>
public sealed partial class Persona
{
    /// <summary>How many claims one persona can hold, retracted ones included.</summary>
    public const int MostInsights = 500;

    private readonly List<Insight> insights = [];

    private Persona()
    {
    }

    /// <summary>The name by which people and other systems know the persona; 1 to 100 characters, compared exactly.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The persona's name, at most 200 characters.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Whom the persona describes.</summary>
    public Audience Audience { get; private set; }

    /// <summary>What to know first, at most 10,000 characters; null if nothing was written.</summary>
    public string? Summary { get; private set; }

    /// <summary>The journey this persona follows; null for the default one.</summary>
    public string? JourneyKey { get; private set; }

    /// <summary>When the persona was first defined.</summary>
    public Instant DefinedAt { get; private set; }

    /// <summary>Counts the changes, from 1; two writers with the same version conflict.</summary>
    public int Version { get; private set; }

    /// <summary>Every claim ever made, in the order of claiming, retracted ones included.</summary>
    public IReadOnlyList<Insight> Insights => [.. insights.OrderBy(insight => insight.Position)];

    /// <summary>The claims that stand, in the order of claiming.</summary>
    public IEnumerable<Insight> Claims => Insights.Where(insight => insight.Stands);

    /// <summary>Defines a persona.</summary>
    /// <param name="key">1 to 100 characters.</param>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="audience">Whom it describes.</param>
    /// <param name="now">The present instant.</param>
    /// <param name="summary">What to know first, if anything was written.</param>
    /// <param name="journeyKey">The journey this persona follows, if not the default one.</param>
    public static Result<Persona> Define(
        string key, string name, Audience audience, Instant now, string? summary = null, string? journeyKey = null)
    {
        var refusals = new List<Refusal>();
        var checkedKey = Wording.Require(key, Wording.LongestKey, "A persona's key", refusals, "key");
        var persona = new Persona { Key = checkedKey, DefinedAt = now, Version = 1 };
        persona.Describe(name, audience, summary, journeyKey, refusals);
        return refusals.Count > 0 ? refusals : persona;
    }

    /// <summary>Describes the persona anew.</summary>
    /// <param name="name">1 to 200 characters.</param>
    /// <param name="audience">Whom it describes. A persona whose standing claims its new audience cannot hold keeps its own.</param>
    /// <param name="summary">What to know first; null for nothing.</param>
    /// <param name="journeyKey">The journey this persona follows; null for the default one.</param>
    /// <returns>Whether anything changed.</returns>
    public Result<bool> Redefine(string name, Audience audience, string? summary, string? journeyKey)
    {
        var refusals = new List<Refusal>();
        foreach (var kind in Claims.Select(claim => claim.Kind).Distinct().Where(kind => !audience.Holds(kind)))
            refusals.Add(new Refusal(RefusalCode.WrongState,
                $"A persona of the {audience} audience holds no insight of kind {kind.InWords()}; retract those first.", "audience"));
        var revised = new Persona();
        revised.Describe(name, audience, summary, journeyKey, refusals);
        if (refusals.Count > 0) return refusals;
        if ((revised.Name, revised.Audience, revised.Summary, revised.JourneyKey) == (Name, Audience, Summary, JourneyKey)) return false;
        (Name, Audience, Summary, JourneyKey) = (revised.Name, revised.Audience, revised.Summary, revised.JourneyKey);
        Version++;
        return true;
    }

    private void Describe(string name, Audience audience, string? summary, string? journeyKey, List<Refusal> refusals)
    {
        Name = Wording.Require(name, Wording.LongestName, "A persona's name", refusals, "name");
        Summary = Wording.Optional(summary, Wording.LongestText, "A persona's summary", refusals, "summary");
        JourneyKey = Wording.Optional(journeyKey, Wording.LongestKey, "A journey's key", refusals, "journeyKey");
        if (!Enum.IsDefined(audience)) refusals.Add(new Refusal(RefusalCode.Validation, "The audience is not one that is known.", "audience"));
        Audience = audience;
    }
}
