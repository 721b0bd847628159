using System.Text.Json;

namespace WebhookReceiver;

/// <summary>What the task list needs of a CloudEvent.</summary>
/// <param name="Id">The same in every attempt to deliver it.</param>
/// <param name="Type">Such as <c>alignment.lead.handed_off.v1</c>.</param>
/// <param name="LeadId">The lead; null for events that are not about one.</param>
/// <param name="Version">The lead's version after the change: a smaller number than one already seen is old news.</param>
/// <param name="Status">Where the lead stands after the change, such as <c>OFFERED</c>.</param>
/// <param name="HandOffId">The hand-off it is about.</param>
/// <param name="RepKey">Whose it is.</param>
/// <param name="RespondBy">When the offer must be answered.</param>
/// <param name="TouchBy">When the buyer must have been contacted.</param>
internal sealed record LeadMessage(
    string Id, string Type, string? LeadId, int Version, string? Status,
    string? HandOffId, string? RepKey, DateTimeOffset? RespondBy, DateTimeOffset? TouchBy)
{
    /// <returns>Null when the body is not a CloudEvent.</returns>
    public static LeadMessage? Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (Text(root, "specversion") != "1.0" || Text(root, "id") is not { } id || Text(root, "type") is not { } type) return null;
            var data = root.TryGetProperty("data", out var given) ? given : default;
            var handOff = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("handOff", out var one) ? one : default;
            var version = data.ValueKind == JsonValueKind.Object && data.TryGetProperty("version", out var number) ? number.GetInt32() : 0;
            return new(
                id, type, Text(data, "leadId"), version, Text(data, "status"), Text(handOff, "id"), Text(handOff, "repKey"), Time(handOff, "respondBy"), Time(handOff, "touchBy"));
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static DateTimeOffset? Time(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
