using System.Text.Json;

namespace Alignment.Core.Leads.Definitions;

/// <summary>Which engagements a criterion looks at: those that meet everything it names. A part left out asks for nothing.</summary>
/// <param name="Types">The type is one of these; compared exactly.</param>
/// <param name="Contents">The content is one of these external ids; compared exactly.</param>
/// <param name="Stages">The stage, its own or else one of its content's, is one of these.</param>
/// <param name="Where">What its properties must meet, all of it.</param>
public sealed record EngagementFilter(
    ValueList<string>? Types = null, ValueList<string>? Contents = null, ValueList<string>? Stages = null,
    ValueList<AttributeCondition>? Where = null)
{
    internal const int MostItems = 2000;
    internal const int LongestKey = 500;
    private const int MostConditions = 50;

    /// <summary>Any engagement.</summary>
    public static EngagementFilter Any { get; } = new();

    internal static EngagementFilter Read(JsonObjectReader json, List<Refusal> faults)
    {
        var types = json.Texts("types", MostItems, LongestKey);
        var contents = json.Texts("contents", MostItems, LongestKey);
        var stages = json.Texts("stages", MostItems, LongestKey);
        var where = new List<AttributeCondition>();
        var conditions = json.Elements("where", MostConditions) ?? [];
        for (var i = 0; i < conditions.Count; i++)
        {
            if (JsonObjectReader.Open(conditions[i], faults, json.PathOf($"where[{i}]")) is not { } condition) continue;
            if (AttributeCondition.Read(condition) is { } read) where.Add(read);
            condition.RefuseUnknownKeys();
        }

        return new(types, contents, stages, where.Count == 0 ? null : ValueList.From(where));
    }

    internal void WriteTo(Utf8JsonWriter json)
    {
        Write(json, "types", Types);
        Write(json, "contents", Contents);
        Write(json, "stages", Stages);
        if (Where is null) return;
        json.WriteStartArray("where");
        foreach (var condition in Where)
        {
            json.WriteStartObject();
            condition.WriteTo(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    internal static void Write(Utf8JsonWriter json, string name, ValueList<string>? texts)
    {
        if (texts is null) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
