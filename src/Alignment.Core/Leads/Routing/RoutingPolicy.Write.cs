using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alignment.Core.Leads.Routing;

/// <content>Writing a policy.</content>
public sealed partial record RoutingPolicy
{
    /// <summary>The canonical JSON: keys in a fixed order, defaults left out. Reads back as an equal policy.</summary>
    /// <param name="indented">Whether to lay it out for people.</param>
    public string ToJson(bool indented = false)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            json.WriteStartArray("rules");
            foreach (var rule in Rules)
                Write(json, rule);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, RoutingRule rule)
    {
        json.WriteStartObject();
        json.WriteString("key", rule.Key);
        if (rule.Label is not null) json.WriteString("label", rule.Label);
        if (rule.When.Count > 0)
        {
            json.WriteStartArray("when");
            foreach (var condition in rule.When)
            {
                json.WriteStartObject();
                condition.WriteTo(json);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        WriteTexts(json, "personas", rule.Personas);
        WriteTexts(json, "stages", rule.Stages);
        json.WriteStartArray("candidates");
        foreach (var candidate in rule.Candidates)
            Write(json, candidate);
        json.WriteEndArray();
        if (rule.Choose != RoutingChoice.FewestOpen) json.WriteString("choose", Choices.First(choice => choice.Value == rule.Choose).Key);
        if (rule.Recent != RecentByDefault) json.WriteString("recent", IsoDuration.Format(rule.Recent));
        if (rule.Capacity is { } capacity) json.WriteNumber("capacity", capacity);
        if (rule.OrWait) json.WriteBoolean("orWait", true);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RoutingCandidate candidate)
    {
        if (candidate is { Weight: 1, Capacity: null })
        {
            json.WriteStringValue(candidate.RepKey);
            return;
        }

        json.WriteStartObject();
        json.WriteString("rep", candidate.RepKey);
        if (candidate.Weight != 1) json.WriteNumber("weight", candidate.Weight);
        if (candidate.Capacity is { } capacity) json.WriteNumber("capacity", capacity);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ValueList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
