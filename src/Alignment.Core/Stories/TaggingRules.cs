using System.Text.Json;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;

namespace Alignment.Core.Stories;

/// <summary>The tagging rules of a team. They are weighed anew each time, so a changed rule shows at once and leaves nothing behind.</summary>
public sealed partial class TaggingRules
{
    private const int MostCharacters = 1 << 20;
    private const int MostRules = 1_000;

    private static readonly Dictionary<string, Orientation> Orientations = new(StringComparer.Ordinal)
    {
        ["buyer-scenario"] = Orientation.BuyerScenario,
        ["problem-education"] = Orientation.ProblemEducation,
        ["product"] = Orientation.Product,
        ["company"] = Orientation.Company,
    };

    private TaggingRules(IReadOnlyList<TaggingRule> rules) => Rules = rules;

    /// <summary>No rules.</summary>
    public static TaggingRules None { get; } = new([]);

    /// <summary>The rules, in the team's order.</summary>
    public IReadOnlyList<TaggingRule> Rules { get; }

    /// <summary>Takes rules that were written in code.</summary>
    /// <param name="rules">The rules.</param>
    /// <exception cref="ArgumentException">A key occurs twice, or a rule asks for nothing or proposes nothing.</exception>
    public static TaggingRules Of(params IReadOnlyList<TaggingRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.DistinctBy(rule => rule.Key).Count() != rules.Count) throw new ArgumentException("Every rule has a key of its own.", nameof(rules));
        if (rules.FirstOrDefault(rule => rule.AsksForNothing || !rule.Proposes().Any()) is { } empty)
            throw new ArgumentException($"Rule {empty.Key} names no condition or no tag.", nameof(rules));
        return new TaggingRules(rules);
    }

    /// <summary>Rules from a persona's recommended content: a format recommended at a stage proposes that stage and that persona.</summary>
    /// <param name="personas">The imported personas.</param>
    public static TaggingRules From(IEnumerable<ImportedPersona> personas)
    {
        ArgumentNullException.ThrowIfNull(personas);
        return new TaggingRules(
        [
            .. from persona in personas
               from recommended in persona.Recommendations
               where recommended.Format is not null
               group recommended.Format by (persona.Key, recommended.StageKey) into rule
               select new TaggingRule
               {
                   Key = $"{rule.Key.Key} at {rule.Key.StageKey}",
                   Formats = Wording.Distinct(rule),
                   Stages = [rule.Key.StageKey],
                   Personas = [rule.Key.Key],
               },
        ]);
    }

    /// <summary>Reads rules: <c>{ "rules": [ { "key", "when": { "titleContains", "urlContains", "formats", "topics" },
    /// "suggest": { "stages", "personas", "themes", "answers", "orientation" } } ] }</c>. Never throws on bad input.</summary>
    /// <param name="json">At most 1,048,576 characters.</param>
    /// <param name="journeys">The journeys in use: a stage that none of them knows is refused. With none given stages are not checked.</param>
    /// <returns>The rules, or every fault at once with its JSON path.</returns>
    public static Result<TaggingRules> Parse(string json, params IReadOnlyList<Journey> journeys)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<Refusal>();
        using var document = JsonObjectReader.Parse(json, MostCharacters, faults);
        if (document is null || JsonObjectReader.Open(document.RootElement, faults, "$") is not { } root) return faults;
        var rules = new List<TaggingRule>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (element, index) in (root.Elements("rules", MostRules, "List the rules.") ?? []).Select((element, index) => (element, index)))
        {
            if (JsonObjectReader.Open(element, faults, root.PathOf($"rules[{index}]")) is not { } rule) continue;
            var read = Read(rule, faults, journeys);
            if (read.Key.Length > 0 && !keys.Add(read.Key)) rule.Refuse("key", $"There is a rule \"{read.Key}\" already; give this one a key of its own.");
            rules.Add(read);
        }

        root.RefuseUnknownKeys();
        return faults.Count > 0 ? faults : new TaggingRules(rules);
    }

    /// <summary>The tags proposed for an asset: those it does not have and that nobody dismissed. An orientation is proposed only while it has none.</summary>
    /// <param name="asset">The asset.</param>
    public IReadOnlyList<TagSuggestion> Suggest(ContentAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var hits = from rule in Rules
                   let found = rule.Finds(asset)
                   where found is not null
                   from tag in rule.Proposes()
                   where !asset.Tags.Any(own => own.Says(tag.Dimension, tag.Value))
                       && (tag.Dimension != TagDimension.Orientation || asset.Orientation is null)
                   group (rule.Key, found) by (tag.Dimension, Value: ContentTag.Exact(tag.Dimension) ? tag.Value : Wording.Fold(tag.Value)) into tag
                   select (tag.Key, Rules: tag.ToList());
        return [.. hits.Select(hit => new TagSuggestion(
            hit.Key.Dimension, Spelled(hit.Key.Dimension, hit.Key.Value),
            $"{string.Join("; ", hit.Rules.Select(rule => $"{rule.Key}: {rule.found}"))}."))];
    }

    /// <summary>The canonical JSON of the rules; reads back as the same rules.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("rules");
            foreach (var rule in Rules) Write(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }

    private string Spelled(TagDimension dimension, string value) =>
        Rules.SelectMany(rule => rule.Proposes()).First(tag => tag.Dimension == dimension
            && (ContentTag.Exact(dimension) ? tag.Value == value : Wording.Fold(tag.Value) == value)).Value;

    private static TaggingRule Read(JsonObjectReader json, List<Refusal> faults, IReadOnlyList<Journey> journeys)
    {
        var rule = new TaggingRule { Key = json.Text("key", Wording.LongestKey, "Give the rule a key.")?.Trim() ?? "" };
        if (json.Element("when", "Say which assets the rule is about.") is { } when && JsonObjectReader.Open(when, faults, json.PathOf("when")) is { } condition)
        {
            var before = faults.Count;
            rule = rule with
            {
                TitleContains = Words(condition, "titleContains"),
                UrlContains = Words(condition, "urlContains"),
                Formats = Words(condition, "formats"),
                Topics = Words(condition, "topics"),
            };
            condition.RefuseUnknownKeys();
            if (faults.Count == before && rule.AsksForNothing) json.Refuse("when", "The rule would be about every asset; name what to look for.");
        }

        if (json.Element("suggest", "Say which tags the rule proposes.") is { } suggest && JsonObjectReader.Open(suggest, faults, json.PathOf("suggest")) is { } tags)
        {
            var before = faults.Count;
            rule = rule with
            {
                Stages = Words(tags, "stages"),
                Personas = Words(tags, "personas"),
                Themes = Words(tags, "themes"),
                Answers = Words(tags, "answers"),
                Orientation = tags.Choice("orientation", Orientations),
            };
            tags.RefuseUnknownKeys();
            foreach (var stage in rule.Stages.Where(stage => journeys.Count > 0 && journeys.All(journey => journey.IndexOf(stage) < 0)))
                tags.Refuse("stages", $"No journey knows the stage \"{JsonObjectReader.Echo(stage)}\".");
            if (faults.Count == before && !rule.Proposes().Any()) json.Refuse("suggest", "The rule proposes nothing; name a tag.");
        }

        json.RefuseUnknownKeys();
        return rule;
    }

    private static IReadOnlyList<string> Words(JsonObjectReader json, string name) => [.. json.Texts(name, 200, ContentAsset.LongestTag) ?? ValueList.From<string>([])];

    private static void Write(Utf8JsonWriter json, TaggingRule rule)
    {
        json.WriteStartObject();
        json.WriteString("key", rule.Key);
        json.WriteStartObject("when");
        Write(json, "titleContains", rule.TitleContains);
        Write(json, "urlContains", rule.UrlContains);
        Write(json, "formats", rule.Formats);
        Write(json, "topics", rule.Topics);
        json.WriteEndObject();
        json.WriteStartObject("suggest");
        Write(json, "stages", rule.Stages);
        Write(json, "personas", rule.Personas);
        Write(json, "themes", rule.Themes);
        Write(json, "answers", rule.Answers);
        if (rule.Orientation is { } orientation) json.WriteString("orientation", Orientations.First(known => known.Value == orientation).Key);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var word in words) json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
