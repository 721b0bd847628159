using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alignment.Core.Journeys;
using Alignment.Core.Leads.Assessments;

namespace Alignment.Core.Leads.Definitions;

/// <summary>
/// What marketing and sales agree a lead is: thresholds and criteria. Only valid ones exist. Immutable and equal by value.
/// </summary>
public sealed record LeadDefinition
{
    private const int MostCharacters = 1 << 20;
    private const int MostCriteria = 500;
    private const int LongestName = 200;

    private LeadDefinition(string name, HandOffThresholds handOff, ValueList<Criterion> criteria) =>
        (Name, HandOff, Criteria) = (name, handOff, criteria);

    /// <summary>What people call it: 1 to 200 characters.</summary>
    public string Name { get; }

    /// <summary>What must be reached for a lead to be handed off.</summary>
    public HandOffThresholds HandOff { get; }

    /// <summary>The rules, in the order in which people read them; at least one.</summary>
    public ValueList<Criterion> Criteria { get; }

    /// <summary>Makes a definition of parts.</summary>
    /// <returns>The definition, or every fault, as <see cref="Parse"/> finds them.</returns>
    public static Result<LeadDefinition> Create(string name, HandOffThresholds handOff, IEnumerable<Criterion> criteria)
    {
        ArgumentNullException.ThrowIfNull(handOff);
        ArgumentNullException.ThrowIfNull(criteria);
        return Parse(new LeadDefinition(name, handOff, ValueList.From(criteria)).ToJson());
    }

    /// <summary>Reads a definition. Never throws on bad input.</summary>
    /// <param name="json">At most 1,048,576 characters.</param>
    /// <param name="journeys">
    /// The journeys in use: a stage that none of them knows is refused. With none given stages are not checked, which
    /// suits text that was checked when it was drafted.
    /// </param>
    /// <returns>The definition, or every fault at once; a refusal's path joined by dots is the JSON path (<c>$.criteria[3].halfLife</c>).</returns>
    public static Result<LeadDefinition> Parse(string json, params IReadOnlyList<Journey> journeys)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<Refusal>();
        using var document = JsonObjectReader.Parse(json, MostCharacters, faults);
        if (document is null || JsonObjectReader.Open(document.RootElement, faults, "$") is not { } root) return faults;
        var name = root.Text("name", LongestName, "Give the definition a name.");
        var handOff = ReadThresholds(root, faults);
        var criteria = ReadCriteria(root, faults);
        root.RefuseUnknownKeys();
        RefuseUnknownStages(criteria, journeys, faults);
        if (criteria.Count > 0 && AsksForNothing(document.RootElement))
            root.Refuse("handOff", "This would hand off everybody: name a threshold (total, fit or interest), or make a criterion a requirement.");

        return faults.Count > 0 ? faults : new LeadDefinition(name!, handOff, ValueList.From(criteria.Select(c => c!)));
    }

    /// <summary>The canonical JSON: keys in a fixed order, defaults left out. Reads back as an equal definition.</summary>
    /// <param name="indented">Whether to lay it out for people.</param>
    public string ToJson(bool indented = false)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            json.WriteStartObject("handOff");
            if (HandOff.Total is { } total) json.WriteNumber("total", total);
            if (HandOff.Fit is { } fit) json.WriteNumber("fit", fit);
            if (HandOff.Interest is { } interest) json.WriteNumber("interest", interest);
            json.WriteEndObject();
            json.WriteStartArray("criteria");
            foreach (var criterion in Criteria) criterion.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    /// <summary>Makes the definition ready to judge leads.</summary>
    /// <param name="journeys">Which leads are on which journey; everybody on the one that ships if left out.</param>
    /// <param name="policy">How stages are read; <see cref="StageReadingPolicy.Default"/> if left out.</param>
    public LeadAssessor Compile(JourneysByPersona? journeys = null, StageReadingPolicy? policy = null) =>
        new(this, journeys ?? JourneysByPersona.Default, policy ?? StageReadingPolicy.Default);

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Looks at what was written, so that it is said beside other faults.
    private static bool AsksForNothing(JsonElement root) =>
        (!root.TryGetProperty("handOff", out var handOff) || (handOff.ValueKind == JsonValueKind.Object && !handOff.EnumerateObject().Any()))
        && !root.GetProperty("criteria").EnumerateArray().Any(c =>
            c.ValueKind == JsonValueKind.Object && c.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String && role.ValueEquals("require"));

    private static HandOffThresholds ReadThresholds(JsonObjectReader root, List<Refusal> faults)
    {
        if (root.Element("handOff") is not { } element) return HandOffThresholds.None;
        if (JsonObjectReader.Open(element, faults, root.PathOf("handOff")) is not { } json) return HandOffThresholds.None;
        var thresholds = new HandOffThresholds(json.Number("total"), json.Number("fit"), json.Number("interest"));
        json.RefuseUnknownKeys();
        return thresholds;
    }

    private static List<Criterion?> ReadCriteria(JsonObjectReader root, List<Refusal> faults)
    {
        if (root.Elements("criteria", MostCriteria, "List at least one criterion.") is not { } items) return [];
        if (items.Count == 0) root.Refuse("criteria", "This would hand off everybody: list at least one criterion.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Select((item, i) => CriterionReader.Read(item, keys, faults, root.PathOf($"criteria[{i}]")))];
    }

    private static void RefuseUnknownStages(List<Criterion?> criteria, IReadOnlyList<Journey> journeys, List<Refusal> faults)
    {
        if (journeys.Count == 0) return;
        for (var i = 0; i < criteria.Count; i++)
        {
            IEnumerable<(string Stage, string Field)> named = criteria[i] switch
            {
                StageCriterion stage => [(stage.AtLeast, "atLeast")],
                EngagementCriterion { Filter: var filter } => Stages(filter),
                BurstCriterion { Filter: var filter } => Stages(filter),
                InactivityCriterion { Filter: var filter } => Stages(filter),
                ResetCriterion { Filter: var filter } => Stages(filter),
                _ => [],
            };
            foreach (var (stage, field) in named.Where(n => journeys.All(j => j.IndexOf(n.Stage) < 0)))
            {
                var known = string.Join(", ", journeys.SelectMany(j => j.Stages).Select(s => s.Key).Distinct());
                faults.Add(new(RefusalCode.Validation, $"No journey knows the stage \"{JsonObjectReader.Echo(stage)}\"; known are {known}.", "$", $"criteria[{i}]", field));
            }
        }

        static IEnumerable<(string, string)> Stages(EngagementFilter filter) => (filter.Stages ?? []).Select((s, i) => (s, $"stages[{i}]"));
    }
}
