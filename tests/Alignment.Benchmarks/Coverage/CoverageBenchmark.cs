using System.Diagnostics;
using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Stories;
using Alignment.Core.Journeys;
using Alignment.Core.Personas;
using Alignment.Core.Stories;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Alignment.Benchmarks.Coverage;

/// <summary>Coverage over 5,000 assets, 50 personas and 10 stages, with 10,000 leads and with 1,000,000: it reads maintained counts.</summary>
internal static class CoverageBenchmark
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 1, 9, 0);

    public static int Run(string[] args) => RunAsync().GetAwaiter().GetResult();

    private static async Task<int> RunAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("alignment-coverage-").FullName, "alignment.db");
        await using var store = await AlignmentStore.ConnectAsync(new StorageSettings(StorageKind.Sqlite, file));
        await store.MigrateAsync();
        await FillAsync(store);
        Stand(file, 0, 10_000);
        var few = await MeasureAsync(store);
        Stand(file, 10_000, 1_000_000);
        var many = await MeasureAsync(store);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"coverage, 5,000 assets, 50 personas, 10 stages: {few:0} ms with 10,000 leads, {many:0} ms with 1,000,000, ratio {many / few:0.00}"));
        return await CountsHoldAsync(store) ? 0 : 1;
    }

    private static Task FillAsync(AlignmentStore store) => store.WriteAsync((context, _) =>
    {
        string[] stages = [.. Enumerable.Range(0, 10).Select(n => $"stage-{n}")];
        context.Add(new StoredJourney(Journey.Define("default", [.. stages.Select((key, n) => new BuyingStageDraft(key, key, [$"{key} a?", $"{key} b?"], n == 5))]).Value));
        context.AddRange(Enumerable.Range(0, 50).Select(n => Persona.Define($"persona-{n}", $"Persona {n}", Audience.Prospect, Now).Value));
        context.AddRange(Enumerable.Range(0, 5_000).Select(n => ContentAsset.Publish("bench", $"{n}", new ContentDescription
        {
            Title = $"Asset {n}", Format = "Guide", Stages = [stages[n % 10], stages[n / 10 % 10]], Personas = [$"persona-{n % 50}", $"persona-{n / 7 % 50}"],
            Answers = [$"{stages[n % 10]} {(n % 3 == 0 ? 'a' : 'b')}?"], Orientation = (Orientation)(n % 4),
        }, Now).Value));
        return Task.CompletedTask;
    });

    // The leads themselves are of no interest here, and so are not written.
    private static void Stand(string file, int from, int to)
    {
        using var connection = new SqliteConnection($"Data Source={file};Foreign Keys=False;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            WITH RECURSIVE n(i) AS (SELECT $from UNION ALL SELECT i + 1 FROM n WHERE i + 1 < $to)
            INSERT INTO lead_standings (lead_id, total, fit, interest, stage_key, assessed_at, persona_key, status)
            SELECT CAST(printf('%016d', i) AS BLOB), 0, 0, 0, 'stage-' || (i % 10), 0, 'persona-' || (i / 10 % 50), 'Nurturing' FROM n
            """;
        command.Parameters.AddWithValue("$from", from);
        command.Parameters.AddWithValue("$to", to);
        command.ExecuteNonQuery();
    }

    private static async Task<double> MeasureAsync(AlignmentStore store)
    {
        var times = new List<double>();
        for (var run = 0; run < 12; run++)
        {
            await using var context = store.CreateDbContext();
            var began = Stopwatch.GetTimestamp();
            var coverage = await CoverageReader.ReadAsync(context, null, default);
            if (run > 2) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            if (coverage.Cells.Count != 500) throw new InvalidOperationException("The matrix is not whole.");
        }

        return times.Order().ElementAt(times.Count / 2);
    }

    private static async Task<bool> CountsHoldAsync(AlignmentStore store)
    {
        await using var context = store.CreateDbContext();
        var recount = await context.LeadStandings.GroupBy(standing => new { standing.PersonaKey, standing.StageKey })
            .Select(cell => new { cell.Key.PersonaKey, cell.Key.StageKey, Leads = cell.Count() }).ToListAsync();
        var kept = await context.StandingCounts.ToDictionaryAsync(count => (count.PersonaKey, count.StageKey), count => count.Leads);
        var holds = recount.Count == kept.Count && recount.TrueForAll(cell => kept[(cell.PersonaKey!, cell.StageKey)] == cell.Leads);
        Console.WriteLine(holds ? "the maintained counts equal a recount" : "the maintained counts differ from a recount");
        return holds;
    }
}
