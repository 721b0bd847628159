using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Reads a criterion of any kind, with every fault in it.</summary>
internal static class CriterionReader
{
    public static readonly IReadOnlyDictionary<CriterionRole, string> RoleNames = new Dictionary<CriterionRole, string>
    {
        [CriterionRole.Score] = "score",
        [CriterionRole.Require] = "require",
        [CriterionRole.Exclude] = "exclude",
    };

    public static readonly IReadOnlyDictionary<Dimension, string> DimensionNames = new Dictionary<Dimension, string>
    {
        [Dimension.Fit] = "fit",
        [Dimension.Interest] = "interest",
    };

    private static readonly Dictionary<string, CriterionRole> Roles = RoleNames.ToDictionary(r => r.Value, r => r.Key);
    private static readonly Dictionary<string, Dimension> Dimensions = DimensionNames.ToDictionary(d => d.Value, d => d.Key);
    private const double MostPoints = 1e12;
    private static readonly HashSet<string> Reserved = ["total", "fit", "interest"];

    private static readonly Dictionary<string, Func<string, JsonObjectReader, List<Refusal>, Criterion?>> Kinds = new()
    {
        ["attribute"] = (key, json, _) => AttributeCriterion.Read(key, json),
        ["engagement"] = EngagementCriterion.Read,
        ["burst"] = BurstCriterion.Read,
        ["sequence"] = (key, json, _) => SequenceCriterion.Read(key, json),
        ["inactivity"] = InactivityCriterion.Read,
        ["reset"] = ResetCriterion.Read,
        ["persona"] = (key, json, _) => PersonaCriterion.Read(key, json),
        ["stage"] = (key, json, _) => StageCriterion.Read(key, json),
        ["history"] = (key, json, _) => HistoryCriterion.Read(key, json),
    };

    /// <summary>Reads one criterion; null if any fault was found in it.</summary>
    public static Criterion? Read(JsonElement element, HashSet<string> keysSeen, List<Refusal> faults, params string[] path)
    {
        var before = faults.Count;
        if (JsonObjectReader.Open(element, faults, path) is not { } json) return null;
        var key = json.Text("key", Criterion.LongestKey, "Give the criterion a key, unique in the definition.");
        if (key is not null && Reserved.Contains(key)) json.Refuse("key", $"\"{key}\" is reserved for the sum of that name; choose another key.");
        else if (key is not null && !keysSeen.Add(key)) json.Refuse("key", $"There is a criterion \"{JsonObjectReader.Echo(key)}\" already; choose another key.");
        var label = json.Text("label", Criterion.LongestLabel);
        var kind = json.Text("kind", Criterion.LongestKey, $"Say what kind of criterion this is: one of {string.Join(", ", Kinds.Keys)}.");
        if (kind is null) return null;
        if (!Kinds.TryGetValue(kind, out var read))
        {
            json.Refuse("kind", $"\"{JsonObjectReader.Echo(kind)}\" is no kind of criterion; use one of {string.Join(", ", Kinds.Keys)}.");
            return null;
        }

        var isReset = kind == "reset";
        var role = isReset ? null : json.Choice("role", Roles);
        var points = isReset ? null : json.Number("points");
        if (points is < -MostPoints or > MostPoints) json.Refuse("points", "Points lie between -1e12 and 1e12.");
        var dimension = isReset ? null : json.Choice("dimension", Dimensions);
        var criterion = read(key ?? "?", json, faults);
        json.RefuseUnknownKeys(isReset ? ResetCriterion.KeysRefused : null);
        if (faults.Count > before || criterion is null) return null;
        criterion = criterion with { Label = label, Role = role ?? CriterionRole.Score, Points = points ?? 0 };
        return dimension is { } named ? criterion with { Dimension = named } : criterion;
    }
}
