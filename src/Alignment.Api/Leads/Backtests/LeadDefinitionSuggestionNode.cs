using System.Text.Json;
using Alignment.Core.Leads.Suggestions;
using Alignment.GraphQL;

namespace Alignment.Api.Leads.Backtests;

[ObjectType<LeadDefinitionSuggestion>]
public static partial class LeadDefinitionSuggestionNode
{
    /// <summary>The rules, as the lead definition format writes them; `draftLeadDefinition` takes them.</summary>
    public static JsonElement GetDefinition([Parent] LeadDefinitionSuggestion suggestion)
    {
        using var document = JsonDocument.Parse(suggestion.Definition.ToJson());
        return document.RootElement.Clone();
    }

    /// <summary>The names of the columns that look as if they were written after the outcome.</summary>
    public static IReadOnlyList<string> GetSuspectedLeakage([Parent] LeadDefinitionSuggestion suggestion) =>
        [.. suggestion.SuspectedLeakage.Select(suspect => suspect.Column)];

    /// <summary>The same columns, each with what makes it suspect.</summary>
    public static IReadOnlyList<SuspectedLeak> GetSuspects([Parent] LeadDefinitionSuggestion suggestion) => suggestion.SuspectedLeakage;
}
