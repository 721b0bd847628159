using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>The least that anybody must do by hand to answer the same: one trip of prepared statements, written straight to the response.</summary>
internal static class MinimalApi
{
    private const string Lead = """
        SELECT l.id, l.contact_email, l.contact_name, l.contact_company, s.total, s.decision, g.key, g.name, p.key, p.name
        FROM leads l JOIN lead_standings s ON s.lead_id = l.id JOIN buying_stages g ON g.key = s.stage_key JOIN personas p ON p.key = l.persona_key
        WHERE l.id = $1
        """;

    private const string Log = """
        SELECT e.position, e.type, e.at, c.id, c.title FROM engagements e JOIN content_assets c ON c.external_id = e.content
        WHERE e.lead_id = $1 ORDER BY e.at DESC, e.position DESC LIMIT 10
        """;

    private const string LastHandOff = "SELECT id, offered_at, state FROM hand_offs WHERE lead_id = $1 ORDER BY offered_at DESC LIMIT 1";

    private const string Queue = """
        SELECT l.id, l.contact_name, s.total, s.decision, g.key, g.name, p.key, p.name, e.position, e.type, e.at
        FROM (SELECT * FROM lead_standings
              WHERE persona_key = $1 AND stage_key = $2 AND status = 'Qualified' AND (total, lead_id) < ($3, $4)
              ORDER BY total DESC, lead_id DESC LIMIT 51) s
        JOIN leads l ON l.id = s.lead_id JOIN buying_stages g ON g.key = s.stage_key JOIN personas p ON p.key = s.persona_key
        LEFT JOIN LATERAL (SELECT position, type, at FROM engagements WHERE lead_id = l.id ORDER BY at DESC, position DESC LIMIT 1) e ON true
        ORDER BY s.total DESC, s.lead_id DESC
        """;

    /// <summary><c>graphql-minimal URL CONNECTION-STRING</c>: serves until it is told to stop.</summary>
    public static int Run(string[] args)
    {
        Build(args[0], args[1]).Run();
        return 0;
    }

    public static WebApplication Build(string url, string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 50, AutoPrepareMinUsages = 1, NoResetOnClose = true, ConnectionIdleLifetime = 30, ConnectionPruningInterval = 5, MaxPoolSize = 20,
            Options = "-c plan_cache_mode=force_generic_plan",
        });
        var app = builder.Build();
        app.MapGet("/buyer/{id:guid}", (Guid id, HttpContext http) => AnswerBuyerAsync(source, id, http.Response));
        app.MapGet("/queue", (string persona, string stage, string? after, HttpContext http) => AnswerQueueAsync(source, persona, stage, after, http.Response));
        app.MapGet("/constant", () => Results.Text("""{"data":{"__typename":"Query"}}""", "application/json"));
        return app;
    }

    private static async Task AnswerBuyerAsync(NpgsqlDataSource source, Guid id, HttpResponse response)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var sql in (ReadOnlySpan<string>)[Lead, Log, LastHandOff])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } });
        await using var row = await batch.ExecuteReaderAsync();
        await row.ReadAsync();
        response.ContentType = "application/json";
        using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("id", row.GetGuid(0));
        json.WriteString("email", row.GetString(1));
        json.WriteString("name", row.GetString(2));
        json.WriteString("company", row.GetString(3));
        WriteStanding(json, row, 4);
        WriteNamed(json, "persona", row, 8);
        await row.NextResultAsync();
        json.WriteStartArray("engagements");
        while (await row.ReadAsync())
        {
            json.WriteStartObject();
            WriteEngagement(json, row, 0);
            json.WriteStartObject("content");
            json.WriteString("id", row.GetGuid(3));
            json.WriteString("title", row.GetString(4));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        await row.NextResultAsync();
        if (await row.ReadAsync())
        {
            json.WriteStartObject("lastHandOff");
            json.WriteString("id", row.GetGuid(0));
            json.WriteString("offeredAt", row.GetDateTime(1));
            json.WriteString("state", row.GetString(2));
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("lastHandOff");
        }

        json.WriteEndObject();
    }

    private static async Task AnswerQueueAsync(NpgsqlDataSource source, string persona, string stage, string? after, HttpResponse response)
    {
        var (total, lead) = Place(after);
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Queue, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = persona }, new NpgsqlParameter<string> { TypedValue = stage },
                new NpgsqlParameter<double> { TypedValue = total }, new NpgsqlParameter<Guid> { TypedValue = lead },
            },
        };
        await using var row = await command.ExecuteReaderAsync();
        response.ContentType = "application/json";
        using var json = new Utf8JsonWriter(response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("nodes");
        var (count, end) = (0, (string?)null);
        while (count < 50 && await row.ReadAsync())
        {
            count++;
            json.WriteStartObject();
            json.WriteString("id", row.GetGuid(0));
            json.WriteString("name", row.GetString(1));
            WriteStanding(json, row, 2);
            WriteNamed(json, "persona", row, 6);
            if (row.IsDBNull(8))
            {
                json.WriteNull("lastEngagement");
            }
            else
            {
                json.WriteStartObject("lastEngagement");
                WriteEngagement(json, row, 8);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            if (count == 50) end = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{row.GetDouble(2):R}:{row.GetGuid(0)}")));
        }

        json.WriteEndArray();
        json.WriteBoolean("hasNextPage", await row.ReadAsync());
        json.WriteString("endCursor", end);
        json.WriteEndObject();
    }

    private static (double Total, Guid Lead) Place(string? cursor)
    {
        if (cursor is null) return (double.PositiveInfinity, Guid.AllBitsSet);
        var parts = Encoding.ASCII.GetString(Convert.FromBase64String(cursor)).Split(':');
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), Guid.Parse(parts[1]));
    }

    private static void WriteStanding(Utf8JsonWriter json, NpgsqlDataReader row, int at)
    {
        json.WriteNumber("total", row.GetDouble(at));
        json.WriteString("decision", row.GetString(at + 1));
        WriteNamed(json, "stage", row, at + 2);
    }

    private static void WriteNamed(Utf8JsonWriter json, string name, NpgsqlDataReader row, int at)
    {
        json.WriteStartObject(name);
        json.WriteString("key", row.GetString(at));
        json.WriteString("name", row.GetString(at + 1));
        json.WriteEndObject();
    }

    private static void WriteEngagement(Utf8JsonWriter json, NpgsqlDataReader row, int at)
    {
        json.WriteNumber("position", row.GetInt64(at));
        json.WriteString("type", row.GetString(at + 1));
        json.WriteString("at", row.GetDateTime(at + 2));
    }
}
