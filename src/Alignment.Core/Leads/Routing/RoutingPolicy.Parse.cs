using System.Text.Json;
using Alignment.Core.Leads.Definitions;

namespace Alignment.Core.Leads.Routing;

/// <content>Reading a policy.</content>
public sealed partial record RoutingPolicy
{
    private const int MostCharacters = 1 << 20;
    private const int MostRules = 500;
    private const int MostConditions = 50;
    private const int MostCandidates = 1000;
    private const int LongestKey = 100;
    private const int LongestName = 200;

    /// <summary>Reads a policy. Never throws on bad input.</summary>
    /// <param name="json">At most 1,048,576 characters.</param>
    /// <returns>The policy, or every fault at once; a refusal's path joined by dots is the JSON path.</returns>
    public static Result<RoutingPolicy> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<Refusal>();
        using var document = JsonObjectReader.Parse(json, MostCharacters, faults);
        if (document is null || JsonObjectReader.Open(document.RootElement, faults, "$") is not { } root)
            return faults;
        var name = root.Text("name", LongestName, "Give the policy a name.");
        var rules = root.Elements("rules", MostRules, "List the rules.");
        if (rules is { Count: 0 })
            root.Refuse("rules", "A policy has at least one rule.");
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var read = (rules ?? []).Select((rule, index) => ReadRule(rule, keys, faults, "$", $"rules[{index}]")).ToList();
        root.RefuseUnknownKeys();
        return faults.Count > 0 ? faults : new RoutingPolicy(name!, ValueList.From(read.Select(rule => rule!)));
    }

    private static RoutingRule? ReadRule(JsonElement element, HashSet<string> keys, List<Refusal> faults, params string[] path)
    {
        if (JsonObjectReader.Open(element, faults, path) is not { } json)
            return null;
        var before = faults.Count;
        var key = json.Text("key", LongestKey, "Give the rule a key, unique in the policy.");
        if (key is not null && !keys.Add(key))
            json.Refuse("key", $"There is a rule \"{JsonObjectReader.Echo(key)}\" already; choose another key.");
        var label = json.Text("label", LongestName);
        var when = ReadConditions(json, faults, path);
        var personas = json.Texts("personas", MostConditions, LongestKey) ?? [];
        var stages = json.Texts("stages", MostConditions, LongestKey) ?? [];
        var candidates = ReadCandidates(json, faults, path);
        var choose = json.Choice("choose", Choices) ?? RoutingChoice.FewestOpen;
        var recent = json.Duration("recent") ?? RecentByDefault;
        var capacity = json.Count("capacity");
        var orWait = json.Boolean("orWait") ?? false;
        json.RefuseUnknownKeys();
        return faults.Count > before ? null : new(key!, label, when, personas, stages, candidates, choose, recent, capacity, orWait);
    }

    private static ValueList<AttributeCondition> ReadConditions(JsonObjectReader json, List<Refusal> faults, string[] path)
    {
        var conditions = new List<AttributeCondition>();
        var items = json.Elements("when", MostConditions) ?? [];
        for (var index = 0; index < items.Count; index++)
        {
            if (JsonObjectReader.Open(items[index], faults, [.. path, $"when[{index}]"]) is not { } inner)
                continue;
            if (AttributeCondition.Read(inner) is { } condition)
                conditions.Add(condition);
            inner.RefuseUnknownKeys();
        }

        return ValueList.From(conditions);
    }

    private static ValueList<RoutingCandidate> ReadCandidates(JsonObjectReader json, List<Refusal> faults, string[] path)
    {
        if (json.Elements("candidates", MostCandidates, "List the reps who may get such a lead.") is not { } items)
            return [];
        if (items.Count == 0)
            json.Refuse("candidates", "The list is empty; name at least one rep.");
        var candidates = new List<RoutingCandidate>();
        for (var index = 0; index < items.Count; index++)
        {
            var place = $"candidates[{index}]";
            var candidate = items[index].ValueKind == JsonValueKind.String
                ? json.TextOf(items[index], LongestKey, place) is { } rep ? new RoutingCandidate(rep.Trim()) : null
                : ReadCandidate(items[index], faults, [.. path, place]);
            if (candidate is not null && candidates.Exists(other => other.RepKey == candidate.RepKey))
                json.Refuse(place, $"\"{JsonObjectReader.Echo(candidate.RepKey)}\" is on the list already.");
            else if (candidate is not null)
                candidates.Add(candidate);
        }

        return ValueList.From(candidates);
    }

    private static RoutingCandidate? ReadCandidate(JsonElement element, List<Refusal> faults, string[] path)
    {
        if (JsonObjectReader.Open(element, faults, path) is not { } json)
            return null;
        var rep = json.Text("rep", LongestKey, "Name the rep by key.");
        var weight = json.Number("weight") ?? 1;
        if (weight is <= 0 or > 1000)
            json.Refuse("weight", "A weight is more than 0 and at most 1,000.");
        var capacity = json.Count("capacity");
        json.RefuseUnknownKeys();
        return rep is null ? null : new(rep.Trim(), weight, capacity);
    }
}
