using System.Text.Json;
using NodaTime.Text;

namespace Alignment.Core.Personas;

public sealed partial class PersonaDocument
{
    private static void Write(Utf8JsonWriter json, PersonaReview review)
    {
        json.WriteStartObject();
        json.WriteString("key", review.Persona.Key);
        json.WriteString("name", review.Persona.Name);
        json.WriteString("audience", Name(review.Persona.Audience));
        if (review.Persona.Summary is { } summary) json.WriteString("summary", summary);
        json.WriteNumber("grounding", review.Grounding);
        json.WriteBoolean("validated", review.Validated);
        json.WriteStartArray("missing");
        foreach (var lack in review.Missing) json.WriteStringValue(lack);
        json.WriteEndArray();
        json.WriteStartArray("insights");
        foreach (var insight in review.Insights) Write(json, insight);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, InsightReview insight)
    {
        json.WriteStartObject();
        json.WriteString("kind", Name(insight.Insight.Kind));
        json.WriteString("statement", insight.Insight.Statement);
        json.WriteBoolean("assumption", insight.Assumption);
        json.WriteStartArray("evidence");
        foreach (var piece in insight.Evidence)
        {
            json.WriteStartObject();
            json.WriteString("strength", Name(piece.Strength));
            if (piece is { Quote: { } quote, Interview: { } interview })
            {
                json.WriteString("words", quote.Words);
                json.WriteString("at", PeriodPattern.NormalizingIso.Format(NodaTime.Period.FromTicks((long)quote.At.TotalTicks).Normalize()));
                json.WriteString("heldAt", InstantPattern.ExtendedIso.Format(interview.HeldAt));
            }

            if (piece is { Note: { } note, Visit: { } visit })
            {
                json.WriteString("fieldNote", note.Words);
                json.WriteString("heldAt", InstantPattern.ExtendedIso.Format(visit.At));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>PriorityInitiative as PRIORITY_INITIATIVE.</summary>
    private static string Name<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((character, index) => index > 0 && char.IsUpper(character) ? $"_{character}" : $"{char.ToUpperInvariant(character)}"));
}
