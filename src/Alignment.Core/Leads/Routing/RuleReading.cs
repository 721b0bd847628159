using System.Text.Json;

namespace Alignment.Core.Leads.Routing;

/// <summary>How one rule was read.</summary>
/// <param name="RuleKey">The rule.</param>
/// <param name="NotMet">Why it is not for this lead; null if it is.</param>
/// <param name="Candidates">Its candidates, in the rule's order; none where the rule is not for this lead.</param>
public sealed record RuleReading(string RuleKey, string? NotMet, ValueList<CandidateReading> Candidates)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("rule", RuleKey);
        if (NotMet is not null) json.WriteString("notMet", NotMet);
        json.WriteStartArray("candidates");
        foreach (var candidate in Candidates)
        {
            json.WriteStartObject();
            json.WriteString("rep", candidate.RepKey);
            json.WriteNumber("open", candidate.Open);
            json.WriteNumber("recent", candidate.Recent);
            if (candidate.PassedOver is not null) json.WriteString("passedOver", candidate.PassedOver);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>How one candidate was read.</summary>
/// <param name="RepKey">The rep.</param>
/// <param name="Open">Hand-offs in force.</param>
/// <param name="Recent">Leads offered within the span to which the rule looks back.</param>
/// <param name="PassedOver">Why somebody else, or nobody, was chosen; null for the one who gets the lead.</param>
public sealed record CandidateReading(string RepKey, int Open, int Recent, string? PassedOver);
