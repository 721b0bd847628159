using System.Globalization;
using Alignment.Api.Data;
using Alignment.Benchmarks.Reassess;
using Alignment.Core.Journeys;
using Alignment.Core.Leads;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;

namespace Alignment.Benchmarks.GraphQL;

/// <summary>
/// The product's own tables on PostgreSQL, filled by COPY: eight personas, a thousand assets, leads that each stand somewhere, five
/// engagements with content a lead on average, and hand-offs that ended.
/// </summary>
internal static class BuyerStore
{
    public const int Personas = 8;
    private const int Assets = 1_000;
    private static readonly string[] Types = ["page_view", "pricing_view", "content_download", "webinar_attended", "email_click"];

    /// <summary>Migrates and fills a database that holds no leads; one that does is taken as it is.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="leads">How many leads.</param>
    public static async Task FillAsync(string connectionString, int leads)
    {
        await using var store = await AlignmentStore.ConnectAsync(new StorageSettings(StorageKind.Postgres, connectionString));
        await store.MigrateAsync();
        await using var reading = store.CreateDbContext();
        if (await reading.Leads.AnyAsync()) return;

        var now = SystemClock.Instance.GetCurrentInstant();
        await store.WriteAsync((context, _) =>
        {
            context.AddRange(Enumerable.Range(0, Personas).Select(n => Persona.Define($"persona-{n}", $"Persona {n}", Audience.Prospect, now).Value));
            context.AddRange(Enumerable.Range(0, Assets).Select(n => ContentAsset.Publish("bench", $"asset-{n}", new ContentDescription { Title = $"Asset {n}", Format = "Guide" }, now).Value));
            return Task.CompletedTask;
        });

        // Agreed and looked at while it is empty, so that no host that starts on it looks at every lead again.
        await ReassessBenchmark.AgreeAsync(store, 55, now);
        await ReassessBenchmark.ReassessAsync(store);
        var definition = (await reading.LeadDefinitions.SingleAsync()).Id.Value;

        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync(connection, "SET session_replication_role = replica"); // no foreign key is looked up and no count kept meanwhile
        await CopyAsync(connection, leads, now, definition);
        await ExecuteAsync(connection, "SET session_replication_role = DEFAULT");
        await ExecuteAsync(connection, """
            INSERT INTO standing_counts (persona_key, stage_key, leads)
            SELECT persona_key, stage_key, count(*) FROM lead_standings WHERE persona_key IS NOT NULL GROUP BY persona_key, stage_key
            """);
        await ExecuteAsync(connection, Relations);
        await ExecuteAsync(connection, "VACUUM (FREEZE, ANALYZE)");
    }

    /// <summary>What a team that writes its own API, or has one generated, would have beside our tables: stages as a table, and relations said.</summary>
    private static readonly string Relations = $"""
        CREATE TABLE buying_stages (key text PRIMARY KEY, name text NOT NULL);
        INSERT INTO buying_stages VALUES {string.Join(", ", Journey.Default.Stages.Select(stage => $"('{stage.Key}', '{stage.Name}')"))};
        COMMENT ON TABLE content_assets IS E'@unique external_id';
        COMMENT ON TABLE leads IS E'@foreignKey (persona_key) references personas (key)';
        COMMENT ON TABLE lead_standings IS E'@foreignKey (lead_id) references leads (id)\n@foreignKey (persona_key) references personas (key)\n@foreignKey (stage_key) references buying_stages (key)';
        COMMENT ON TABLE engagements IS E'@foreignKey (content) references content_assets (external_id)';
        """;

    private static async Task CopyAsync(NpgsqlConnection connection, int leads, Instant now, Guid definition)
    {
        var rows = new Rows(new Random(11), leads, now, definition);
        await CopyAsync(connection, "leads (id, source, external_id, persona_key, attributes, created_at, captured_at, changed_at, status, version, prior_outcomes, last_engagement_position, contact_company, contact_email, contact_name)", rows.Leads());
        await CopyAsync(connection, "lead_standings (lead_id, definition_id, decision, total, fit, interest, stage_key, assessed_at, persona_key, status)", rows.Standings());
        await CopyAsync(connection, "engagements (lead_id, position, at, type, content, stage_key, properties)", rows.Engagements());
        await CopyAsync(connection, "hand_offs (id, lead_id, rep_key, definition_id, unmet, state, offered_at, respond_by, ended_at, return_reason)", rows.HandOffs());
    }

    private static async Task CopyAsync(NpgsqlConnection connection, string into, IEnumerable<string> rows)
    {
        await using var copy = await connection.BeginTextImportAsync($"COPY {into} FROM STDIN");
        foreach (var row in rows)
        {
            await copy.WriteAsync(row);
            await copy.WriteAsync('\n');
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Rows in COPY's text form, columns set apart by tabs. The same leads come in every table, so each decides by the lead's number.</summary>
    private sealed class Rows(Random dice, int leads, Instant now, Guid definition)
    {
        private readonly Guid[] ids = [.. Enumerable.Range(0, leads).Select(n => LeadId.New(now - Duration.FromDays(30) + Duration.FromMilliseconds(n)).Value)];

        public IEnumerable<string> Leads() => ids.Select((id, n) =>
            $"{id}\tbench\t{n}\t{PersonaOf(n)}\t{{\"industry\": \"software\", \"company_size\": {n % 5000}}}\t{At(40 + (n % 90))}\t{At(30)}\t{At(20)}\t{StatusOf(n)}\t1\t[]\t{EngagementsOf(n)}\tCompany {n % 5000}\tp{n}@example.com\tPerson {n}");

        // Looked at in the future, so that no page of the work queue looks again during the measurement.
        public IEnumerable<string> Standings() => ids.Select((id, n) => Invariant(
            $"{id}\t{definition}\t{(StatusOf(n) == "Qualified" ? "HandOff" : "Nurture")}\t{(StatusOf(n) == "Qualified" ? 55 + (dice.Next(4500) / 100d) : dice.Next(5500) / 100d)}\t30\t25\t{StageOf(n)}\t{At(-1)}\t{PersonaOf(n)}\t{StatusOf(n)}"));

        public IEnumerable<string> Engagements() => ids.SelectMany((id, n) => Enumerable.Range(1, EngagementsOf(n)).Select(position =>
            $"{id}\t{position}\t{Minutes(dice.Next(1, 40_000))}\t{Types[dice.Next(Types.Length)]}\tasset-{dice.Next(Assets)}\t{StageOf(n)}\t{{}}"));

        public IEnumerable<string> HandOffs() => ids.Index().Where(lead => lead.Index % 5 < 2).SelectMany(lead => Enumerable.Range(0, 1 + (lead.Index % 2)).Select(time =>
            $"{Guid.CreateVersion7()}\t{lead.Item}\trep-{lead.Index % 50}\t{definition}\t[]\tReturned\t{At(19 - time)}\t{At(19 - time)}\t{At(18 - time)}\tNO_BUDGET"));

        private static string PersonaOf(int n) => $"persona-{n % Personas}";

        private static string StageOf(int n) => Journey.Default.Stages[n / Personas % Journey.Default.Stages.Count].Key;

        private static string StatusOf(int n) => n / 40 % 10 < 3 ? "Qualified" : "Nurturing";

        private static int EngagementsOf(int n) => n / 400 % 4 == 0 ? 14 : 2; // 5 on average, more than a page for every fourth lead

        private string At(int daysAgo) => Minutes(daysAgo * 24 * 60);

        private string Minutes(int ago) => (now - Duration.FromMinutes(ago)).ToString("uuuu-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);

        private static string Invariant(FormattableString row) => FormattableString.Invariant(row);
    }
}
