using System.Text.Json;
using NodaTime;

namespace Alignment.Core;

/// <summary>
/// Reads the fields of one JSON object and gathers every fault with its path: missing, repeated and unknown keys, wrong
/// types, numbers and durations out of range. Never throws on bad input. A field that is absent or faulty reads as null.
/// </summary>
internal sealed class JsonObjectReader
{
    private const int LongestEcho = 60;
    private readonly Dictionary<string, JsonElement> fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly List<Refusal> faults;
    private readonly string[] path;

    private JsonObjectReader(List<Refusal> faults, string[] path) => (this.faults, this.path) = (faults, path);

    /// <summary>Opens an object; a fault and null if the element is something else.</summary>
    public static JsonObjectReader? Open(JsonElement element, List<Refusal> faults, params string[] path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(RefusalCode.Validation, $"Expected an object, found {Describe(element)}.", path));
            return null;
        }

        var reader = new JsonObjectReader(faults, path);
        foreach (var property in element.EnumerateObject())
        {
            if (NameOf(property) is not { } name) reader.Refuse(null, "A key holds half a surrogate pair; write whole characters.");
            else if (!reader.fields.TryAdd(name, property.Value)) reader.Refuse(Echo(name), $"The key \"{Echo(name)}\" occurs twice; keep one.");
        }

        return reader;
    }

    /// <summary>Parses a whole document; a fault that says line and column where it is not JSON.</summary>
    public static JsonDocument? Parse(string json, int mostCharacters, List<Refusal> faults)
    {
        if (json.Length > mostCharacters)
        {
            faults.Add(new(RefusalCode.Validation, $"The document has {json.Length} characters; {mostCharacters} are allowed.", "$"));
            return null;
        }

        try
        {
            return JsonDocument.Parse(json, new() { MaxDepth = 32 });
        }
        catch (JsonException e)
        {
            var place = e.LineNumber is { } line ? $" at line {line + 1}, byte {(e.BytePositionInLine ?? 0) + 1}" : "";
            faults.Add(new(RefusalCode.Validation, $"Not JSON{place}: {Reason(e.Message)}", "$"));
        }
        catch (ArgumentException)
        {
            faults.Add(new(RefusalCode.Validation, "The text holds half a surrogate pair; write whole characters.", "$"));
        }

        return null;
    }

    public int FaultCount => faults.Count;

    public IReadOnlyCollection<string> Names => fields.Keys;

    public bool Has(string name) => fields.ContainsKey(name);

    public JsonElement? Element(string name, string? orElse = null)
    {
        known.Add(name);
        if (fields.TryGetValue(name, out var element)) return element;
        if (orElse is not null) Refuse(name, orElse);
        return null;
    }

    /// <summary>Text that is not blank.</summary>
    /// <param name="name">The field.</param>
    /// <param name="most">How many characters are allowed.</param>
    /// <param name="orElse">What to say if the field is missing; null if it need not be there.</param>
    public string? Text(string name, int most, string? orElse = null) =>
        Element(name, orElse) is { } element ? TextOf(element, most, name) : null;

    public bool? Boolean(string name)
    {
        if (Element(name) is not { } element) return null;
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False) return element.GetBoolean();
        Refuse(name, $"Expected true or false, found {Describe(element)}.");
        return null;
    }

    public double? Number(string name, string? orElse = null)
    {
        if (Element(name, orElse) is not { } element) return null;
        if (element.ValueKind != JsonValueKind.Number)
            Refuse(name, $"Expected a number, found {Describe(element)}.");
        else if (element.TryGetDouble(out var number) && double.IsFinite(number))
            return number;
        else
            Refuse(name, "The number is too large; a double holds up to 1.8e308.");
        return null;
    }

    public double? NumberNotBelowZero(string name)
    {
        if (Number(name) is not { } number) return null;
        if (number >= 0) return number;
        Refuse(name, "Must not be negative; it bounds the points whatever their sign.");
        return null;
    }

    public int? Count(string name, string? orElse = null)
    {
        if (Number(name, orElse) is not { } number) return null;
        if (number is >= 1 and <= int.MaxValue && Math.Floor(number) == number) return (int)number;
        Refuse(name, "Must be a whole number of at least 1.");
        return null;
    }

    public Duration? Duration(string name, string? orElse = null) =>
        Element(name, orElse) is { } element ? DurationOf(element, name) : null;

    public Duration? DurationOf(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.String || TextOrNull(element) is not { } text)
            Refuse(name, $"Expected a duration such as \"P30D\" or \"PT36H\", found {Describe(element)}.");
        else if (!IsoDuration.TryParse(text, out var duration))
            Refuse(name, $"\"{Echo(text)}\" is no duration in days, hours, minutes and seconds, of {IsoDuration.MostDays} days at most; write for example \"P30D\" or \"PT36H\".");
        else if (duration <= NodaTime.Duration.Zero)
            Refuse(name, "A duration is longer than nothing.");
        else
            return duration;
        return null;
    }

    /// <summary>A list of distinct texts, at least one.</summary>
    public ValueList<string>? Texts(string name, int mostItems, int mostCharacters, string? orElse = null)
    {
        if (Elements(name, mostItems, orElse) is not { } items) return null;
        var before = faults.Count;
        var texts = items.Select((item, i) => TextOf(item, mostCharacters, $"{name}[{i}]")).ToList();
        if (texts.Count == 0) Refuse(name, "The list is empty; name at least one, or leave the key out where any will do.");
        return faults.Count == before ? ValueList.From(texts.OfType<string>().Distinct(StringComparer.Ordinal)) : null;
    }

    public List<JsonElement>? Elements(string name, int mostItems, string? orElse = null)
    {
        if (Element(name, orElse) is not { } element) return null;
        if (element.ValueKind != JsonValueKind.Array) Refuse(name, $"Expected a list, found {Describe(element)}.");
        else if (element.GetArrayLength() > mostItems) Refuse(name, $"The list has {element.GetArrayLength()} items; {mostItems} are allowed.");
        else return [.. element.EnumerateArray()];
        return null;
    }

    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> choices, string? orElse = null)
        where T : struct
    {
        if (Element(name, orElse) is not { } element) return null;
        if (element.ValueKind == JsonValueKind.String && TextOrNull(element) is { } text)
        {
            if (choices.TryGetValue(text, out var choice)) return choice;
            Refuse(name, $"\"{Echo(text)}\" is unknown; use one of {string.Join(", ", choices.Keys)}.");
        }
        else Refuse(name, $"Expected one of {string.Join(", ", choices.Keys)}, found {Describe(element)}.");

        return null;
    }

    public string? TextOf(JsonElement element, int most, string name)
    {
        if (element.ValueKind != JsonValueKind.String) Refuse(name, $"Expected text, found {Describe(element)}.");
        else if (TextOrNull(element) is not { } text) Refuse(name, "The text holds half a surrogate pair; write whole characters.");
        else if (string.IsNullOrWhiteSpace(text)) Refuse(name, "Must not be blank.");
        else if (text.Length > most) Refuse(name, $"The text has {text.Length} characters; {most} are allowed.");
        else return text;
        return null;
    }

    /// <summary>Says of every key that was not asked for that it is unknown here.</summary>
    /// <param name="remarks">What to say instead of some of them.</param>
    public void RefuseUnknownKeys(IReadOnlyDictionary<string, string>? remarks = null)
    {
        foreach (var name in fields.Keys.Where(n => !known.Contains(n)))
        {
            Refuse(Echo(name), remarks is not null && remarks.TryGetValue(name, out var remark)
                ? remark
                : $"The key \"{Echo(name)}\" is unknown here; known are {string.Join(", ", known)}.");
        }
    }

    public void Refuse(string? field, string message) =>
        faults.Add(new(RefusalCode.Validation, message, field is null ? path : [.. path, field]));

    public string[] PathOf(string field) => [.. path, field];

    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    public static string Echo(string text) => text.Length <= LongestEcho ? text : $"{text[..LongestEcho]}...";

    public static string? TextOrNull(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static string? NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    // The parser's message ends with its own, zero-based account of the place.
    private static string Reason(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end ? message[..end] : message;
}
