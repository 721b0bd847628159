using System.Text;
using System.Text.Json;

namespace Alignment.Core.Personas;

/// <summary>A document that describes personas, read by a map; and ours, written.</summary>
public sealed partial class PersonaDocument
{
    private const int MostCharacters = 20_000_000;

    private PersonaDocument(IReadOnlyList<ImportedPersona> personas, IReadOnlyList<RejectedPersona> rejected) =>
        (Personas, Rejected) = (personas, rejected);

    /// <summary>The personas that could be read, in the order of the document.</summary>
    public IReadOnlyList<ImportedPersona> Personas { get; }

    /// <summary>The records that could not; none of them stops the rest.</summary>
    public IReadOnlyList<RejectedPersona> Rejected { get; }

    /// <summary>Reads a document: a list of personas, an object with such a list in <c>personas</c>, or one persona.</summary>
    /// <param name="json">The document; at most 20,000,000 characters.</param>
    /// <param name="map">What its fields mean; our own form if left out.</param>
    /// <returns>What could be read; refused only when the document as a whole is not one of personas.</returns>
    public static Result<PersonaDocument> Read(string json, PersonaMap? map = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        var faults = new List<Refusal>();
        using var document = JsonObjectReader.Parse(json, MostCharacters, faults);
        if (document is null) return faults;
        var (records, path) = Records(document.RootElement);
        if (records is null) return new Refusal(RefusalCode.Validation, "A persona document is a list of personas, or one persona.", "$");
        var personas = new List<ImportedPersona>();
        var rejected = new List<RejectedPersona>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < records.Count; index++)
        {
            var reasons = new List<Refusal>();
            var persona = new PersonaRecord(records[index], map ?? PersonaMap.Own, reasons, path is null ? "$" : $"{path}[{index}]").Read();
            if (persona is not null && !keys.Add(persona.Key))
                reasons.Add(new Refusal(RefusalCode.Validation, $"Persona \"{persona.Key}\" occurs twice in the document.", $"{path}[{index}]"));
            if (reasons.Count > 0) rejected.Add(new RejectedPersona(index, reasons));
            else personas.Add(persona!);
        }

        return new PersonaDocument(personas, rejected);
    }

    private static (List<JsonElement>? Records, string? Path) Records(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return ([.. root.EnumerateArray()], "$");
        if (root.ValueKind != JsonValueKind.Object) return (null, null);
        return root.TryGetProperty("personas", out var list) && list.ValueKind == JsonValueKind.Array
            ? ([.. list.EnumerateArray()], "$.personas")
            : ([root], null);
    }

    /// <summary>Writes personas with their claims and what each rests on. Interviewees are not named. What it writes can be read again without a
    /// map; the claims come back as assumptions.</summary>
    /// <param name="reviews">The personas as they stand.</param>
    public static string Export(IEnumerable<PersonaReview> reviews)
    {
        ArgumentNullException.ThrowIfNull(reviews);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("personas");
            foreach (var review in reviews) Write(json, review);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
