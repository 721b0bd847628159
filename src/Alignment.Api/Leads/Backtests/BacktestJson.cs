using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alignment.Core.Leads.Backtests;
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

    public static string Write(LeadDefinitionSuggestion suggestion) => Write(json =>
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
        json.WriteEndObject();
    });

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
