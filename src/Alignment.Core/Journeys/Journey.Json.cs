using System.Text.Json;

namespace Alignment.Core.Journeys;

public sealed partial class Journey
{
    private const int MostCharacters = 1 << 20;
    private const int LongestText = 1000;
    private const int MostItems = 200;

    /// <summary>Reads a journey file: <c>{ "key", "stages": [ { "key", "name", "questions", "salesEngages" } ] }</c>, earliest stage first.</summary>
    /// <param name="json">At most 1,048,576 characters.</param>
    /// <returns>The journey, or every fault with its JSON path. Never throws on bad input.</returns>
    public static Result<Journey> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<Refusal>();
        using var document = JsonObjectReader.Parse(json, MostCharacters, faults);
        if (document is null || JsonObjectReader.Open(document.RootElement, faults, "$") is not { } root) return faults;
        var key = root.Text("key", LongestKey, "Give the journey a key.");
        var stages = (root.Elements("stages", MostItems, "List the stages, earliest first.") ?? [])
            .Select((stage, i) => ReadStage(stage, faults, root.PathOf($"stages[{i}]"))).ToList();
        root.RefuseUnknownKeys();
        if (faults.Count > 0) return faults;
        var defined = Define(key!, [.. stages.Select(s => s!)]);
        return defined.Succeeded ? defined : Result.Refused<Journey>([.. defined.Refusals.Select(r => r.Under("$"))]);
    }

    private static BuyingStageDraft? ReadStage(JsonElement element, List<Refusal> faults, string[] path)
    {
        if (JsonObjectReader.Open(element, faults, path) is not { } json) return null;
        var key = json.Text("key", LongestKey, "Give the stage a key, unique in the journey.");
        var name = json.Text("name", LongestText);
        var questions = (json.Elements("questions", MostItems) ?? []).Select((q, i) => json.TextOf(q, LongestText, $"questions[{i}]")).ToList();
        var salesEngages = json.Boolean("salesEngages") ?? false;
        json.RefuseUnknownKeys();
        return key is null || questions.Contains(null) ? null : new(key, name, [.. questions.OfType<string>()], salesEngages);
    }
}
