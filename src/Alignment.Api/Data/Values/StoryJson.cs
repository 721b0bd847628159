using System.Text.Json;
using System.Text.Json.Serialization;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using NodaTime;

namespace Alignment.Api.Data.Values;

/// <summary>What an insight cites: <c>{"interview": ..., "quote": ..., "citedAt": ...}</c> or <c>{"visit": ..., "note": ..., "citedAt": ...}</c>.</summary>
internal sealed class CitationJson : JsonConverter<Citation>
{
    public override Citation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = JsonSerializer.Deserialize<Parts>(ref reader, options)!;
        return Citation.Restore(
            parts.Interview is { } interview ? new(interview) : null, parts.Quote is { } quote ? new(quote) : null,
            parts.Visit is { } visit ? new(visit) : null, parts.Note is { } note ? new(note) : null, parts.CitedAt);
    }

    public override void Write(Utf8JsonWriter writer, Citation value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer, new Parts(value.Interview?.Value, value.Quote?.Value, value.Visit?.Value, value.Note?.Value, value.CitedAt), options);

    private sealed record Parts(Guid? Interview, Guid? Quote, Guid? Visit, Guid? Note, Instant CitedAt);
}

/// <summary>A chapter of a story, with its tellings.</summary>
internal sealed class ChapterJson : JsonConverter<Chapter>
{
    public override Chapter Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var parts = JsonSerializer.Deserialize<Parts>(ref reader, options)!;
        return new Chapter(parts.Stage, parts.Message, parts.Themes, parts.Tellings, parts.Questions);
    }

    public override void Write(Utf8JsonWriter writer, Chapter value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer, new Parts(value.StageKey, value.Message, [.. value.Themes], [.. value.Tellings], [.. value.Questions]), options);

    private sealed record Parts(string Stage, string Message, List<string> Themes, List<Telling> Tellings, List<string> Questions);
}
