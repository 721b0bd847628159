using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alignment.Core.Leads.Backtests;
using Alignment.Core.Leads.Definitions;
using Alignment.Core.Leads.Suggestions;

namespace Alignment.Api.Leads.Backtests;

/// <summary>Backtests and suggestions as JSON, with the names that the GraphQL schema gives their fields.</summary>
internal static class BacktestJson
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Backtest figures) => Write(json =>
    {
        json.WriteStartObject();
        Fields(json, figures);
        json.WriteEndObject();
    });

    /// <summary>The figures of the definition that was asked about, and beside them what another would change.</summary>
    public static string Write(BacktestComparison comparison) => Write(json =>
    {
        json.WriteStartObject();
        Fields(json, comparison.Before.Overall);
        json.WriteStartObject("comparison");
        json.WriteNumber("gained", comparison.Gained);
        json.WriteNumber("gainedWon", comparison.GainedWon);
        json.WriteNumber("lost", comparison.Lost);
        json.WriteNumber("lostWon", comparison.LostWon);
        json.WriteNumber("moreWasted", comparison.MoreWasted);
        json.WriteNumber("moreMissed", comparison.MoreMissed);
        json.WriteStartObject("other");
        Fields(json, comparison.After.Overall);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <param name="suggestion">The suggestion.</param>
    /// <param name="whole">Whether all of it is written, so that it can be read again.</param>
    public static string Write(LeadDefinitionSuggestion suggestion, bool whole = false) => Write(json =>
    {
        json.WriteStartObject();
        json.WritePropertyName("definition");
        json.WriteRawValue(suggestion.Definition.ToJson(indented: true));
        json.WriteNumber("auc", suggestion.Auc);
        json.WriteNumber("fullModelAuc", suggestion.FullModelAuc);
        json.WriteNumber("baseRate", suggestion.BaseRate);
        json.WriteStartArray("suspectedLeakage");
        foreach (var leak in suggestion.SuspectedLeakage) json.WriteStringValue(leak.Column);
        json.WriteEndArray();
        json.WriteNumber("leads", suggestion.Leads);
        json.WriteNumber("known", suggestion.Known);
        if (whole) Rest(json, suggestion);
        json.WriteEndObject();
    });

    /// <summary>A suggestion that was written whole.</summary>
    public static LeadDefinitionSuggestion ReadSuggestion(string written)
    {
        using var json = JsonDocument.Parse(written);
        var all = json.RootElement;
        return new(
            LeadDefinition.Parse(all.GetProperty("definition").GetRawText()).Value,
            all.GetProperty("auc").GetDouble(),
            all.GetProperty("fullModelAuc").GetDouble(),
            all.GetProperty("baseRate").GetDouble(),
            [
                .. all.GetProperty("suspects").EnumerateArray().Select(leak => new SuspectedLeak(
                    leak.GetProperty("column").GetString()!, leak.GetProperty("auc").GetDouble(), leak.GetProperty("why").GetString()!, leak.GetProperty("used").GetBoolean())),
            ],
            all.GetProperty("leads").GetInt32(),
            all.GetProperty("openCountedAsLost").GetBoolean(),
            all.GetProperty("known").GetInt32());
    }

    private static void Rest(Utf8JsonWriter json, LeadDefinitionSuggestion suggestion)
    {
        json.WriteStartArray("suspects");
        foreach (var leak in suggestion.SuspectedLeakage)
        {
            json.WriteStartObject();
            json.WriteString("column", leak.Column);
            json.WriteNumber("auc", leak.Auc);
            json.WriteString("why", leak.Why);
            json.WriteBoolean("used", leak.Used);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("openCountedAsLost", suggestion.OpenCountedAsLost);
    }

    private static void Fields(Utf8JsonWriter json, Backtest figures)
    {
        json.WriteNumber("leads", figures.Leads);
        json.WriteNumber("handedOff", figures.HandedOff);
        json.WriteNumber("won", figures.Won);
        json.WriteNumber("wasted", figures.Wasted);
        json.WriteNumber("missed", figures.Missed);
        NumberOrNull("precision", figures.Precision);
        NumberOrNull("recall", figures.Recall);
        NumberOrNull("lift", figures.Lift);
        NumberOrNull("auc", figures.Auc);
        NumberOrNull("perWeek", figures.PerWeek);
        NumberOrNull("medianDaysToOutcome", figures.MedianDaysToOutcome);

        void NumberOrNull(string name, double? value)
        {
            if (value is { } number) json.WriteNumber(name, number);
            else json.WriteNull(name);
        }
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout)) write(json);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
