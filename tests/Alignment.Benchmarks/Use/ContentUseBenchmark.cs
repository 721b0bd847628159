using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Alignment.Api.Data;
using Alignment.Api.Stories;
using Alignment.Core.Stories;
using Alignment.GraphQL;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;

namespace Alignment.Benchmarks.Use;

/// <summary>The use of content at 10,000 and at 1,000,000 shares, of 500 assets by 50 reps: what a page of content and a page of use by rep take.</summary>
internal static class ContentUseBenchmark
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 1, 9, 0);

    private const string FillSqlite = """
        CREATE TEMP TABLE IF NOT EXISTS numbered AS SELECT ROW_NUMBER() OVER (ORDER BY external_id) - 1 AS n, id FROM content_assets;
        CREATE INDEX IF NOT EXISTS temp.ix_numbered ON numbered (n);
        WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @to)
        INSERT INTO shared_content (id, asset_id, lead_id, at, by_function, rep_key)
        SELECT CAST(printf('%016d', i) AS BLOB), numbered.id, CAST(printf('%016d', i * 7919 % (@to / 5)) AS BLOB), @now - i * 104729 % 31536000 * 10000000, 'Sales', 'rep-' || (i * 31 % 50)
        FROM n CROSS JOIN numbered WHERE numbered.n = i * 13 % 500;
        WITH RECURSIVE n(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM n WHERE i + 1 < @to)
        INSERT OR IGNORE INTO forward_moves (lead_id, at) SELECT CAST(printf('%016d', i % (@to / 5)) AS BLOB), @now - i * 15485863 % 31536000 * 10000000 FROM n WHERE i % 4 = 0;
        """;

    private const string FillPostgres = """
        SET session_replication_role = replica;
        INSERT INTO shared_content (id, asset_id, lead_id, at, by_function, rep_key)
        SELECT lpad(to_hex(i), 32, '0')::uuid, numbered.id, lpad(to_hex(i::bigint * 7919 % (@to / 5)), 32, '0')::uuid, @now - make_interval(secs => i::bigint * 104729 % 31536000), 'Sales', 'rep-' || (i::bigint * 31 % 50)
        FROM generate_series(@from, @to - 1) i JOIN (SELECT ROW_NUMBER() OVER (ORDER BY external_id) - 1 AS n, id FROM content_assets) numbered ON numbered.n = i::bigint * 13 % 500;
        INSERT INTO forward_moves (lead_id, at) SELECT lpad(to_hex(i % (@to / 5)), 32, '0')::uuid, @now - make_interval(secs => i::bigint * 15485863 % 31536000)
        FROM generate_series(@from, @to - 1) i WHERE i % 4 = 0 ON CONFLICT DO NOTHING;
        ANALYZE;
        """;

    /// <summary><c>use [postgres CONNECTION-STRING]</c>; the database is a new one.</summary>
    public static int Run(string[] args) => RunAsync(args).GetAwaiter().GetResult();

    private static async Task<int> RunAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("alignment-use-").FullName;
        var settings = args is ["postgres", var connection] ? new StorageSettings(StorageKind.Postgres, connection) : new StorageSettings(StorageKind.Sqlite, Path.Combine(folder, "bench.db"));
        await using (var store = await AlignmentStore.ConnectAsync(settings))
        {
            await store.MigrateAsync();
            await store.WriteAsync((context, _) =>
            {
                context.AddRange(Enumerable.Range(0, 500).Select(n =>
                {
                    var asset = ContentAsset.Publish("bench", $"{n}", new ContentDescription { Title = $"Asset {n}", Format = "Guide", Personas = [$"persona-{n % 8}"] }, Now).Value;
                    for (var days = 300; days > 0; days -= 75) asset.Revise("figures", "Ana", Now - Duration.FromDays(days));
                    return asset;
                }));
                return Task.CompletedTask;
            });
            foreach (var (from, to) in new[] { (0, 10_000), (10_000, 1_000_000) })
            {
                await FillAsync(settings, from, to);
                Console.WriteLine($"{settings.Kind}, {to:N0} shares:");
                var assets = await ReadAsync(store, context => context.ContentAssets.AsNoTracking().ToListAsync());
                await TellAsync("  all-time use of a page of 20 assets", store, context => ContentUseReader.ReadAsync(context, assets.Take(20).Select(asset => new UsageWanted(asset.Id)), default));
                await TellAsync("  use in the last 30 days of a page of 20 assets", store, context => ContentUseReader.ReadAsync(context, assets.Take(20).Select(asset => new UsageWanted(asset.Id, Now - Duration.FromDays(30))), default));
                await TellAsync("  before and after four revisions each, 20 assets", store, context => ContentUseReader.ReadAsync(
                    context, assets.Take(20).SelectMany(asset => asset.SpansAcrossRevisions(Duration.FromDays(30), Now)).SelectMany((around, n) => new[] { new UsageWanted(assets[n / 4].Id, around.From, around.Revision.At), new UsageWanted(assets[n / 4].Id, around.Revision.At, around.Until) }), default));
                await TellAsync("  all-time use of all 500 assets", store, context => ContentUseReader.ReadAsync(context, assets.Select(asset => new UsageWanted(asset.Id)), default));
                await TellAsync("  first page of 50 of use by rep", store, _ => RepUsePages.ReadAsync(store, new PagingArguments(50), default, default));
                await TellAsync("  first page of 50 of one rep's use", store, _ => RepUsePages.ReadAsync(store, new PagingArguments(50), new RepUseWanted("rep-25", null, null), default));
                await TellAsync("  content unused for 30 days", store, context => context.ContentAssets.CountAsync(asset => !context.SharedContent.Any(shared => shared.AssetId == asset.Id && shared.At >= Now - Duration.FromDays(30))));
            }
        }

        Directory.Delete(folder, recursive: true);
        return 0;
    }

    // The leads themselves are of no interest here, and so are not written.
    private static async Task FillAsync(StorageSettings settings, int from, int to)
    {
        await using DbConnection connection = settings.Kind == StorageKind.Postgres
            ? new NpgsqlConnection(settings.Database)
            : new SqliteConnection($"Data Source={settings.Database};Foreign Keys=False;Pooling=False");
        await connection.OpenAsync();
        object now = settings.Kind == StorageKind.Postgres ? Now.ToDateTimeUtc() : Now.ToUnixTimeTicks();
        foreach (var sql in (settings.Kind == StorageKind.Postgres ? FillPostgres : FillSqlite).Split(";\n"))
        {
            await using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (sql, 600);
            foreach (var (name, value) in new[] { ("from", from), ("to", to), ("now", now) })
                if (sql.Contains($"@{name}", StringComparison.Ordinal))
                    command.Parameters.Add(settings.Kind == StorageKind.Postgres ? new NpgsqlParameter(name, value) : new SqliteParameter($"@{name}", value));
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task TellAsync<T>(string what, AlignmentStore store, Func<AlignmentContext, Task<T>> ask)
    {
        var times = new List<double>();
        for (var pass = 0; pass < 5; pass++)
        {
            var began = Stopwatch.GetTimestamp();
            await ReadAsync(store, ask);
            if (pass > 0) times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-52} {times.Order().ElementAt(1),8:0.0} ms"));
    }

    private static async Task<T> ReadAsync<T>(AlignmentStore store, Func<AlignmentContext, Task<T>> read)
    {
        await using var context = store.CreateDbContext();
        return await read(context);
    }
}
