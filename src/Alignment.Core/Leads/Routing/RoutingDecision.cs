using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Alignment.Core.Leads.Routing;

/// <summary>Who was considered for a lead, why each was passed over, and why the one won.</summary>
/// <param name="Policy">The name of the policy.</param>
/// <param name="RuleKey">The rule that decided; null if none did.</param>
/// <param name="RepKey">The rep who gets the lead; null if nobody can take it now.</param>
/// <param name="Why">Why that rep, or why nobody, in a sentence.</param>
/// <param name="Rules">The rules asked, in order, up to the one that decided.</param>
public sealed record RoutingDecision(string Policy, string? RuleKey, string? RepKey, string Why, ValueList<RuleReading> Rules)
{
    /// <summary>Which rule did it, as history names it.</summary>
    public Actor By => Actor.Rule(RuleKey is null ? $"routing {Policy}" : $"routing {Policy}/{RuleKey}");

    /// <summary>All of it as JSON, as a hand-off keeps it.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("policy", Policy);
            json.WriteString("rule", RuleKey);
            json.WriteString("rep", RepKey);
            json.WriteString("why", Why);
            json.WriteStartArray("rules");
            foreach (var rule in Rules)
                rule.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
