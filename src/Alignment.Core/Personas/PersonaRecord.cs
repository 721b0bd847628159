using System.Text.Json;

namespace Alignment.Core.Personas;

/// <summary>One record of a persona document, read by a map.</summary>
internal sealed class PersonaRecord(JsonElement record, PersonaMap map, List<Refusal> reasons, string path)
{
    private JsonObjectReader? json;

    public ImportedPersona? Read()
    {
        json = JsonObjectReader.Open(record, reasons, path);
        if (json is null) return null;
        var name = Wording.Require(One(map.Name), Wording.LongestName, "A persona's name", reasons, path, map.Name.Column ?? "name");
        var key = Wording.Require(One(map.Key), Wording.LongestKey, "A persona's key", reasons, path, map.Key.Column ?? "key");
        var summary = map.Summary is { } field
            ? Wording.Optional(One(field), Wording.LongestText, "A persona's summary", reasons, path, field.Column ?? "summary")
            : null;
        var audience = ReadAudience();
        return new ImportedPersona
        {
            Key = key, Name = name, Audience = audience, Summary = summary,
            Claims = [.. (map.Insights is null ? OwnClaims() : MappedClaims()).Where(claim => Fits(claim, audience)).DistinctBy(claim => (claim.Kind, Wording.Fold(claim.Statement)))],
            Recommendations = [.. Recommendations()],
        };
    }

    private string? One(MappedField field)
    {
        var text = field.Constant ?? string.Join('\n', field.Column is null ? [] : Texts(field.Column));
        return field.Values.GetValueOrDefault(Wording.Fold(text), text);
    }

    private Audience ReadAudience()
    {
        if (map.Audience is not { } field || One(field) is not { Length: > 0 } word) return Audience.Prospect;
        if (PersonaMap.Named<Audience>(word) is { } audience) return audience;
        Fault(field.Column ?? "audience", $"\"{JsonObjectReader.Echo(word)}\" is no audience; use one of {string.Join(", ", Enum.GetNames<Audience>())}.");
        return Audience.Prospect;
    }

    private IEnumerable<ImportedClaim> MappedClaims() =>
        from insight in map.Insights!
        from field in insight.Fields
        from text in Texts(field)
        select Claim(insight.Kind, text, field);

    private IEnumerable<ImportedClaim> OwnClaims()
    {
        foreach (var (element, index) in (json!.Elements("insights", Persona.MostInsights) ?? []).Select((element, index) => (element, index)))
        {
            if (JsonObjectReader.Open(element, reasons, path, $"insights[{index}]") is not { } insight) continue;
            var word = insight.Text("kind", Wording.LongestName, "Say what kind of insight it is.");
            var statement = insight.Text("statement", Wording.LongestStatement, "An insight has a statement.");
            var kind = word is null ? null : PersonaMap.Named<InsightKind>(word);
            if (word is not null && kind is null) insight.Refuse("kind", $"\"{JsonObjectReader.Echo(word)}\" is no kind of insight.");
            if (kind is { } known && statement is not null) yield return Claim(known, statement, $"insights[{index}]");
        }
    }

    private ImportedClaim Claim(InsightKind kind, string text, string field) =>
        new(kind, Wording.Require(text, Wording.LongestStatement, "A claim", reasons, path, field));

    private bool Fits(ImportedClaim claim, Audience audience)
    {
        if (!audience.Holds(claim.Kind)) Fault("insights", $"A persona of the {audience} audience holds no insight of kind {claim.Kind.InWords()}.");
        return audience.Holds(claim.Kind);
    }

    private IEnumerable<RecommendedContent> Recommendations()
    {
        foreach (var (field, text) in map.ContentFields.SelectMany(field => Texts(field).Select(text => (field, text))))
        {
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var spelling = colon > 0 ? text[..colon] : "";
            if (!map.StageSpellings.TryGetValue(Wording.Fold(spelling), out var stage))
            {
                Fault(field, $"\"{JsonObjectReader.Echo(text)}\" names no stage that the map's content.stages resolves.");
                continue;
            }

            foreach (var words in text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                yield return new RecommendedContent(stage, words, map.Formats.GetValueOrDefault(Wording.Fold(words)));
        }
    }

    /// <summary>The texts of a field that holds one or several; none where the record lacks the field.</summary>
    private List<string> Texts(string field)
    {
        if (json!.Element(field) is not { } element || element.ValueKind == JsonValueKind.Null) return [];
        var items = element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().ToList() : [element];
        var texts = new List<string>();
        foreach (var item in items)
        {
            if (item.ValueKind != JsonValueKind.String || JsonObjectReader.TextOrNull(item) is not { } text)
                Fault(field, $"Expected text or a list of texts, found {JsonObjectReader.Describe(item)}.");
            else if (!string.IsNullOrWhiteSpace(text)) texts.Add(text.Trim());
        }

        return texts;
    }

    private void Fault(string field, string message) => reasons.Add(new Refusal(RefusalCode.Validation, message, path, field));
}
