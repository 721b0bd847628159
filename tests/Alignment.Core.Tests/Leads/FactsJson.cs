using System.Text.Json;
using Alignment.Core.Leads;
using NodaTime;
using NodaTime.Text;

namespace Alignment.Core.Tests.Leads;

/// <summary>Reads leads as the worked cases write them.</summary>
internal static class FactsJson
{
    public static Instant InstantOf(JsonElement json) => InstantPattern.ExtendedIso.Parse(json.GetString()!).Value;

    public static LeadFacts Lead(JsonElement json) => new(
        InstantOf(json.GetProperty("createdAt")),
        json.GetProperty("persona").GetString(),
        Attributes(json.GetProperty("attributes")),
        json.GetProperty("engagements").EnumerateArray().Select((e, i) => Engagement(e, i + 1)),
        json.GetProperty("history").EnumerateArray().Select(Milestone));

    public static AttributeSet Attributes(JsonElement json) =>
        AttributeSet.Of(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Value(p.Value))));

    private static AttributeValue Value(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => AttributeValue.Text(json.GetString()),
        JsonValueKind.Number => AttributeValue.Number(json.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => AttributeValue.Boolean(json.GetBoolean()),
        _ => default,
    };

    private static Engagement Engagement(JsonElement json, int position) => new(
        InstantOf(json.GetProperty("at")),
        json.GetProperty("type").GetString()!,
        position,
        Text(json, "content"),
        Text(json, "stage"),
        properties: json.TryGetProperty("properties", out var properties) ? Attributes(properties) : null);

    private static LeadMilestone Milestone(JsonElement json) => new(
        json.GetProperty("event").GetString() switch
        {
            "handedOff" => LeadMilestoneKind.HandedOff,
            "returned" => LeadMilestoneKind.Returned,
            "recycled" => LeadMilestoneKind.Recycled,
            var other => throw new InvalidDataException(other),
        },
        InstantOf(json.GetProperty("at")));

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
