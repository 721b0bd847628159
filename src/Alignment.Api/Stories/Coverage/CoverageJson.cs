using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alignment.Core.Stories;

namespace Alignment.Api.Stories.Coverage;

/// <summary>The coverage matrix as JSON, with the names that the GraphQL schema gives its fields.</summary>
internal static class CoverageJson
{
    public static string Write(CoverageSheet sheet)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (sheet.Coverage.Share is { } share) json.WriteNumber("share", share);
            else json.WriteNull("share");
            Cells(json, "cells", sheet, sheet.Coverage.Cells);
            Cells(json, "gaps", sheet, sheet.Coverage.Gaps);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Cells(Utf8JsonWriter json, string name, CoverageSheet sheet, IReadOnlyList<CoverageCell> cells)
    {
        json.WriteStartArray(name);
        foreach (var cell in cells)
        {
            json.WriteStartObject();
            Named(json, "persona", cell.PersonaKey, sheet.Names[cell.PersonaKey]);
            Named(json, "stage", cell.Stage.Key, cell.Stage.Name);
            json.WriteNumber("assets", cell.Assets);
            json.WriteNumber("answered", cell.Answered);
            json.WriteNumber("questions", cell.Questions);
            json.WriteStartArray("unanswered");
            foreach (var question in cell.Unanswered) json.WriteStringValue(question);
            json.WriteEndArray();
            json.WriteNumber("leads", cell.Leads);
            json.WriteBoolean("onlyAboutUs", cell.OnlyAboutUs);
            json.WriteNumber("cost", cell.Cost);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Named(Utf8JsonWriter json, string field, string key, string name)
    {
        json.WriteStartObject(field);
        json.WriteString("key", key);
        json.WriteString("name", name);
        json.WriteEndObject();
    }
}
