using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>Values of different servers brought into one form, so that answers can be compared by value.</summary>
internal static class Figures
{
    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    /// <summary>A UUID, whether plain or inside an opaque id.</summary>
    public static string Uuid(this JsonElement element, string name)
    {
        var text = element.Text(name);
        return Guid.TryParse(text, out var plain) ? plain.ToString("N") : Opaque(text);
    }

    /// <summary>An engagement's place in its lead's log, whether plain or at the end of an opaque id.</summary>
    public static string Position(this JsonElement element) => element.TryGetProperty("position", out var position)
        ? position.ToString()
        : Opaque(element.Text("id")).Split('-')[^1];

    public static string Number(this JsonElement element, string name) => element.GetProperty(name).GetDouble().ToString("R", CultureInfo.InvariantCulture);

    public static string Time(this JsonElement element, string name) =>
        DateTimeOffset.Parse(element.Text(name), CultureInfo.InvariantCulture).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static string Word(this JsonElement element, string name) => element.Text(name).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    public static string Named(this JsonElement element, string name) => $"{element.GetProperty(name).Text("key")} {element.GetProperty(name).Text("name")}";

    public static string Engagement(this JsonElement engagement, string? content = null) =>
        $"{engagement.Position()} {engagement.Text("type")} {engagement.Time("at")}"
        + (content is null ? "" : $" {engagement.GetProperty(content).Uuid("id")} {engagement.GetProperty(content).Text("title")}");

    public static string HandOff(this JsonElement handOff) => $"{handOff.Uuid("id")} {handOff.Time("offeredAt")} {handOff.Word("state")}";

    public static string Join(params IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Opaque(string id) => Encoding.UTF8.GetString(Convert.FromBase64String(id.Replace('-', '+').Replace('_', '/').PadRight((id.Length + 3) / 4 * 4, '='))).Split(':')[^1];
}
