using System.Text.Json;

namespace Alignment.Core.Personas;

/// <summary>Which fields of somebody's persona document mean what. A team writes it as JSON: <c>key</c>, <c>name</c>, <c>audience</c> and
/// <c>summary</c> each as a field's name, <c>{ "column", "values": { from: to } }</c> or <c>{ "constant" }</c>; <c>insights</c> from a kind
/// to the field, or fields, that hold its claims; and <c>content</c>, the fields that recommend content by stage.</summary>
public sealed class PersonaMap
{
    private const int MostCharacters = 1 << 20;
    private const int LongestField = 200;

    private PersonaMap()
    {
    }

    /// <summary>The map of the documents that <see cref="PersonaDocument.Export"/> writes.</summary>
    public static PersonaMap Own { get; } = new()
    {
        Key = new("key"), Name = new("name"), Audience = new("audience"), Summary = new("summary"),
    };

    internal MappedField Key { get; private init; } = new("key");

    internal MappedField Name { get; private init; } = new("name");

    internal MappedField? Audience { get; private init; }

    internal MappedField? Summary { get; private init; }

    /// <summary>The fields that hold the claims of each kind; null for documents in our own form.</summary>
    internal IReadOnlyList<(InsightKind Kind, IReadOnlyList<string> Fields)>? Insights { get; private init; }

    internal IReadOnlyList<string> ContentFields { get; private init; } = [];

    internal IReadOnlyDictionary<string, string> StageSpellings { get; private init; } = new Dictionary<string, string>();

    internal IReadOnlyDictionary<string, string> Formats { get; private init; } = new Dictionary<string, string>();

    /// <summary>Reads a map. Never throws on bad input.</summary>
    /// <param name="json">At most 1,048,576 characters.</param>
    /// <returns>The map, or every fault at once with its JSON path.</returns>
    public static Result<PersonaMap> Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<Refusal>();
        using var document = JsonObjectReader.Parse(json, MostCharacters, faults);
        if (document is null || JsonObjectReader.Open(document.RootElement, faults, "$") is not { } root) return faults;
        var name = Field(root, "name", faults, "Name the field that holds the persona's name.");
        var content = root.Element("content") is { } element ? JsonObjectReader.Open(element, faults, root.PathOf("content")) : null;
        var map = new PersonaMap
        {
            Key = Field(root, "key", faults, null) ?? name ?? new("key"),
            Name = name ?? new("name"),
            Audience = Field(root, "audience", faults, null),
            Summary = Field(root, "summary", faults, null),
            Insights = ReadInsights(root, faults),
            ContentFields = content is null ? [] : Fields(content, "fields", "Name the fields that recommend content."),
            StageSpellings = content is null ? Own.StageSpellings : Pairs(content, "stages", faults),
            Formats = content is null ? Own.Formats : Pairs(content, "formats", faults),
        };
        content?.RefuseUnknownKeys();
        root.RefuseUnknownKeys();
        return faults.Count > 0 ? faults : map;
    }

    /// <summary>The kind that a word names, in any of the usual spellings: PRIORITY_INITIATIVE, priorityInitiative, priority-initiative.</summary>
    internal static T? Named<T>(string word)
        where T : struct, Enum
    {
        var bare = new string([.. word.Where(character => character is not ('_' or '-' or ' ' or '\''))]);
        return Enum.TryParse<T>(bare, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsDigit(bare[0]) ? value : null;
    }

    private static List<(InsightKind Kind, IReadOnlyList<string> Fields)> ReadInsights(JsonObjectReader root, List<Refusal> faults)
    {
        var insights = new List<(InsightKind, IReadOnlyList<string>)>();
        if (root.Element("insights") is not { } element || JsonObjectReader.Open(element, faults, root.PathOf("insights")) is not { } json) return insights;
        foreach (var name in json.Names)
        {
            var fields = Fields(json, name, null);
            if (Named<InsightKind>(name) is { } kind) insights.Add((kind, fields));
            else json.Refuse(name, $"\"{JsonObjectReader.Echo(name)}\" is no kind of insight; use one of {string.Join(", ", Enum.GetNames<InsightKind>())}.");
        }

        return insights;
    }

    private static IReadOnlyList<string> Fields(JsonObjectReader json, string name, string? orElse)
    {
        if (json.Element(name, orElse) is not { } element) return [];
        return element.ValueKind == JsonValueKind.Array
            ? [.. json.Texts(name, 100, LongestField) ?? ValueList.From<string>([])]
            : json.TextOf(element, LongestField, name) is { } single ? [single] : [];
    }

    private static MappedField? Field(JsonObjectReader root, string name, List<Refusal> faults, string? orElse)
    {
        if (root.Element(name, orElse) is not { } element) return null;
        if (element.ValueKind != JsonValueKind.Object)
            return root.TextOf(element, LongestField, name) is { } column ? new MappedField(column) : null;
        if (JsonObjectReader.Open(element, faults, root.PathOf(name)) is not { } json) return null;
        var field = new MappedField(json.Text("column", LongestField)) { Constant = json.Text("constant", Wording.LongestText), Values = Pairs(json, "values", faults) };
        if ((field.Column is null) == (field.Constant is null)) root.Refuse(name, "Give either a column or a constant.");
        json.RefuseUnknownKeys();
        return field;
    }

    private static Dictionary<string, string> Pairs(JsonObjectReader json, string name, List<Refusal> faults)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        if (json.Element(name) is not { } element || JsonObjectReader.Open(element, faults, json.PathOf(name)) is not { } values) return pairs;
        foreach (var from in values.Names)
            if (values.Text(from, Wording.LongestName) is { } to)
                pairs[Wording.Fold(from)] = to;
        return pairs;
    }
}

/// <summary>Where a value comes from.</summary>
/// <param name="Column">The field; null for a constant.</param>
internal sealed record MappedField(string? Column)
{
    public string? Constant { get; init; }

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
